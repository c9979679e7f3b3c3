import { wildcardMatch } from '../../iam/patterns';
import { hasPlaceholder } from '../expression/text-parts';
import type { TrustReport } from '../report';

/**
 * SageMaker, Bedrock or the scheduler as a principal, with their parts and regions: `job.sagemaker.amazonaws.com`,
 * `bedrock-agentcore.amazonaws.com`, `sagemaker.eu-west-1.amazonaws.com`, `scheduler.${AWS::URLSuffix}`.
 */
const PRINCIPAL = /^(?:[\w-]+\.)?(?:sagemaker|bedrock|scheduler)(?:-[\w-]+)?(?:\.[\w-]+-\d|\.\$\{[^{}]*\})?\.(?:amazonaws\.|\$\{)/i;

/** Some that a text may become. */
const SERVICES = ['sagemaker.amazonaws.com', 'sagemaker.amazonaws.com.cn', 'sagemaker.eu-west-1.amazonaws.com', 'job.sagemaker.amazonaws.com', 'bedrock.amazonaws.com',
  'scheduler.amazonaws.com'];

/** Whether a role that is trusted so may be assumed by SageMaker, Bedrock or the scheduler. */
export function mayBeAssumed(trust: readonly TrustReport[]): boolean {
  return trust.some(({ effect, principal, principalKind }) => effect === 'Allow' && admits(principal, principalKind));
}

function admits(principal: string, kind: TrustReport['principalKind']): boolean {
  switch (kind) {
    case 'any': return true;
    case 'service': return PRINCIPAL.test(principal) || mayBecome(principal, SERVICES);
    case 'aws': return mayBecome(principal, ['*']);
    case 'other': return principal.startsWith('everyone but ') || mayBecome(principal, ['*', ...SERVICES]);
    default: return false;
  }
}

/** What only the deployment knows, but is no wildcard: the ARN of a resource, and the number of the account. */
const NEVER_ANY = /\$\{(?:[^{}]*\.Arn|AWS::AccountId)\}/g;

/** Whether what only the deployment knows may make one of some principals of a text. */
function mayBecome(text: string, principals: readonly string[]): boolean {
  const pattern = text.replace(NEVER_ANY, 'own').replace(/\$\{[^{}]*\}|\{\{resolve:[^{}]*\}\}/g, '*');
  return hasPlaceholder(text) && principals.some((principal) => wildcardMatch(pattern, principal));
}
