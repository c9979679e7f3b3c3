import { Construct } from 'constructs';
import { isObject } from '../core/iam/untyped-json';
import { checkPropertyNames } from '../core/rules/property-names';
import { shownValue } from '../core/rules/shown-value';

/** The kinds of values, and how a message asks for them. */
const KINDS = {
  /** Another rule checks it. */
  any: [() => true, ''],
  text: [(value) => typeof value === 'string', 'a text'],
  number: [(value) => typeof value === 'number', 'a number'],
  flag: [(value) => typeof value === 'boolean', 'true or false'],
  list: [Array.isArray, 'a list'],
  texts: [(value) => Array.isArray(value) && value.every((one) => typeof one === 'string'), 'a list of texts'],
  object: [isObject, 'an object'],
  construct: [Construct.isConstruct, 'a construct'],
  duration: [(value) => isObject(value) && typeof value.toSeconds === 'function', 'a Duration, such as Duration.hours(1)'],
  managedPolicy: [(value) => isObject(value) && typeof value.managedPolicyArn === 'string', 'a managed policy, such as one of ManagedPolicy.fromManagedPolicyName'],
} as const satisfies Record<string, readonly [(value: unknown) => boolean, string]>;

export type Kind = keyof typeof KINDS;

/** The properties of an object, and the kinds of their values. */
export type Shape<Type = any> = { readonly [Property in keyof Required<Type>]: Kind };

/**
 * Rejects values of another kind, and mistyped names. A program without types may pass anything, and JavaScript would fail far from
 * the property, or take a wrong value for an omitted one.
 *
 * @param owner the property that the object is the value of, or nothing for the properties of a construct
 */
export function checkShape(owner: string | undefined, value: unknown, shape: Shape): void {
  if (!isObject(value)) {
    throw new Error(owner === undefined ? `the properties are ${shownConstruct(value)}: use an object` : `'${owner}' is ${shownConstruct(value)}: use an object`);
  }
  const start = owner === undefined ? '' : `${owner}.`;
  checkPropertyNames(start, Object.keys(value), Object.keys(shape));
  for (const [property, kind] of Object.entries(shape)) {
    checkKind(start + property, value[property], kind);
  }
}

/** Rejects a value of another kind. Undefined is an omitted property. */
export function checkKind(property: string, value: unknown, kind: Kind): void {
  const [fits, what] = KINDS[kind];
  if (value === null || value !== undefined && !fits(value)) {
    throw new Error(`'${property}' is ${shownConstruct(value)}: use ${what === '' ? 'a value' : what}${value === null ? ', or omit it' : ''}`);
  }
}

/** A value in a message, and a construct by its path. */
export function shownConstruct(value: unknown): string {
  return Construct.isConstruct(value) ? JSON.stringify(value.node.path) : shownValue(value);
}
