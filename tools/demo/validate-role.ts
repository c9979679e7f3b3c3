import { invokeLambda, Outcome } from '../../testing/lambda/lambda-function';
import { Faults, OfflineAccount, startIamEndpoint } from '../../testing/offline-iam/endpoint';
import { Place } from '../../testing/offline-iam/template-roles';
import { TemplateValidation } from '../../testing/template-validations';

/** The outcome of a validation. */
export interface ValidationOutcome extends Outcome {
  /** Calls of IAM. */
  readonly calls: number;
  /** Calls that read the policies of resources. */
  readonly policyCalls?: number;
}

/** Runs a validation's function against an account. */
export async function validateRole(
  { logicalId, properties }: TemplateValidation, account: OfflineAccount, { partition, region, account: id }: Place, faults?: Faults,
): Promise<ValidationOutcome> {
  const iam = await startIamEndpoint({ account, faults });
  try {
    const outcome = await invokeLambda({
      logicalId,
      properties,
      stackId: `arn:${partition}:cloudformation:${region}:${id}:stack/Workloads/0f1e2d3c`,
      functionArn: `arn:${partition}:lambda:${region}:${id}:function:Workloads-Validation`,
      iamUrl: iam.url,
    });
    return { ...outcome, calls: iam.calls.length, policyCalls: iam.policyCalls.length };
  } finally {
    await iam.close();
  }
}

/** The reasons of a verdict other than VALID, each once, with the number of its findings. */
export function reasonsOf({ report }: Outcome): Map<string, number> {
  const reasons = new Map<string, number>();
  for (const { reason } of report!.findings.filter(({ verdict }) => verdict !== 'VALID')) {
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return reasons;
}

/** The reasons as text, and the number of good answers. */
export function describeReasons(outcome: Outcome): string {
  return [...[...reasonsOf(outcome)].map(([reason, count]) => `${count} ${reason}`), `${outcome.report!.good} good`].join(', ');
}
