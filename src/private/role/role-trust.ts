import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { TrustData } from '../../core/grant/data/policy-data';
import { serviceOfSourceArn, trustConditions } from '../../core/grant/source-arns';
import { groupBy } from '../../core/iam/group-by';
import { quotedText } from '../../core/rules/partial-text';
import { checkCharacters } from '../../core/rules/value-rules';
import { asPropertyName } from '../../core/rules/wording';
import { isPlaceholder } from '../lookup-placeholder';
import { partsOf } from '../workload/token-parts';

/** The conditions on the trust of a role. */
export interface TrustScope {
  /** The account that a service must act for. Any account, if omitted. */
  readonly sourceAccount?: string;
  /** The resources that a service must act for. Any resource, if none is of the service. */
  readonly sourceArns?: readonly string[];
}

/**
 * The trust policy's principals, with one statement per service: a source ARN of one service would exclude the other services.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
 */
export function trustPrincipal(services: readonly TrustData[], { sourceAccount, sourceArns = [] }: TrustScope): iam.IPrincipal {
  const arnsOf = arnsByService(services, sourceAccount, sourceArns);
  return new iam.CompositePrincipal(...services.map(({ service }) => {
    const arns = arnsOf.get(service);
    return new iam.ServicePrincipal(service, {
      conditions: trustConditions(sourceAccount, arns?.length === 1 && !Token.isUnresolved(arns) ? arns[0] : arns),
    });
  }));
}

function arnsByService(services: readonly TrustData[], sourceAccount: string | undefined, sourceArns: readonly string[]): Map<string, string[]> {
  return Token.isUnresolved(sourceArns)
    ? new Map([[onlyService(services, 'is a list token'), sourceArns as string[]]])
    // A placeholder names no service: without it, the first pass of a synthesis succeeds.
    : groupBy(sourceArns.filter((arn) => !isPlaceholder(arn)), (arn) => serviceOf(arn, services, sourceAccount));
}

function serviceOf(arn: string, services: readonly TrustData[], sourceAccount: string | undefined): string {
  checkCharacters(`'sourceArns' lists ${quotedText(partsOf(arn))}`, partsOf(arn), true);
  return Token.isUnresolved(arn) && !arn.startsWith('arn:')
    ? onlyService(services, 'has an ARN that is a token')
    : serviceOfSourceArn(arn, services, sourceAccount, asPropertyName);
}

/** The service that an ARN without a known service belongs to. */
function onlyService(trusted: readonly TrustData[], problem: string): string {
  const services = trusted.map(({ service }) => service);
  if (services.length > 1) {
    throw new Error(`'sourceArns' ${problem}, and the role trusts ${services.join(', ')}: use ARNs with a literal service, such as `
      + `arn:aws:${services[0].split('.')[0]}:…`);
  }
  return services[0];
}
