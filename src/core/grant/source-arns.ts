import { TrustData } from './data/policy-data';
import { patternsOverlap } from '../iam/patterns';
import { InputError } from '../rules/input-error';
import { DisplayName } from '../rules/wording';

/** The account of an ARN, a pattern of it, or a token. */
const ACCOUNT = /^(?:\d{12}|[\d*?]*[*?][\d*?]*|.*\$\{.*)$/;

/** A service that the role trusts. */
type Trusted = Pick<TrustData, 'service' | 'sourceTypes' | 'undocumentedConditions'>;

/**
 * The trusted service that a source ARN names.
 *
 * @param trusted the services that the role trusts
 * @param sourceAccount the account that they must act for, if any
 */
export function serviceOfSourceArn(arn: string, trusted: readonly Trusted[], sourceAccount: string | undefined, displayName: DisplayName): string {
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(arn)) {
    throw new InputError(`${displayName('sourceArns')} lists ${JSON.stringify(arn)}, which is not an ARN: use an ARN such as `
      + 'arn:aws:sagemaker:us-east-1:123456789012:training-job/*');
  }
  const [, , named, region, account, ...resource] = arn.split(':');
  if (region === '' || !ACCOUNT.test(account) || !/[/*?$]/.test(resource.join(':'))) {
    throw new InputError(`${displayName('sourceArns')} lists ${JSON.stringify(arn)}, which matches no resource: use an ARN with a Region, an account of 12 digits and `
      + `a resource type, such as arn:aws:${named}:us-east-1:123456789012:TYPE/*`);
  }
  const restrictable = withSourceArns(trusted, `lists ${JSON.stringify(arn)}`, displayName);
  const entry = restrictable.find(({ service }) => service === `${named}.amazonaws.com`);
  if (!entry) {
    throw new InputError(`${displayName('sourceArns')} lists ${JSON.stringify(arn)} of the service '${named}', but the role doesn't trust it: `
      + `use ARNs of ${restrictable.map(({ service }) => service.replace('.amazonaws.com', '')).join(', ')}`);
  }
  if (sourceAccount !== undefined && [account, sourceAccount].every((id) => /^\d{12}$/.test(id)) && account !== sourceAccount) {
    throw new InputError(`${displayName('sourceArns')} lists ${JSON.stringify(arn)} of account ${account}, but the role trusts services only on behalf of `
      + `account ${sourceAccount}, so no service could assume it: use ARNs of that account, or ${displayName('accountScopedTrust: false')}`);
  }
  if (sourceAccount === undefined && !/^\d{12}$|\$\{/.test(account)) {
    throw new InputError(`${displayName('sourceArns')} lists ${JSON.stringify(arn)}, which names no account, so the service could assume the role for any account: `
      + `write the account, or remove ${displayName('accountScopedTrust: false')}`);
  }
  const types = [...new Set(entry.sourceTypes?.map(({ type }) => type))];
  const start = arn.split(':', 5).join(':');
  if (types.length > 0 && !arn.includes('$') && !types.some((type) => patternsOverlap(resource.join(':'), type))) {
    throw new InputError(`${displayName('sourceArns')} lists ${JSON.stringify(arn)}, but ${named} assumes the role only for other resources: use `
      + `${types.map((type) => `${start}:${type}`).join(' or ')}`);
  }
  return entry.service;
}

/** The services that have source ARNs in AWS's documentation. Rejects source ARNs if none has. */
export function withSourceArns<Service extends Trusted>(trusted: readonly Service[], given: string, displayName: DisplayName): Service[] {
  const restrictable = trusted.filter(({ undocumentedConditions }) => !undocumentedConditions);
  if (restrictable.length === 0) {
    throw new InputError(`${displayName('sourceArns')} ${given}, but AWS documents no source ARN of ${trusted.map(({ service }) => service).join(', ')}: `
      + `remove ${displayName('sourceArns')}`);
  }
  return restrictable;
}
