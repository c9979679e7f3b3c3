/** IAM's `Condition` element: operator → key → value or values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of a policy file, before its placeholders are filled in. */
export interface StatementData {
  readonly sid: string;
  /** The feature that adds the statement. Without one, every role of the type has it. */
  readonly feature?: string;
  /** Statements of one group are merged into one with this Sid if that saves a policy. */
  readonly group?: string;
  readonly actions: readonly string[];
  /** ARN templates, `{role}` for the role itself, or `{scope}` for the resources of a scope. */
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
  /** The statement exists only if the workload names this property. */
  readonly onlyWhenNamed?: string;
  /** The statement exists only if the workload omits this property. */
  readonly onlyWhenOmitted?: string;
  /** Conditions that are added if the user lists the feature. */
  readonly conditionsWhenStated?: Conditions;
  /** Conditions that are added if the workload names the property. */
  readonly conditionsWhenNamed?: Readonly<Record<string, Conditions>>;
  /** One statement for each member of this scope, instead of one for all. */
  readonly forEach?: string;
  /** The actions that the source doesn't ask for. They are granted for convenience, and a role without them is valid. */
  readonly notRequired?: readonly string[];
  /** If the workload names this property, it may not need the statement: a validation then only assumes it. */
  readonly assumedWhenNamed?: string;
  /** The property that states the need with `true`, and removes the statement with `false`. */
  readonly switch?: string;
  readonly why: string;
  readonly source: readonly string[];
}

/** A statement that several role types include. Its key in the file is its Sid, unless it has one of its own. */
export type SharedStatementData = Omit<StatementData, 'sid' | 'feature' | 'source'> & {
  readonly sid?: string;
  readonly source?: readonly string[];
};

/** Includes statements of `policies/shared/`, with changes for this role type. */
export interface IncludeData {
  /** Their names: `file.statement`. */
  readonly include: readonly string[];
  readonly feature?: string;
  /** The statements exist only if the workload names this property. */
  readonly onlyWhenNamed?: string;
  /** Replaces the Sid of the shared statement. */
  readonly sid?: string;
  /** Replaces the reason of the shared statement. */
  readonly why?: string;
  /** Replaces the list of the shared statement. */
  readonly notRequired?: readonly string[];
  /** The role type's own sources, in addition to those of the shared statement. */
  readonly source?: readonly string[];
}

/** An entry of `statements` as it is written in a policy file. */
export type StatementEntry = StatementData | IncludeData;

/** A kind of resource that a service assumes the role for, as the last part of its ARN. */
export interface SourceTypeData {
  readonly type: string;
  readonly feature?: string;
  /** The property that states the need with `true`, and excludes it with `false`. */
  readonly switch?: string;
  readonly undocumented?: true;
}

/** An action of AWS STS that a service needs in addition to `sts:AssumeRole`. */
export interface TrustActionData {
  readonly action: string;
  readonly feature?: string;
}

/** A service that may assume the role. */
export interface TrustData {
  readonly service: string;
  readonly feature?: string;
  readonly alsoActions?: readonly TrustActionData[];
  /** AWS documents no conditions on the account or the resource that the service acts for. A role then has none. */
  readonly undocumentedConditions?: true;
  /** Undefined if AWS doesn't document them. */
  readonly sourceTypes?: readonly SourceTypeData[];
  readonly why: string;
  readonly source: readonly string[];
}

export interface FeatureData {
  /** Whether a role has the feature by default, as the SageMaker Python SDK's role of this type does. */
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
  /** Only if the workload has all of this access. */
  readonly access?: readonly AccessKind[];
  /** Only if the workload has none of this access. */
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
  /** For names or ARNs: selects the ARNs, the names, or both. */
  readonly shared?: boolean | 'any';
  /** Whether the functions are versions and aliases. */
  readonly qualified?: boolean;
}

/** The resources that a placeholder in a statement stands for. */
export interface ScopeData {
  /** The workload's property that names its members. */
  readonly property: string;
  /** How the property becomes members. */
  readonly members: BucketMembersData | ListMembersData;
  readonly summary: string;
  /** The validation may ask about any object below a prefix: a denial of that object proves a denial of the prefix. */
  readonly exactTarget?: boolean;
  /** ARN templates, filled in for each member that the workload names. */
  readonly whenNamed: readonly string[];
  /** Conditions of the members that have a value for each of their placeholders. Members with different conditions are in separate statements. */
  readonly memberConditions?: Conditions;
  /** ARN templates if the workload omits the property. Without them, the scope is then empty. */
  readonly whenOmitted?: readonly string[];
  readonly conditionsWhenOmitted?: Conditions;
  /** The id of the warning if the workload omits the property. */
  readonly warning?: string;
}

/** Buckets that AWS owns. */
export interface AwsBucketData {
  /** With `?` and `*`. */
  readonly names: readonly { readonly name: string }[];
  /** Buckets with `{region}` in their names. */
  readonly regional: readonly {
    readonly name: string;
    /** Whether a stack without a region uses the bucket of its region. */
    readonly inUnknownRegion: boolean;
    readonly regions: readonly string[];
  }[];
}

/** Actions that the user's own permissions must not have, by their service. */
export interface RefusalData {
  readonly because: string;
  readonly actions: Readonly<Record<string, readonly string[]>>;
}
