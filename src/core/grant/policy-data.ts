import type { ContextType } from '../iam/context-keys';
import { checkMember } from '../rules/name-rules';

/** IAM's `Condition` element: operator → key → value or values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of a policy file, before its placeholders are filled in. */
export interface StatementData {
  readonly sid: string;
  /** The feature that brings the statement. Without one, every role of the type has it. */
  readonly feature?: string;
  /** The Sid that it shares with the others of the group where that saves a policy. */
  readonly group?: string;
  readonly actions: readonly string[];
  /** ARN templates, or `{scope}` for everything that the scope stands for. */
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
  /** Only where the workload names this property. */
  readonly onlyWhenNamed?: string;
  /** Only where the workload leaves this property out. */
  readonly onlyWhenOmitted?: string;
  /** Conditions that are added where the workload names the property. */
  readonly conditionsWhenNamed?: Readonly<Record<string, Conditions>>;
  /** One statement for each member of this scope, instead of one for all. */
  readonly forEach?: string;
  readonly why: string;
  readonly source: readonly string[];
}

/** A service that may assume the role. */
export interface TrustData {
  readonly service: string;
  readonly feature?: string;
  readonly why: string;
  readonly source: readonly string[];
}

export interface FeatureData {
  /** Whether the role of the SageMaker Python SDK has it, and therefore a role without `features`. */
  readonly default: boolean;
  readonly summary: string;
}

/** A policy file: one role type. */
export interface RoleTypeData {
  readonly roleType: string;
  readonly summary: string;
  readonly trust: readonly TrustData[];
  readonly features: Readonly<Record<string, FeatureData>>;
  readonly statements: readonly StatementData[];
}

/** A policy file for the one who calls, not for the role of a job. */
export interface CallerData {
  readonly summary: string;
  readonly statements: readonly StatementData[];
}

/** What a placeholder in a statement's resources stands for. */
export interface ScopeData {
  /** The workload's property that names its members. */
  readonly property: string;
  readonly summary: string;
  /** Whether anything below what is named is as good as the thing itself when it is asked about. */
  readonly exactTarget?: boolean;
  /** ARN templates, filled in for each member that the workload names. */
  readonly whenNamed: readonly string[];
  /** ARN templates where the workload names none. Without them, the scope is then empty. */
  readonly whenOmitted?: readonly string[];
  readonly conditionsWhenOmitted?: Conditions;
  /** The id of the warning that an open scope deserves. */
  readonly warning?: string;
}

/* eslint-disable @typescript-eslint/no-require-imports */
// Loaded when they are needed: an app has some of the role types, and importing the package is to cost little.
const ROLE_TYPES: Readonly<Record<string, () => RoleTypeData>> = {
  training: () => require('../../../policies/training.json'),
  serving: () => require('../../../policies/serving.json'),
  pipeline: () => require('../../../policies/pipeline.json'),
  feature_store: () => require('../../../policies/feature_store.json'),
  bedrock: () => require('../../../policies/bedrock.json'),
  hyperpod: () => require('../../../policies/hyperpod.json'),
  model_evaluation: () => require('../../../policies/model_evaluation.json'),
};
const HYPERPOD_CONNECT = (): CallerData => require('../../../policies/hyperpod_connect.json');
const SCOPES = (): { readonly scopes: Readonly<Record<string, ScopeData>> } => require('../../../policies/scopes.json');
const QUESTIONS = (): QuestionData => require('../../../policies/questions.json');
/* eslint-enable @typescript-eslint/no-require-imports */

/** How the permissions of the policy files are asked about. */
export interface QuestionData {
  readonly unscopableActions: readonly string[];
  readonly probes: readonly {
    readonly pattern: string;
    /** Only of these workloads. */
    readonly workloads?: readonly string[];
    readonly actions?: readonly string[];
    /** Of several, each is asked about. */
    readonly probe: string | readonly string[];
  }[];
  /** Who stands for any account, besides the own one. */
  readonly foreignOwners: readonly { readonly pattern: string; readonly account: string }[];
  readonly assumedContext: readonly {
    readonly actions: string;
    /** Only of resources that the workload names. */
    readonly named?: boolean;
    readonly key: string;
    readonly type: ContextType;
    readonly values: readonly string[];
  }[];
}

/** The role types that have a policy file, in their documented order. */
export function roleTypes(): string[] {
  return Object.keys(ROLE_TYPES);
}

export function roleTypeData(roleType: string): RoleTypeData {
  checkMember('roleType', roleType, roleTypes());
  return ROLE_TYPES[roleType]();
}

export function hyperPodConnectData(): CallerData {
  return HYPERPOD_CONNECT();
}

export function questionData(): QuestionData {
  return QUESTIONS();
}

export function scopeData(scope: string): ScopeData {
  const data = SCOPES().scopes[scope];
  if (!data) {
    throw new Error(`no scope is called '${scope}'`);
  }
  return data;
}

/** The features that a role of the type has when its workload does not list any. */
export function defaultFeatures(roleType: string): string[] {
  return Object.entries(roleTypeData(roleType).features).filter(([, feature]) => feature.default).map(([id]) => id);
}
