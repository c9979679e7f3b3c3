/** A service that assumes the role, for a resource of the role's account. */
export interface AssumeRoleRequest {
  readonly service: string;
  readonly account: string;
  readonly partition: string;
  readonly region: string;
}

/** The keys by which a service says for whom it assumes the role. */
export const SOURCE_ACCOUNT = 'aws:SourceAccount';
export const SOURCE_ARN = 'aws:SourceArn';
