import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { serviceOfSourceArn, withSourceArns } from '../../core/grant/source-arns';
import { trustConditions, TrustedService } from '../../core/grant/trust';
import { groupBy } from '../../core/iam/group-by';
import { quotedText } from '../../core/rules/partial-text';
import { checkCharacters } from '../../core/rules/value-rules';
import { asPropertyName } from '../../core/rules/wording';
import type { SageMakerExecutionRoleProps } from '../../execution-role-props';
import { isPlaceholder } from '../lookup-placeholder';
import { partsOf } from '../workload/token-parts';

/** The conditions on the trust of a role. */
export interface TrustScope {
  /** The account that a service must act for. Any account, if omitted. */
  readonly sourceAccount?: string;
  /** The resources that a service must act for. Any resource, if none is of the service. */
  readonly sourceArns?: readonly string[];
}

/** The conditions that the properties of a role in this account put on its trust. */
export function trustScope({ accountScopedTrust, sourceArns }: Pick<SageMakerExecutionRoleProps, 'accountScopedTrust' | 'sourceArns'>, account: string): TrustScope {
  return { sourceAccount: accountScopedTrust ?? true ? account : undefined, sourceArns };
}

/**
 * The trust policy's principals, with one statement per service: a source ARN of one service would exclude the other services.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
 */
export function trustPrincipal(services: readonly TrustedService[], { sourceAccount, sourceArns = [] }: TrustScope): iam.IPrincipal {
  const arnsOf = arnsByService(services, sourceAccount, sourceArns);
  return new iam.CompositePrincipal(...services.map((trusted) => {
    const arns = arnsOf.get(trusted.service);
    return new TrustedPrincipal(trusted, {
      conditions: trustConditions(trusted, sourceAccount, arns?.length === 1 && !Token.isUnresolved(arns) ? arns[0] : arns),
    });
  }));
}

/** A service principal that may need more actions than `sts:AssumeRole`. */
class TrustedPrincipal extends iam.ServicePrincipal {
  constructor(private readonly trusted: TrustedService, options: iam.ServicePrincipalOpts) {
    super(trusted.service, options);
  }

  public addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    document.addStatements(new iam.PolicyStatement({ actions: [...this.trusted.actions], principals: [this] }));
  }
}

function arnsByService(services: readonly TrustedService[], sourceAccount: string | undefined, sourceArns: readonly string[]): Map<string, string[]> {
  return Token.isUnresolved(sourceArns)
    ? new Map([[onlyService(services, 'is a list token'), sourceArns as string[]]])
    // A placeholder names no service: without it, the first pass of a synthesis succeeds.
    : groupBy(sourceArns.filter((arn) => !isPlaceholder(arn)), (arn) => serviceOf(arn, services, sourceAccount));
}

function serviceOf(arn: string, services: readonly TrustedService[], sourceAccount: string | undefined): string {
  checkCharacters(`'sourceArns' lists ${quotedText(partsOf(arn))}`, partsOf(arn), true);
  return Token.isUnresolved(arn) && !arn.startsWith('arn:')
    ? onlyService(services, 'has an ARN that is a token')
    : serviceOfSourceArn(arn, services, sourceAccount, asPropertyName);
}

/** The service that an ARN without a known service belongs to. */
function onlyService(trusted: readonly TrustedService[], problem: string): string {
  const services = withSourceArns(trusted, problem, asPropertyName).map(({ service }) => service);
  if (services.length > 1) {
    throw new Error(`'sourceArns' ${problem}, and the role trusts ${services.join(', ')}: use ARNs with a literal service, such as `
      + `arn:aws:${services[0].split('.')[0]}:…`);
  }
  return services[0];
}
