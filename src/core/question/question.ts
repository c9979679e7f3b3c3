import type { ContextType } from '../iam/context-keys';

/** The version of the question's form. Whoever reads another one must not guess. */
export const QUESTION_VERSION = 1;

/** A condition key of the requests that are asked about. */
export interface ContextEntry {
  readonly key: string;
  readonly type: ContextType;
  readonly values: readonly string[];
}

/**
 * How much a denial says: of the thing that the workload uses, of a stand-in for something that it may use, or of every
 * resource at once.
 */
export type Certainty = 'concrete' | 'probe' | 'any';

/** Actions that are asked about together, each on each of the resources. */
export interface QuestionGroup {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly certainty: Certainty;
  /** What is so in every such request; of a key with several values, there are requests with each, and one with wildcards is a pattern. */
  readonly facts: readonly ContextEntry[];
  /** What may be so: one of the values, or none. */
  readonly assumed: readonly ContextEntry[];
}

/** What a role must allow and whom it must trust. */
export interface Question {
  readonly version: typeof QUESTION_VERSION;
  /** What the role is for, in words for a person. */
  readonly workload: string;
  /** The services that must be able to assume the role. */
  readonly services: readonly string[];
  readonly groups: readonly QuestionGroup[];
}
