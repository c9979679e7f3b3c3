import { IConstruct } from 'constructs';

const withCallers = new WeakSet<IConstruct>();

/** Remembers that a role has a caller who may start work with it. */
export function noteCaller(role: IConstruct): void {
  withCallers.add(role);
}

export function hasCaller(role: IConstruct): boolean {
  return withCallers.has(role);
}
