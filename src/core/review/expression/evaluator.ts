import { Call, expressionOf, Piece, Reference } from './expression';
import { isKnown, Part, Text } from './text-parts';
import { InputError } from '../../rules/input-error';
import { isListParameter, mappedValue, parameterDefault } from '../template/declarations';
import { quotedName } from '../template/quoted-name';
import { Located, Template } from '../template/template';

/** `named`: a parameter is unknown, and its text shows the default too. `taken`: a parameter has its default. */
export type Defaults = 'named' | 'taken';

/** Follows a reference to a literal, to a reference that its own template resolves, or to another expression. */
export type Follow = (located: Located) => Located;

/** The most references that one evaluation follows. Templates need a few; a value that doubles with each step would never end. */
const MOST_STEPS = 500;

/** Evaluates an expression as far as the templates determine it. */
export class Evaluator {
  private steps = 0;
  private readonly path = new Set<unknown>();

  constructor(private readonly follow: Follow, private readonly defaults: Defaults = 'named') {}

  /** The text that an expression becomes. */
  public text(located: Located): Text {
    const { value, template } = located;
    const expression = expressionOf(value);
    switch (expression.kind) {
      case 'nothing': return [];
      case 'text': return [expression.text];
      case 'list': return ['[', ...separated(expression.items.map((item) => this.text({ value: item, template })), ', '), ']'];
      case 'object': return ['{', ...separated(Object.entries(expression.members).map(([key, item]) => [`${key}: `, ...this.text({ value: item, template })]), ', '), '}'];
      case 'reference': return this.referenceText(located, expression.call, expression.reference);
      case 'import':
      case 'stack output': return this.referenceText(located, expression.call);
      case 'substitution': return expression.pieces.flatMap((piece: Piece) => typeof piece === 'string' ? piece : this.text({ value: piece.value, template }));
      case 'join': {
        const members = this.members({ value: expression.list, template });
        return members ? separated(members.map((member) => this.text(member)), expression.separator) : this.unknownCall(expression.call, template);
      }
      case 'select': {
        const selected = this.selected(expression.index, { value: expression.list, template });
        return selected ? this.text(selected) : this.unknownCall(expression.call, template);
      }
      case 'mapping': {
        const found = this.mapped(expression.keys, template);
        return found === undefined ? this.unknownCall(expression.call, template) : this.text({ value: found, template });
      }
      default: return this.unknownCall(expression.call, template);
    }
  }

  /** The members of a list; undefined if the templates don't say which ones it has. */
  public members({ value, template }: Located): readonly Located[] | undefined {
    const expression = expressionOf(value);
    switch (expression.kind) {
      case 'list': return expression.items.map((item) => ({ value: item, template }));
      case 'split': return this.splitText(expression.separator, { value: expression.text, template });
      case 'mapping': {
        const found = this.mapped(expression.keys, template);
        return found === undefined ? undefined : (typeof found === 'string' ? [found] : found).map((item) => ({ value: item, template }));
      }
      case 'reference': return this.referencedMembers({ value, template }, expression.reference);
      case 'import':
      case 'stack output': return this.referencedMembers({ value, template });
      default: return undefined;
    }
  }

  /** The member of a list that Fn::Select takes. Of a list that isn't literal, all members must be known: otherwise their number isn't. */
  public selected(index: number, list: Located): Located | undefined {
    const members = this.members(list);
    const isCertain = members && (Array.isArray(list.value) || members.every((member) => isKnown(this.text(member))));
    return isCertain ? members[index] : undefined;
  }

  /** Writes the expression that a reference leads to, or the reference itself if only the deployment resolves it. */
  private referenceText(located: Located, call: Call, reference?: Reference): Text {
    const end = this.follow(located);
    if (end.value === located.value || this.steps >= MOST_STEPS) {
      return reference ? this.unknownReference(reference, located.template) : this.unknownCall(call, located.template);
    }
    if (this.path.has(end.value) && typeof end.value === 'object') {
      throw circularReference(end.template);
    }
    this.steps += 1;
    this.path.add(end.value);
    const text = this.text(end);
    this.path.delete(end.value);
    return text;
  }

  private unknownReference(reference: Reference, template: Template): Text {
    const byDefault = reference.attribute === undefined ? parameterDefault(reference.logicalId, template) : undefined;
    const { logicalId, attribute } = reference;
    return byDefault !== undefined && this.defaults === 'taken' ? [byDefault] : [{ logicalId, attribute, template, byDefault }];
  }

  private unknownCall({ name, argument }: Call, template: Template): Text {
    const list = Array.isArray(argument) ? argument as unknown[] : [argument];
    return [{ template, name, argumentTexts: list.map((item) => this.text({ value: item, template })), value: { [`Fn::${name}`]: argument } }];
  }

  private mapped(keys: readonly unknown[], template: Template): string | readonly unknown[] | undefined {
    const texts = keys.map((key) => this.text({ value: key, template }));
    return texts.every(isKnown) ? mappedValue(texts.map((text) => text.join('')), template) : undefined;
  }

  private splitText(separator: string, whole: Located): readonly Located[] | undefined {
    const end = this.follow(whole);
    const expression = expressionOf(end.value);
    if (expression.kind === 'list') {
      return this.members(end);
    }
    if (expression.kind === 'join' && expression.separator === separator && this.steps < MOST_STEPS) {
      this.steps += 1;
      return this.members({ value: expression.list, template: end.template });
    }
    const text = this.text(end);
    return isKnown(text) ? partsOf(text.join(''), separator, end.template) : undefined;
  }

  /** A parent writes the members of a list parameter as one text with commas. */
  private referencedMembers(located: Located, reference?: Reference): readonly Located[] | undefined {
    const { template } = located;
    const isList = reference !== undefined && reference.attribute === undefined && isListParameter(reference.logicalId, template);
    const end = this.follow(located);
    if (end.value !== located.value && this.steps < MOST_STEPS) {
      this.steps += 1;
      const isSeveral = ['list', 'choice', 'split', 'mapping'].includes(expressionOf(end.value).kind);
      return isList ? this.splitText(',', end) : isSeveral ? this.members(end) ?? [end] : undefined;
    }
    const byDefault = isList && this.defaults === 'taken' ? parameterDefault(reference.logicalId, template) : undefined;
    return byDefault === undefined ? undefined : partsOf(byDefault, ',', template);
  }
}

export function circularReference({ file }: Template): InputError {
  return new InputError(`${quotedName(file)} has a circular dependency through other stacks: remove one of the outputs or imports that form it`);
}

function separated(texts: readonly Text[], separator: string): Part[] {
  const parts: Part[] = [];
  for (const [index, text] of texts.entries()) {
    if (separator !== '' && index > 0) {
      parts.push(separator);
    }
    parts.push(...text);
  }
  return parts;
}

function partsOf(text: string, separator: string, template: Template): Located[] {
  return text.split(separator).map((part) => ({ value: part.trim(), template }));
}
