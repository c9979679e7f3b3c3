import { wildcardMatch } from '../../iam/patterns';
import { hasPlaceholder } from '../expression/text-parts';
import type { TrustReport } from '../report';

/**
 * SageMaker, Bedrock or EventBridge Scheduler as a principal, also as a subservice or with a Region: `job.sagemaker.amazonaws.com`,
 * `bedrock-agentcore.amazonaws.com`, `sagemaker.eu-west-1.amazonaws.com`, `scheduler.${AWS::URLSuffix}`.
 */
const PRINCIPAL = /^(?:[\w-]+\.)?(?:sagemaker|bedrock|scheduler)(?:-[\w-]+)?(?:\.[\w-]+-\d|\.\$\{[^{}]*\})?\.(?:amazonaws\.|\$\{)/i;

/** Examples of principals that an unknown text may become. */
const SERVICES = ['sagemaker.amazonaws.com', 'sagemaker.amazonaws.com.cn', 'sagemaker.eu-west-1.amazonaws.com', 'job.sagemaker.amazonaws.com', 'bedrock.amazonaws.com',
  'scheduler.amazonaws.com'];

/** Whether a trust policy lets SageMaker, Bedrock or EventBridge Scheduler assume the role. */
export function mayBeAssumed(trust: readonly TrustReport[]): boolean {
  return trust.some(({ effect, principal, principalKind }) => effect === 'Allow' && admits(principal, principalKind));
}

function admits(principal: string, kind: TrustReport['principalKind']): boolean {
  switch (kind) {
    case 'any': return true;
    case 'service': return PRINCIPAL.test(principal) || mayBecome(principal, SERVICES);
    case 'aws': return mayBecome(principal, ['*']);
    case 'other': return principal.startsWith('everyone except ') || mayBecome(principal, ['*', ...SERVICES]);
    default: return false;
  }
}

/** Placeholders that never become a wildcard: the ARN of a resource, and the account ID. */
const NEVER_ANY = /\$\{(?:[^{}]*\.Arn|AWS::AccountId)\}/g;

/** Whether a text with placeholders can become one of the principals. */
function mayBecome(text: string, principals: readonly string[]): boolean {
  const pattern = text.replace(NEVER_ANY, 'own').replace(/\$\{[^{}]*\}|\{\{resolve:[^{}]*\}\}/g, '*');
  return hasPlaceholder(text) && principals.some((principal) => wildcardMatch(pattern, principal));
}
