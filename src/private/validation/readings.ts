import { PolicyService, PolicyTarget, READ_POLICY_ACTIONS } from '../../core/question/policy-targets';

/** A resource that the Lambda function may read, with the statement that allows it. */
export interface Reading {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly arn: string;
}

export const ROLES_SID = 'ReadRoles';

const POLICY_SIDS: Readonly<Record<PolicyService, string>> = {
  s3: 'ReadBucketPolicies',
  s3express: 'ReadDirectoryBucketPolicies',
  kms: 'ReadKeyPolicies',
  sns: 'ReadTopicPolicies',
  sqs: 'ReadQueuePolicies',
  lambda: 'ReadFunctionPolicies',
  ecr: 'ReadRepositoryPolicies',
};

export function roleReadings(arns: readonly string[]): Reading[] {
  return arns.map((arn) => ({ sid: ROLES_SID, actions: ['iam:GetRole', 'iam:SimulatePrincipalPolicy'], arn }));
}

export function policyReadings(targets: readonly PolicyTarget[]): Reading[] {
  return targets.map(({ service, arn }) => ({ sid: POLICY_SIDS[service], actions: [READ_POLICY_ACTIONS[service]], arn }));
}
