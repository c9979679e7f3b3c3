import { Conditions } from './policy-data';

/** A permission of a workload: one statement of its policy file, filled in. */
export interface Grant {
  readonly sid: string;
  readonly feature?: string;
  readonly group?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Those of the resources that the workload names, and those below which anything is as good as the thing itself. */
  readonly named: readonly string[];
  readonly concrete: readonly string[];
  readonly conditions?: Conditions;
  /** The properties of the workload that its resources and conditions come from. */
  readonly properties: readonly string[];
  /** Whether the statement names the role itself. */
  readonly namesRole: boolean;
  /** The ids of the warnings that its open scopes deserve. */
  readonly warnings: readonly string[];
  readonly why: string;
  readonly source: readonly string[];
}
