import { CfnResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { additionalReasons, REASONS_METADATA } from '../../core/grant/additional-grants';
import { Grant } from '../../core/grant/grant';
import { PolicyStatementJson } from '../../core/grant/packing/statement-length';

/**
 * A managed policy with statements of grants, and with the reasons of the user's own permissions in its metadata.
 *
 * @param roles the roles that the policy references
 */
export function managedPolicy(
  scope: Construct, id: string, statements: readonly PolicyStatementJson[], granted: readonly Grant[], roles?: readonly iam.IRole[],
): iam.ManagedPolicy {
  const policy = new iam.ManagedPolicy(scope, id, {
    statements: statements.map((statement) => new iam.PolicyStatement({
      sid: statement.Sid,
      actions: [...statement.Action],
      resources: [...statement.Resource],
      conditions: statement.Condition,
    })),
    ...roles ? { roles: [...roles] } : {},
  });
  const reasons = additionalReasons(granted, statements.map(({ Sid }) => Sid));
  if (reasons) {
    (policy.node.defaultChild as CfnResource | undefined)?.addMetadata(REASONS_METADATA, reasons);
  }
  return policy;
}

/** The id of one of several policies. */
export function numbered(id: string, index: number): string {
  return index === 0 ? id : `${id}${index + 1}`;
}
