import { AssumeRoleRequest, SOURCE_ARN } from './assume-role-request';
import { Operator } from './condition';
import { wildcardMatch } from '../../iam/patterns';

/** Which of a service's requests a condition's value matches: all, some, none, or an unclear number. */
export type Reach = 'ALL' | 'SOME' | 'NONE' | { readonly unclear: string };

/** Which requests a value of the key matches. */
export function reachOf(value: string, key: string, operator: Operator, request: AssumeRoleRequest): Reach {
  if (value.includes('${')) {
    return { unclear: 'has a policy variable' };
  }
  if (key === SOURCE_ARN) {
    return reachOfArn(value, operator, request);
  }
  return (operator.wildcards ? wildcardMatch(value, request.account) : value === request.account) ? 'ALL' : 'NONE';
}

function reachOfArn(value: string, operator: Operator, request: AssumeRoleRequest): Reach {
  if (operator.wildcards && !operator.ofArns && coversOwnArns(value, request)) {
    return 'ALL';
  }
  const parts = value.split(':');
  if (operator.wildcards && !operator.ofArns && value.endsWith('*')) {
    // The last wildcard of a StringLike matches all remaining components.
    parts.push(...Array<string>(Math.max(0, 6 - parts.length)).fill('*'));
  }
  const [scheme, partition, service, region, account] = parts;
  if (parts.length >= 6 && wildcardMatch(scheme, 'arn') && wildcardMatch(partition, request.partition)) {
    const unclear = account === '' ? 'names an ARN without an account'
      : wildcardMatch(account, request.account) ? unclearOfOwnAccount(value, service, region, operator, request) : undefined;
    if (unclear !== undefined) {
      return { unclear };
    }
    if (wildcardMatch(account, request.account) && wildcardMatch(region, request.region)) {
      return coversOwnArns(value, request) ? 'ALL' : 'SOME';
    }
  }
  return mayReachAcrossColons(value, parts, operator, request) ? { unclear: 'has wildcards that reach across colons' } : 'NONE';
}

/** Why a value that names the role's account is unclear. Undefined if it is clear. */
function unclearOfOwnAccount(value: string, service: string, region: string, operator: Operator, request: AssumeRoleRequest): string | undefined {
  if (!operator.wildcards && /[*?]/.test(value)) {
    return 'has wildcards that its operator takes literally';
  }
  if (!wildcardMatch(service, request.service.split('.')[0])) {
    return `names ARNs of ${service}`;
  }
  return region === '' ? 'names an ARN without a region' : undefined;
}

function coversOwnArns(value: string, { partition, service, region, account }: AssumeRoleRequest): boolean {
  // No ARN has this character: only `*` matches such a resource.
  return ['\0', '\0\0'].every((resource) => wildcardMatch(value, ['arn', partition, service.split('.')[0], region, account, resource].join(':')));
}

/** Whether a pattern may match an ARN of the account across colons, although its components don't match. */
function mayReachAcrossColons(value: string, parts: readonly string[], operator: Operator, request: AssumeRoleRequest): boolean {
  if (!operator.wildcards || !/[*?]/.test(value) || (operator.ofArns && parts.length >= 6)) {
    return false;
  }
  const [stem] = value.split(/[*?]/, 1);
  const start = `arn:${request.partition}:${parts[2] ?? ''}:${request.region}:${request.account}:`;
  const namesForeignAccount = /^[\d?]{12}$/.test(parts[4] ?? '');
  return (start.startsWith(stem) || stem.startsWith(start)) && !namesForeignAccount;
}
