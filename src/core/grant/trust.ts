import { Conditions, roleTypeData, TrustData } from './data/policy-data';
import { featuresOf } from './features';
import { WorkloadScope } from './workload';

/** A service that the role of a workload must trust. */
export interface TrustedService extends Omit<TrustData, 'alsoActions'> {
  /** The actions of AWS STS that it needs. */
  readonly actions: readonly string[];
}

/** The services that the role of a workload must trust. */
export function trustedServices(workload: WorkloadScope): TrustedService[] {
  const chosen = new Set(featuresOf(workload));
  const isChosen = ({ feature }: { readonly feature?: string }) => feature === undefined || chosen.has(feature);
  return roleTypeData(workload.roleType).trust.filter(isChosen).map(({ alsoActions = [], ...trusted }) =>
    ({ ...trusted, actions: ['sts:AssumeRole', ...alsoActions.filter(isChosen).map(({ action }) => action)] }));
}

/**
 * The conditions on the account and the resources that a service acts for.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
 */
export function trustConditions(
  { undocumentedConditions }: Pick<TrustData, 'undocumentedConditions'>, sourceAccount: string | undefined, sourceArns: string | readonly string[] | undefined,
): Conditions {
  return {
    ...sourceAccount && !undocumentedConditions ? { StringEquals: { 'aws:SourceAccount': sourceAccount } } : {},
    ...sourceArns ? { ArnLike: { 'aws:SourceArn': sourceArns } } : {},
  };
}
