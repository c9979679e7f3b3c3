import { Lazy } from 'aws-cdk-lib';

/**
 * The values that CDK supplies in the first pass of a synthesis, before it has looked up anything: of
 * StringParameter.valueFromLookup, and of Role.fromLookup, whose account is invented as well.
 */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && (value.startsWith('dummy-value-for-') || value.endsWith(':role/DUMMY_ARN'));
}

/** A value for the rules. A placeholder becomes a token, since its text says nothing about the value of the second pass. */
export function lookedUp(text: string): string {
  return isPlaceholder(text) ? Lazy.string({ produce: () => text }) : text;
}
