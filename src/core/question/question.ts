import type { ContextType } from '../iam/context-keys';

/** The version of the question's format. A reader refuses every other version. */
export const QUESTION_VERSION = 1;

/** A condition key of the simulated requests. */
export interface ContextEntry {
  readonly key: string;
  readonly type: ContextType;
  readonly values: readonly string[];
}

/**
 * The subject of a denial: a resource that the workload uses, a sample of the resources that it may use, or all resources at once.
 */
export type Certainty = 'concrete' | 'probe' | 'any';

/** Actions that are asked about together, each on each of the resources. */
export interface QuestionGroup {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly certainty: Certainty;
  /** Keys that every request has. The workload makes requests with each value. A value with wildcards is a pattern. */
  readonly facts: readonly ContextEntry[];
  /** Keys that a request may have, with one of the values. */
  readonly assumed: readonly ContextEntry[];
}

/** The permissions that a role must have, and the services that must be able to assume it. */
export interface Question {
  readonly version: typeof QUESTION_VERSION;
  /** The name of the workload, for messages. */
  readonly workload: string;
  /** The services that must be able to assume the role. */
  readonly services: readonly string[];
  readonly groups: readonly QuestionGroup[];
}
