/**
 * A permission of the user's own, which no role type has.
 *
 * @exampleMetadata fixture=stack
 * @example
 * const permission: AdditionalPermission = {
 *   actions: ['secretsmanager:GetSecretValue'],
 *   resources: ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:team/database-a1b2c3'],
 *   reason: 'The training script reads the password of the feature database.',
 * };
 */
export interface AdditionalPermission {
  /**
   * The actions, such as `secretsmanager:GetSecretValue`. List at least one.
   *
   * You get an error for a wildcard, for an action of the access level *Permissions management*, and for one that
   * changes identities in IAM.
   */
  readonly actions: string[];

  /**
   * The ARNs of the resources. A wildcard is allowed only in the last part of an ARN, after the account.
   *
   * `*` stands for every resource, with the warning `anyResource`.
   */
  readonly resources: string[];

  /**
   * The conditions, as in a policy: operator, key, and a value or a list of values.
   *
   * @default - none
   */
  readonly conditions?: { [operator: string]: any };

  /** Why the workload needs the permission. It is in the metadata of the policy. */
  readonly reason: string;
}
