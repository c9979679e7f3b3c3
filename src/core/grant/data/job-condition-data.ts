import { Conditions } from './policy-types';

/** A demand on the jobs that a role starts. */
export interface JobConditionData {
  readonly summary: string;
  /** An action must know all of these condition keys. */
  readonly keys: readonly string[];
  readonly conditions: Conditions;
  /** Conditions that are added if the workload names the property. */
  readonly conditionsWhenNamed?: Readonly<Record<string, Conditions>>;
}

/** The conditions of `jobConditions` and `resourceTags`, by action. */
export interface JobConditionsData {
  readonly options: Readonly<Record<string, JobConditionData>>;
  /** A value of a condition key that only has to be there. */
  readonly samples: Readonly<Record<string, string>>;
  /** The actions that create or change jobs, models, endpoints and pipelines, with the options that they know. */
  readonly creating: Readonly<Record<string, readonly string[]>>;
  /** The types of resources that have the tags. */
  readonly taggedTypes: readonly string[];
  /** The actions on a resource that exists and has the tags. */
  readonly resourceTag: readonly string[];
}

/* eslint-disable @typescript-eslint/no-require-imports */
// Loaded on demand, as the role types are.
const JOB_CONDITIONS = (): JobConditionsData => require('../../../../policies/job-conditions.json');
/* eslint-enable @typescript-eslint/no-require-imports */

export function jobConditionsData(): JobConditionsData {
  return JOB_CONDITIONS();
}
