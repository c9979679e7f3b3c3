import { follow } from './follow';
import { attributeReference, Intrinsic, intrinsicOf, referenceOf } from './intrinsic';
import { isObject, property } from './json-value';
import type { TemplateText } from './model';
import { Template } from './template';

/** What an expression of a template says, for people: `${Bucket.Arn}/*`. What only the deployment knows stays a placeholder. */
export function templateText(value: unknown, template: Template): TemplateText {
  if (typeof value === 'string') {
    return value;
  }
  const intrinsic = intrinsicOf(value);
  if (intrinsic) {
    return intrinsicText(intrinsic, value, template);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => templateText(item, template)).join(', ')}]`;
  }
  if (isObject(value)) {
    return `{${Object.entries(value).map(([key, item]) => `${key}: ${templateText(item, template)}`).join(', ')}}`;
  }
  return value === null || value === undefined ? '' : String(value);
}

function intrinsicText({ name, argument }: Intrinsic, value: unknown, template: Template): TemplateText {
  switch (name) {
    case 'Ref':
    case 'GetAtt':
    case 'ImportValue': return referenceText(value, template);
    case 'Join': return joinText(argument, template) ?? callText(name, argument, template);
    case 'Sub': return subText(argument, template) ?? callText(name, argument, template);
    case 'Select': return selectText(argument, template) ?? callText(name, argument, template);
    default: return callText(name, argument, template);
  }
}

/** `${Bucket.Arn}`; with the stack before it where it leads into another one. */
function referenceText(value: unknown, template: Template): TemplateText {
  const end = follow(value, template);
  if (typeof end.value === 'string') {
    return end.value;
  }
  const reference = referenceOf(end.value);
  if (!reference) {
    const { name, argument } = intrinsicOf(end.value)!;
    return callText(name, argument, end.template);
  }
  const { logicalId, attribute } = reference;
  if (logicalId === 'AWS::NoValue') {
    return '';
  }
  // The pseudo parameters of a stack and of those that it nests are the same.
  const foreign = end.template !== template && !logicalId.startsWith('AWS::');
  return `\${${[...foreign ? [end.template.stack] : [], logicalId, ...attribute === undefined ? [] : [attribute]].join('.')}}`;
}

function joinText(argument: unknown, template: Template): TemplateText | undefined {
  if (!Array.isArray(argument) || typeof argument[0] !== 'string' || !Array.isArray(argument[1])) {
    return undefined;
  }
  return argument[1].map((item) => templateText(item, template)).join(argument[0]);
}

function subText(argument: unknown, template: Template): TemplateText | undefined {
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
      return templateText(given, template);
    }
    return referenceText(name.includes('.') && attributeReference(name) ? { 'Fn::GetAtt': name } : { Ref: name }, template);
  });
}

/** An item of a literal list, or of a literal text that is split. */
function selectText(argument: unknown, template: Template): TemplateText | undefined {
  if (!Array.isArray(argument)) {
    return undefined;
  }
  const [index, list] = argument as unknown[];
  const split = intrinsicOf(list);
  const items = Array.isArray(list) ? list as unknown[] : split?.name === 'Split' ? splitItems(split.argument) : undefined;
  const place = typeof index === 'number' ? index : typeof index === 'string' && /^\d+$/.test(index) ? Number(index) : -1;
  const item = items?.[place];
  return item === undefined ? undefined : templateText(item, template);
}

function splitItems(argument: unknown): string[] | undefined {
  const [separator, text] = Array.isArray(argument) ? argument as unknown[] : [];
  return typeof separator === 'string' && separator !== '' && typeof text === 'string' ? text.split(separator) : undefined;
}

/** `${FindInMap(Buckets, AWS::Region, Name)}` */
function callText(name: string, argument: unknown, template: Template): TemplateText {
  const list = Array.isArray(argument) ? argument as unknown[] : [argument];
  return `\${${name}(${list.map((item) => bare(templateText(item, template))).join(', ')})}`;
}

/** A placeholder within another one needs no braces of its own. */
function bare(text: string): string {
  return /^\$\{([^{}]*)\}$/.exec(text)?.[1] ?? text;
}
