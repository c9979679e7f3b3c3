import { Conditions } from './data/policy-data';

/** Replaces the role's own ARN until it is known. */
export const ROLE_ARN_PLACEHOLDER = '{role}';

/** A permission of a workload: one statement of its policy file, filled in. */
export interface Grant {
  readonly sid: string;
  readonly feature?: string;
  readonly group?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** The resources that the workload names. */
  readonly namedResources: readonly string[];
  /** The patterns below which any resource proves as much as the thing itself. */
  readonly exactTargets: readonly string[];
  readonly conditions?: Conditions;
  /** The workload properties that its resources and conditions come from. */
  readonly properties: readonly string[];
  /** Whether the statement names the role itself. */
  readonly namesRole: boolean;
  /** The ids of the warnings about its account-wide scopes. */
  readonly warnings: readonly string[];
  readonly why: string;
  readonly source: readonly string[];
}

/** The actions of grants, each once and sorted. */
export function actionsOf(grants: readonly Grant[]): string[] {
  return [...new Set(grants.flatMap(({ actions }) => actions))].sort();
}
