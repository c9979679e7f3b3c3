import { Arn, ArnFormat, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { TrustData } from './core/policy-data';

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
  const arnsOf = arnsByService(services.map(({ service }) => service), sourceArns);
  return new iam.CompositePrincipal(...services.map(({ service }) => {
    const arns = arnsOf.get(service);
    return new iam.ServicePrincipal(service, {
      conditions: {
        ...sourceAccount ? { StringEquals: { 'aws:SourceAccount': sourceAccount } } : {},
        ...arns ? { ArnLike: { 'aws:SourceArn': arns.length === 1 && !Token.isUnresolved(arns) ? arns[0] : arns } } : {},
      },
    });
  }));
}

function arnsByService(services: readonly string[], sourceArns: readonly string[]): Map<string, string[]> {
  if (Token.isUnresolved(sourceArns)) {
    return new Map([[onlyService(services, 'is a list that only the deployment knows'), sourceArns as string[]]]);
  }
  const byService = new Map<string, string[]>();
  for (const arn of sourceArns) {
    const service = serviceOf(arn, services);
    byService.set(service, [...byService.get(service) ?? [], arn]);
  }
  return byService;
}

function serviceOf(arn: string, services: readonly string[]): string {
  if (Token.isUnresolved(arn) && !arn.startsWith('arn:')) {
    return onlyService(services, 'has an ARN that only the deployment knows');
  }
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(arn)) {
    throw new Error(`'sourceArns' lists ${JSON.stringify(arn)}, which is no ARN: use one such as `
      + 'arn:aws:sagemaker:us-east-1:123456789012:training-job/*');
  }
  const named = Arn.split(arn, ArnFormat.NO_RESOURCE_NAME).service;
  const service = services.find((trusted) => trusted === `${named}.amazonaws.com`);
  if (!service) {
    throw new Error(`'sourceArns' lists ${JSON.stringify(arn)} of the service '${named}', which the role does not trust: `
      + `use ARNs of ${services.map((trusted) => trusted.replace('.amazonaws.com', '')).join(', ')}`);
  }
  return service;
}

/** The service that an unknown ARN must be of. */
function onlyService(services: readonly string[], what: string): string {
  if (services.length > 1) {
    throw new Error(`'sourceArns' ${what}, and the role trusts ${services.join(', ')}: give ARNs that name their service`);
  }
  return services[0];
}
