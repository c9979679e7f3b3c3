import type { ContextType } from '../iam/context-keys';

/** The version of the question's format. A reader refuses every other version. */
export const QUESTION_VERSION = 2;

/** A condition key of the simulated requests. */
export interface ContextEntry {
  readonly key: string;
  readonly type: ContextType;
  readonly values: readonly string[];
  /** One value that IAM allows is enough: the workload chooses it. */
  readonly oneSuffices?: boolean;
}

/**
 * The subject of a denial: a resource that the workload uses, a sample of the resources that it may use, or all resources at once.
 */
export type Certainty = 'concrete' | 'probe' | 'any';

/** The reason to assume that a workload needs something: a default feature, or an omitted property. */
export interface Assumption {
  readonly feature?: string;
  readonly property?: string;
}

/** How much a workload needs something. Without either property, the workload surely needs it. */
export interface Need {
  readonly assumption?: Assumption;
  /** It is granted for convenience, and AWS doesn't document that the workload needs it. */
  readonly notRequired?: boolean;
}

/** A service that must be able to assume the role. */
export interface RequiredService extends Need {
  readonly service: string;
  /** The actions of AWS STS that the service needs. Only `sts:AssumeRole`, if undefined. */
  readonly actions?: readonly string[];
  /** AWS doesn't document whether the service sends the account and the resource that it acts for. */
  readonly undocumentedConditions?: true;
  /** The resources that the service assumes the role for. Undefined if AWS doesn't document them. */
  readonly sourceTypes?: readonly SourceType[];
}

/** A kind of resource that a service names in `aws:SourceArn`: the last part of its ARN, such as `training-job/*`. */
export interface SourceType extends Need {
  readonly type: string;
  /** A role that trusts the service only for this type may work, but no AWS page says so. */
  readonly undocumented?: true;
}

/** Actions that are asked about together, each on each of the resources. */
export interface QuestionGroup extends Need {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** The patterns that resources are samples of: what the workload uses. */
  readonly patterns?: readonly string[];
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
  /** The features of the workload: those that are stated, and the default ones. */
  readonly features: readonly string[];
  readonly services: readonly RequiredService[];
  readonly groups: readonly QuestionGroup[];
}
