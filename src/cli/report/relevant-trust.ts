import type { TrustReport } from './model';

/**
 * SageMaker, Bedrock or the scheduler as a principal, with their parts and regions: `job.sagemaker.amazonaws.com`,
 * `bedrock-agentcore.amazonaws.com`, `sagemaker.eu-west-1.amazonaws.com`, `scheduler.${AWS::URLSuffix}`.
 */
const PRINCIPAL = /^(?:[\w-]+\.)?(?:sagemaker|bedrock|scheduler)(?:-[\w-]+)?(?:\.[\w-]+-\d|\.\$\{[^{}]*\})?\.(?:amazonaws\.|\$\{)/;

/** Whether a role that is trusted so may be assumed by SageMaker, Bedrock or the scheduler. */
export function mayBeAssumed(trust: readonly TrustReport[]): boolean {
  return trust.some(({ effect, principal, principalKind }) => effect === 'Allow' && admits(principal, principalKind));
}

function admits(principal: string, kind: TrustReport['principalKind']): boolean {
  switch (kind) {
    case 'any': return true;
    // Which one a parameter names, only the deployment knows.
    case 'service': return PRINCIPAL.test(principal) || principal.startsWith('${');
    case 'other': return principal.startsWith('everyone but ') || principal.startsWith('${');
    default: return false;
  }
}
