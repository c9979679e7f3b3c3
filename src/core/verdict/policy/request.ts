import type { Answer } from './answer';
import type { Elements } from './document';
import { isSameContextKey } from '../../iam/context-keys';

/** The facts about a condition key of a request. */
export interface KeyFact {
  /** The values that a request may have. No value means that a request lacks the key. */
  readonly values: readonly string[];
  /** Whether each value is a pattern that stands for every text it matches. */
  readonly patterns?: boolean;
  /** Whether a request has all values together. Otherwise it has one of them. */
  readonly list?: boolean;
  /** Whether a request may lack the key. */
  readonly mayBeAbsent?: boolean;
  /** Whether no AWS page says that every request is like this. A presumption proves no fault. */
  readonly presumed?: boolean;
  /** The values in words. */
  readonly meaning?: string;
}

/** The known condition keys of a request. */
export type RequestContext = ReadonlyMap<string, KeyFact>;

/** The fact about a key, whose case doesn't matter. */
export function factAbout(name: string, context: RequestContext): KeyFact | undefined {
  return context.get(name) ?? [...context].find(([key]) => isSameContextKey(key, name))?.[1];
}

/** A request that a policy may allow or deny. */
export interface PolicyRequest {
  readonly action: string;
  /** Undefined if the policy has no resources, as a trust policy. */
  readonly resource?: string;
  readonly context: RequestContext;
  /** Whether a statement names the principal of the request. */
  principalOf(statement: Elements, denies: boolean): PrincipalAnswer;
}

/** How a statement names the principal of a request. */
export type NamedAs = 'itself' | 'account' | 'everyone';

export interface PrincipalAnswer extends Answer {
  readonly as?: NamedAs;
}
