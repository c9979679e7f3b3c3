/** AWS's access levels, as the service authorization reference names them. */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** The result of a comparison with an earlier state. It is undefined without a comparison, and for unchanged things. */
export type Change = 'added' | 'removed' | 'changed';

/** A text of a template. Expressions are written for people: `${Bucket.Arn}/*`. */
export type TemplateText = string;

/** One condition: `StringEquals` `aws:SourceAccount` → values. */
export interface ConditionReport {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly TemplateText[];
}

/** A principal that a trust policy allows or denies to assume the role. */
export interface TrustReport {
  readonly effect: 'Allow' | 'Deny';
  /** `sagemaker.amazonaws.com`, an ARN, `*`. */
  readonly principal: TemplateText;
  readonly principalKind: 'service' | 'aws' | 'federated' | 'any' | 'other';
  readonly conditions: readonly ConditionReport[];
  /** It exists only under these conditions of the template: `IsProduction (Equals(Stage, prod))`. */
  readonly when?: TemplateText;
  readonly change?: Change;
}

/** A managed policy that was attached or detached since the earlier state. */
export interface ForeignPolicyChange {
  readonly policy: TemplateText;
  readonly change: 'added' | 'removed';
}

/** The actions of one statement in one service. The page filters by these. */
export interface ServiceActions {
  /** The prefix of its actions, such as `s3`. `*` stands for all services. */
  readonly service: string;
  /** The actions as the statement writes them, wildcards included. */
  readonly actions: readonly string[];
  /** The access levels of the actions that they match. */
  readonly accessLevels: readonly AccessLevel[];
  /** The number of actions of the reference that they match. An action that the reference doesn't know counts as one. */
  readonly actionCount: number;
}

export interface StatementReport {
  readonly sid?: TemplateText;
  readonly effect: 'Allow' | 'Deny';
  /** Its policy: a logical id, or the name of an inline policy. */
  readonly policy: TemplateText;
  readonly services: readonly ServiceActions[];
  /** For `NotAction` and `NotResource`, the lists contain the exceptions. */
  readonly inverted: readonly ('actions' | 'resources')[];
  readonly resources: readonly TemplateText[];
  readonly conditions: readonly ConditionReport[];
  /** It exists only under these conditions of the template: `IsProduction (Equals(Stage, prod))`. */
  readonly when?: TemplateText;
  /** For `NotAction`: the number of actions except the listed ones, and their access levels. */
  readonly otherActionCount?: number;
  readonly otherAccessLevels?: readonly AccessLevel[];
  /** Whether an action has a wildcard, and whether it applies to any resource. `NotAction` and `NotResource` count too. */
  readonly wildcardActions: boolean;
  readonly anyResource: boolean;
  /** For a statement of this library: the reason, and the pages that document it. */
  readonly why?: string;
  readonly source?: readonly string[];
  readonly change?: Change;
}

export interface RoleReport {
  /** Stack and logical id. It is unique in a report, and identifies the role in two reports. */
  readonly id: string;
  /** Its construct path, its name, or its logical id. */
  readonly title: TemplateText;
  readonly logicalId: string;
  /** Its stack or file. */
  readonly stack: string;
  /** `training`, for a role that this library created. */
  readonly roleType?: string;
  readonly description?: TemplateText;
  readonly trust: readonly TrustReport[];
  readonly permissionsBoundary?: TemplateText;
  /** The permissions boundary of the earlier state if it differs; empty if there was no boundary. */
  readonly permissionsBoundaryBefore?: TemplateText;
  /** The statements of the permissions boundary, if the templates contain it. */
  readonly boundaryStatements?: readonly StatementReport[];
  /** CloudFormation creates the role only under these conditions. */
  readonly when?: TemplateText;
  /** The conditions of the earlier state if they differ; empty if there was no condition. */
  readonly whenBefore?: TemplateText;
  /** Managed policies that the templates don't contain, with the conditions of the attachment. */
  readonly foreignPolicies: readonly TemplateText[];
  /** The policies of this kind that were attached or detached since the earlier state. */
  readonly foreignPolicyChanges?: readonly ForeignPolicyChange[];
  readonly statements: readonly StatementReport[];
  /**
   * The number of actions that its Allow statements match, without those that a Deny without a condition removes from every resource. It
   * ignores managed policies outside the templates, and the permissions boundary.
   */
  readonly effectiveActions: number;
  readonly change?: Change;
  /** The count in the earlier state, if both states have the role and the count differs. */
  readonly effectiveActionsBefore?: number;
}

/** The content of the page. */
export interface Report {
  readonly roles: readonly RoleReport[];
  /** All stacks and files of the report, with or without roles. */
  readonly stacks: readonly string[];
  /** The actions of AWS's managed policy AmazonSageMakerFullAccess, for comparison. */
  readonly fullAccessActions: number;
  /** Whether the report is a comparison with an earlier state. */
  readonly compared: boolean;
  /** Parts of the templates that the report omits or simplifies. */
  readonly notes: readonly string[];
}
