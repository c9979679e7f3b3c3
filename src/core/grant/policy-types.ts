import type { ContextType } from '../iam/context-keys';

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
  /** The statement exists only if the workload names this property. */
  readonly onlyWhenNamed?: string;
  /** The statement exists only if the workload omits this property. */
  readonly onlyWhenOmitted?: string;
  /** Conditions that are added if the workload names the property. */
  readonly conditionsWhenNamed?: Readonly<Record<string, Conditions>>;
  /** One statement for each member of this scope, instead of one for all. */
  readonly forEach?: string;
  readonly why: string;
  readonly source: readonly string[];
}

/** A statement that several role types include. Its key in the file is its Sid, unless it has one of its own. */
export type SharedStatementData = Omit<StatementData, 'sid' | 'feature' | 'source'> & {
  readonly sid?: string;
  readonly source?: readonly string[];
};

/** Statements of `policies/shared/`, and what this role type says differently about them. */
export interface IncludeData {
  /** Their names: `file.statement`. */
  readonly include: readonly string[];
  readonly feature?: string;
  /** Takes the place of the shared Sid. */
  readonly sid?: string;
  /** Takes the place of the shared reason. */
  readonly why?: string;
  /** Come before the shared sources. */
  readonly source?: readonly string[];
}

/** An entry of `statements` as it is written in a policy file. */
export type StatementEntry = StatementData | IncludeData;

/** A service that may assume the role. */
export interface TrustData {
  readonly service: string;
  readonly feature?: string;
  readonly why: string;
  readonly source: readonly string[];
}

export interface FeatureData {
  /** Whether the SageMaker Python SDK's role of this type has it, and therefore a role without `features`. */
  readonly default: boolean;
  readonly summary: string;
}

/** A policy file: one role type. */
export interface RoleTypeData<Statement = StatementData> {
  readonly roleType: string;
  readonly summary: string;
  readonly trust: readonly TrustData[];
  readonly features: Readonly<Record<string, FeatureData>>;
  readonly statements: readonly Statement[];
}

/** A policy file for a caller of SageMaker, not for the role of a job. */
export interface CallerData<Statement = StatementData> {
  readonly summary: string;
  readonly statements: readonly Statement[];
}

/** The values that fill in a scope's templates, for one member. */
export type Member = Readonly<Record<string, string | readonly string[]>>;

export type AccessKind = 'read' | 'write';

/** The buckets of a workload, or the prefixes in them. */
export interface BucketMembersData {
  /** `objects` is one member for each prefix, `buckets` one for each bucket. */
  readonly of: 'objects' | 'buckets';
  /** What the workload does there: all of these. */
  readonly access?: readonly AccessKind[];
  /** What the workload doesn't do there: none of these. */
  readonly not?: readonly AccessKind[];
  /** Whether the workload reads the bucket without a prefix. */
  readonly readAsWhole?: boolean;
}

/** The values of properties of the workload. */
export interface ListMembersData {
  /** Properties such as `topics`, or parts of one such as `network.subnetIds`. */
  readonly of: readonly string[];
  /** The placeholder that a value fills in. */
  readonly as: string;
  /** Omits the values that contain this text. */
  readonly without?: string;
  /** Whether the functions are versions and aliases. */
  readonly qualified?: boolean;
}

/** What a placeholder in a statement's resources stands for. */
export interface ScopeData {
  /** The workload's property that names its members. */
  readonly property: string;
  /** How the property becomes members. */
  readonly members: BucketMembersData | ListMembersData;
  readonly summary: string;
  /** Whether a resource below what is named proves as much as the resource that the workload uses. */
  readonly exactTarget?: boolean;
  /** ARN templates, filled in for each member that the workload names. */
  readonly whenNamed: readonly string[];
  /** ARN templates if the workload omits the property. Without them, the scope is then empty. */
  readonly whenOmitted?: readonly string[];
  readonly conditionsWhenOmitted?: Conditions;
  /** The id of the warning if the workload omits the property. */
  readonly warning?: string;
}

/** How the permissions of the policy files become questions to IAM. */
export interface QuestionData {
  readonly unscopableActions: readonly string[];
  readonly probes: readonly {
    readonly pattern: string;
    /** Only for these workloads. */
    readonly workloads?: readonly string[];
    readonly actions?: readonly string[];
    /** If there are several, the question has each of them. */
    readonly probe: string | readonly string[];
  }[];
  /** Which accounts stand for any account, besides the role's own. */
  readonly foreignOwners: readonly { readonly pattern: string; readonly account: string }[];
  readonly assumedContext: readonly {
    readonly actions: string;
    /** Only for resources that the workload names. */
    readonly named?: boolean;
    readonly key: string;
    readonly type: ContextType;
    readonly values: readonly string[];
  }[];
}
