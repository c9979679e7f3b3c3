import type { Question, QuestionGroup } from './question';

/** The services whose resources have policies, and the actions that read these. */
export const READ_POLICY_ACTIONS = {
  s3: 's3:GetBucketPolicy',
  s3express: 's3express:GetBucketPolicy',
  kms: 'kms:GetKeyPolicy',
  sns: 'sns:GetTopicAttributes',
  sqs: 'sqs:GetQueueAttributes',
  lambda: 'lambda:GetPolicy',
  ecr: 'ecr:GetRepositoryPolicy',
} as const;

export type PolicyService = keyof typeof READ_POLICY_ACTIONS;

/** A resource whose policy may allow or deny a request. */
export interface PolicyTarget {
  readonly service: PolicyService;
  readonly arn: string;
}

/** The resources of the account that a workload names and that have policies. Without an account, all of them. */
export function policyTargets({ groups }: Pick<Question, 'groups'>, account?: string): PolicyTarget[] {
  const targets = groups.flatMap((group) => group.actions.flatMap((action) =>
    group.resources.flatMap((resource) => policyTarget(action, resource, group, account) ?? [])));
  return [...new Map(targets.map((target) => [target.arn, target])).values()];
}

/** The resource whose policy matters for a request. Undefined if the workload doesn't name it, or if another account owns it. */
export function policyTarget(
  action: string, resource: string, { certainty, facts, assumed }: QuestionGroup, account: string | undefined,
): PolicyTarget | undefined {
  const [service] = action.split(':') as PolicyService[];
  if (certainty !== 'concrete' || resource === '*' || !(service in READ_POLICY_ACTIONS)) {
    return undefined;
  }
  const owner = [...facts, ...assumed].find(({ key }) => key === 'aws:ResourceAccount')?.values[0] ?? resource.split(':')[4];
  if (account !== undefined && [owner, account].every((id) => /^\d{12}$/.test(id ?? '')) && owner !== account) {
    return undefined;
  }
  if (service === 's3') {
    // An access point has a separate policy.
    return /:(?:accesspoint|outpost)\//.test(resource) ? undefined : { service, arn: resource.split('/')[0] };
  }
  return { service, arn: resource };
}
