/** AWS's access levels, as the service authorization reference names them. */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** What a comparison with an older state says of a thing. Without a comparison, and of what is the same in both, nothing. */
export type Change = 'added' | 'removed' | 'changed';

/** A text of a template: a literal, or an expression of CloudFormation in a form that a person reads (`${Bucket.Arn}/*`). */
export type TemplateText = string;

/** One condition: `StringEquals` `aws:SourceAccount` → values. */
export interface ConditionReport {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly TemplateText[];
}

/** A principal that a trust policy lets assume the role. */
export interface TrustReport {
  readonly effect: 'Allow' | 'Deny';
  /** `sagemaker.amazonaws.com`, an ARN, `*`. */
  readonly principal: TemplateText;
  readonly principalKind: 'service' | 'aws' | 'federated' | 'any' | 'other';
  readonly conditions: readonly ConditionReport[];
  /** The conditions of the template that it depends on (`IsProduction (Equals(Stage, prod))`), which a deployment decides. */
  readonly when?: TemplateText;
  readonly change?: Change;
}

/** A managed policy that a comparison finds attached or detached. */
export interface ForeignPolicyChange {
  readonly policy: TemplateText;
  readonly change: 'added' | 'removed';
}

/** What one statement says of one service: the smallest thing that the page filters by. */
export interface ServiceActions {
  /** The prefix of its actions: `s3`. `*` for all of them. */
  readonly service: string;
  /** The actions as the statement writes them, wildcards included. */
  readonly actions: readonly string[];
  /** The access levels of what they stand for. */
  readonly accessLevels: readonly AccessLevel[];
  /** How many actions of the reference they stand for; those that it does not know count as one. */
  readonly actionCount: number;
}

export interface StatementReport {
  readonly sid?: TemplateText;
  readonly effect: 'Allow' | 'Deny';
  /** The policy that it stands in: a logical id, or the name of an inline policy. */
  readonly policy: TemplateText;
  readonly services: readonly ServiceActions[];
  /** Whether it names what it does not mean (`NotAction`, `NotResource`): the lists hold the exceptions then. */
  readonly inverted: readonly ('actions' | 'resources')[];
  readonly resources: readonly TemplateText[];
  readonly conditions: readonly ConditionReport[];
  /** The conditions of the template that it depends on (`IsProduction (Equals(Stage, prod))`), which a deployment decides. */
  readonly when?: TemplateText;
  /** Where it names the actions that it does not mean (`NotAction`): how many it means, and their access levels. */
  readonly otherActionCount?: number;
  readonly otherAccessLevels?: readonly AccessLevel[];
  /** A wildcard in an action, and a resource that is a bare `*`; `NotAction` and `NotResource` count as such. */
  readonly wildcardActions: boolean;
  readonly anyResource: boolean;
  /** Where this library made the statement: why, and the pages that say so. */
  readonly why?: string;
  readonly source?: readonly string[];
  readonly change?: Change;
}

export interface RoleReport {
  /** Unique in the report, and the same for the same role in two reports: stack and logical id. */
  readonly id: string;
  /** What a person calls it: its construct path, its name, or its logical id. */
  readonly title: TemplateText;
  readonly logicalId: string;
  /** The stack or the file that it stands in. */
  readonly stack: string;
  /** `training`, where this library made it. */
  readonly roleType?: string;
  readonly description?: TemplateText;
  readonly trust: readonly TrustReport[];
  readonly permissionsBoundary?: TemplateText;
  /** That of the older state, where it differs: empty where there was none. */
  readonly permissionsBoundaryBefore?: TemplateText;
  /** What the boundary lets at most, where it is one of the templates' policies. */
  readonly boundaryStatements?: readonly StatementReport[];
  /** The condition of the template that the role depends on. */
  readonly when?: TemplateText;
  /** That of the older state, where it differs: empty where there was none. */
  readonly whenBefore?: TemplateText;
  /** Managed policies whose content is not in the templates; with the condition that the attachment depends on. */
  readonly foreignPolicies: readonly TemplateText[];
  /** Those of them that the older state did not have, and those that it had besides. */
  readonly foreignPolicyChanges?: readonly ForeignPolicyChange[];
  readonly statements: readonly StatementReport[];
  /**
   * Actions that its Allow statements stand for, each counted once, less those that a Deny without a condition takes from every
   * resource. Without what foreign policies add, and without what a boundary takes.
   */
  readonly effectiveActions: number;
  readonly change?: Change;
  /** The count in the older state, where the role was in both and the count differs. */
  readonly effectiveActionsBefore?: number;
}

/** Everything that a page shows. */
export interface Report {
  readonly roles: readonly RoleReport[];
  /** The stacks and files that were read, whether or not they hold such a role. */
  readonly stacks: readonly string[];
  /** The actions of AWS's managed policy AmazonSageMakerFullAccess, for comparison. */
  readonly fullAccessActions: number;
  /** Whether it is compared with an older state, and what of that is gone. */
  readonly compared: boolean;
  /** What could not be read as it is, in words for a person. */
  readonly notes: readonly string[];
}
