import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { TrustData } from '../core/grant/policy-data';
import { serviceOfSourceArn, sourceArnsByService, trustConditions } from '../core/grant/source-arns';
import { asPropertyName } from '../core/rules/wording';

/** What narrows the trust of a role, besides its services. */
export interface TrustScope {
  /** The account that a service has to act for. Without it, any. */
  readonly sourceAccount?: string;
  /** The resources that a service has to act for. Without any for a service, all of them. */
  readonly sourceArns?: readonly string[];
}

/**
 * The trust policy's principals: one statement per service, so that a source ARN of one does not lock another out.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
 */
export function trustPrincipal(services: readonly TrustData[], { sourceAccount, sourceArns = [] }: TrustScope): iam.IPrincipal {
  const arnsOf = arnsByService(services.map(({ service }) => service), sourceAccount, sourceArns);
  return new iam.CompositePrincipal(...services.map(({ service }) => {
    const arns = arnsOf.get(service);
    return new iam.ServicePrincipal(service, {
      conditions: trustConditions(sourceAccount, arns?.length === 1 && !Token.isUnresolved(arns) ? arns[0] : arns),
    });
  }));
}

function arnsByService(services: readonly string[], sourceAccount: string | undefined, sourceArns: readonly string[]): Map<string, string[]> {
  return Token.isUnresolved(sourceArns)
    ? new Map([[onlyService(services, 'is a list that only the deployment knows'), sourceArns as string[]]])
    : sourceArnsByService(sourceArns, (arn) => serviceOf(arn, services, sourceAccount));
}

function serviceOf(arn: string, services: readonly string[], sourceAccount: string | undefined): string {
  return Token.isUnresolved(arn) && !arn.startsWith('arn:')
    ? onlyService(services, 'has an ARN that only the deployment knows')
    : serviceOfSourceArn(arn, services, sourceAccount, asPropertyName);
}

/** The service that an unknown ARN must be of. */
function onlyService(services: readonly string[], what: string): string {
  if (services.length > 1) {
    throw new Error(`'sourceArns' ${what}, and the role trusts ${services.join(', ')}: give ARNs that name their service`);
  }
  return services[0];
}
