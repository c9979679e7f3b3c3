import { intrinsicOf } from './intrinsic';

/** Something that a template may say, and the condition under which it does. */
export interface Branch {
  readonly value: unknown;
  readonly when?: string;
}

/** What a value stands for: the items of a list, both sides of an Fn::If, and nothing where it is left out. */
export function branches(value: unknown, when?: string): Branch[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item) => branches(item, when));
  }
  const intrinsic = intrinsicOf(value);
  if (intrinsic?.name === 'Ref' && intrinsic.argument === 'AWS::NoValue') {
    return [];
  }
  if (intrinsic?.name === 'If' && Array.isArray(intrinsic.argument) && typeof intrinsic.argument[0] === 'string') {
    const [condition, yes, no] = intrinsic.argument as [string, unknown, unknown];
    return [...branches(yes, both(when, condition)), ...branches(no, both(when, `not ${condition}`))];
  }
  return [{ value, when }];
}

/** Two conditions at once. */
export function both(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || one === other ? other : other === undefined ? one : `${one} and ${other}`;
}
