import { circle, follow } from './follow';
import { attributeReference, Intrinsic, intrinsicOf, isOpen, referenceOf } from './intrinsic';
import { mapped } from './mapping';
import type { TemplateText } from '../report';
import { parameterDefault } from './parameter';
import { isObject, property } from '../template/json-value';
import { Located, Template } from '../template/template';

/** Whether a parameter's default is named beside it, or taken for what it holds. */
export type Defaults = 'named' | 'taken';

/** What is followed into other templates for one text: far above what a policy needs, and not what doubles with each step. */
const MOST_STEPS = 500;

/** What an expression of a template says, for people: `${Bucket.Arn}/*`. What only the deployment knows stays a placeholder. */
export function templateText(value: unknown, template: Template, defaults: Defaults = 'named'): TemplateText {
  return new Rendering(template, defaults).text({ value, template });
}

/** The same of an expression that may stand in another template. */
export function itemText(located: Located, home: Template, defaults: Defaults = 'named'): TemplateText {
  return new Rendering(home, defaults).text(located);
}

/** The value that a mapping holds where its keys are known, or would be by default where these are taken. */
export function mappedValue(argument: unknown, template: Template, defaults: Defaults): string | readonly unknown[] | undefined {
  const keys = Array.isArray(argument) ? argument.slice(0, 3).map((key) => templateText(key, template, defaults)) : [];
  return keys.length < 3 || keys.some(isOpen) ? undefined : mapped(keys, template);
}

/** Writes one text, in the terms of the template that it is shown with. */
class Rendering {
  private steps = 0;
  private readonly path = new Set<unknown>();

  constructor(private readonly home: Template, private readonly defaults: Defaults) {}

  public text({ value, template }: Located): TemplateText {
    if (typeof value === 'string') {
      return value;
    }
    const intrinsic = intrinsicOf(value);
    if (intrinsic) {
      return this.intrinsicText(intrinsic, value, template);
    }
    if (Array.isArray(value)) {
      return `[${value.map((item) => this.text({ value: item, template })).join(', ')}]`;
    }
    if (isObject(value)) {
      return `{${Object.entries(value).map(([key, item]) => `${key}: ${this.text({ value: item, template })}`).join(', ')}}`;
    }
    return value === null || value === undefined ? '' : String(value);
  }

  private intrinsicText({ name, argument }: Intrinsic, value: unknown, template: Template): TemplateText {
    switch (name) {
      case 'Ref':
      case 'GetAtt':
      case 'GetStackOutput':
      case 'ImportValue': return this.referenceText({ value, template });
      case 'Join': return this.joinText(argument, template) ?? this.callText(name, argument, template);
      case 'Sub': return this.subText(argument, template) ?? this.callText(name, argument, template);
      case 'Select': return this.selectText(argument, template) ?? this.callText(name, argument, template);
      case 'FindInMap': {
        const found = mappedValue(argument, template, this.defaults);
        return found === undefined ? this.callText(name, argument, template) : this.text({ value: found, template });
      }
      default: return this.callText(name, argument, template);
    }
  }

  /** `${Bucket.Arn}`; with the stack before it where it leads into another one. */
  private referenceText(located: Located): TemplateText {
    const end = follow(located.value, located.template);
    if (end.value === located.value || this.steps >= MOST_STEPS) {
      return this.placeholder(located);
    }
    if (referenceOf(end.value)) {
      return this.placeholder(end);
    }
    if (this.path.has(end.value)) {
      throw circle(end.template);
    }
    this.steps += 1;
    if (typeof end.value !== 'object') {
      return this.text(end);
    }
    this.path.add(end.value);
    const text = this.text(end);
    this.path.delete(end.value);
    return text;
  }

  private placeholder({ value, template }: Located): TemplateText {
    const reference = referenceOf(value);
    if (!reference) {
      const { name, argument } = intrinsicOf(value)!;
      return this.callText(name, argument, template);
    }
    const { logicalId, attribute } = reference;
    if (logicalId === 'AWS::NoValue') {
      return '';
    }
    const byDefault = attribute === undefined ? parameterDefault(logicalId, template) : undefined;
    if (byDefault !== undefined && this.defaults === 'taken') {
      return byDefault;
    }
    // The pseudo parameters of a stack and of those that it nests are the same.
    const foreign = template !== this.home && !logicalId.startsWith('AWS::');
    const name = [...foreign ? [template.stack] : [], logicalId, ...attribute === undefined ? [] : [attribute]].join('.');
    return `\${${name}${byDefault ? ` (by default ${byDefault})` : ''}}`;
  }

  private joinText(argument: unknown, template: Template): TemplateText | undefined {
    if (!Array.isArray(argument) || typeof argument[0] !== 'string' || !Array.isArray(argument[1])) {
      return undefined;
    }
    return argument[1].map((item) => this.text({ value: item, template })).join(argument[0]);
  }

  private subText(argument: unknown, template: Template): TemplateText | undefined {
    const [text, variables] = Array.isArray(argument) ? argument as unknown[] : [argument];
    if (typeof text !== 'string') {
      return undefined;
    }
    return text.replace(/\$\{([^{}]*)\}/g, (_, inner: string) => {
      if (inner.startsWith('!')) {
        return `\${${inner.slice(1)}}`;
      }
      const name = inner.trim();
      const given = property(variables, name);
      if (given !== undefined) {
        return this.text({ value: given, template });
      }
      return this.referenceText({ value: name.includes('.') && attributeReference(name) ? { 'Fn::GetAtt': name } : { Ref: name }, template });
    });
  }

  /** An item of a literal list, or of a literal text that is split. */
  private selectText(argument: unknown, template: Template): TemplateText | undefined {
    if (!Array.isArray(argument)) {
      return undefined;
    }
    const [index, list] = argument as unknown[];
    const split = intrinsicOf(list);
    const found = Array.isArray(list) ? list as unknown[] : split?.name === 'Split' ? splitItems(split.argument) : undefined;
    const place = typeof index === 'number' ? index : typeof index === 'string' && /^\d+$/.test(index) ? Number(index) : -1;
    const item = found?.[place];
    return item === undefined ? undefined : this.text({ value: item, template });
  }

  /** `${FindInMap(Buckets, AWS::Region, Name)}` */
  private callText(name: string, argument: unknown, template: Template): TemplateText {
    const list = Array.isArray(argument) ? argument as unknown[] : [argument];
    return `\${${name}(${list.map((item) => bare(this.text({ value: item, template }))).join(', ')})}`;
  }
}

function splitItems(argument: unknown): string[] | undefined {
  const [separator, text] = Array.isArray(argument) ? argument as unknown[] : [];
  return typeof separator === 'string' && separator !== '' && typeof text === 'string' ? text.split(separator) : undefined;
}

/** A placeholder within another one needs no braces of its own. */
function bare(text: string): string {
  return /^\$\{([^{}]*)\}$/.exec(text)?.[1] ?? text;
}
