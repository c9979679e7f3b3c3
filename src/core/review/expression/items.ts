import { conditionTerm } from './condition-term';
import { follow } from './follow';
import { ALWAYS, both, Guard, opposite } from './guard';
import { intrinsicOf, isOpen, referenceOf } from './intrinsic';
import { isListParameter, parameterDefault } from './parameter';
import { Defaults, mappedValue, templateText } from './template-text';
import { Located, Template } from '../template/template';

/** Something that a template may say, and what must hold for it to say so. */
export interface Item extends Located {
  readonly guard: Guard;
}

/** What is followed into other templates for one value: far above what a policy needs, and not what doubles with each step. */
const MOST_STEPS = 1_000;

/**
 * What a value stands for, one by one: the items of a list, both sides of an Fn::If, what a parameter of a list or a text that is split
 * is known to hold, and nothing where it is left out.
 */
export function items(value: unknown, template: Template, defaults: Defaults = 'named'): Item[] {
  return new Reading(defaults).items({ value, template }, ALWAYS);
}

class Reading {
  private steps = 0;

  constructor(private readonly defaults: Defaults) {}

  public items({ value, template }: Located, guard: Guard): Item[] {
    if (value === undefined || value === null) {
      return [];
    }
    if (Array.isArray(value)) {
      return value.flatMap((item) => this.items({ value: item, template }, guard));
    }
    const intrinsic = intrinsicOf(value);
    switch (intrinsic?.name) {
      case 'If': return this.sides(intrinsic.argument, { value, template }, guard);
      case 'Ref': return intrinsic.argument === 'AWS::NoValue' ? [] : this.followed({ value, template }, guard);
      case 'GetAtt':
      case 'ImportValue':
      case 'GetStackOutput': return this.followed({ value, template }, guard);
      case 'Split': {
        const [separator, text] = Array.isArray(intrinsic.argument) ? intrinsic.argument as unknown[] : [];
        return this.split(separator, { value: text, template }, guard) ?? [{ value, template, guard }];
      }
      case 'FindInMap': {
        const found = mappedValue(intrinsic.argument, template, this.defaults);
        return found === undefined ? [{ value, template, guard }] : this.items({ value: found, template }, guard);
      }
      default: return [{ value, template, guard }];
    }
  }

  private sides(argument: unknown, located: Located, guard: Guard): Item[] {
    const { template } = located;
    if (!Array.isArray(argument) || typeof argument[0] !== 'string') {
      return [{ ...located, guard }];
    }
    const [condition, yes, no] = argument as [string, unknown, unknown];
    const term = conditionTerm(condition, template);
    return ([[term, yes], [opposite(term), no]] as const).flatMap(([one, value]) => {
      const inner = both(guard, [one]);
      return inner ? this.items({ value, template }, inner) : [];
    });
  }

  /** What a parent gives for a list is written in the parent's terms. */
  private followed(located: Located, guard: Guard): Item[] {
    const end = follow(located.value, located.template);
    const parameter = referenceOf(located.value);
    const isList = parameter !== undefined && parameter.attribute === undefined && isListParameter(parameter.logicalId, located.template);
    if (end.value !== located.value && this.steps < MOST_STEPS) {
      this.steps += 1;
      const found = isList ? this.split(',', end, guard) : isSeveral(end.value) ? this.items(end, guard) : undefined;
      return found ?? [{ ...located, guard }];
    }
    const byDefault = isList && this.defaults === 'taken' ? parameterDefault(parameter.logicalId, located.template) : undefined;
    return byDefault === undefined ? [{ ...located, guard }] : parts(byDefault, ',', located.template, guard);
  }

  /** The parts of a text that is known, or that is joined of a list. */
  private split(separator: unknown, whole: Located, guard: Guard): Item[] | undefined {
    const { value, template } = follow(whole.value, whole.template);
    const intrinsic = intrinsicOf(value);
    const joined = intrinsic?.name === 'Join' && Array.isArray(intrinsic.argument) && intrinsic.argument[0] === separator
      ? intrinsic.argument[1] as unknown : undefined;
    if (joined !== undefined && this.steps < MOST_STEPS) {
      this.steps += 1;
      return this.items({ value: joined, template }, guard);
    }
    if (Array.isArray(value)) {
      return this.items({ value, template }, guard);
    }
    const text = templateText(value, template, this.defaults);
    return typeof separator !== 'string' || separator === '' || isOpen(text) ? undefined : parts(text, separator, template, guard);
  }
}

function parts(text: string, separator: string, template: Template, guard: Guard): Item[] {
  return text.split(separator).map((value) => ({ value: value.trim(), template, guard }));
}

function isSeveral(value: unknown): boolean {
  return Array.isArray(value) || ['If', 'Split', 'FindInMap'].includes(intrinsicOf(value)?.name ?? '');
}
