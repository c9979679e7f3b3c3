/** A service that assumes the role, for a resource of the role's account. */
export interface AssumeRoleRequest {
  readonly service: string;
  readonly account: string;
  readonly partition: string;
  readonly region: string;
}

/** The condition keys that a service sends to identify the resource that it assumes the role for. */
export const SOURCE_ACCOUNT = 'aws:SourceAccount';
export const SOURCE_ARN = 'aws:SourceArn';
