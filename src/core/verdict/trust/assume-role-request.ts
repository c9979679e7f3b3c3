import { namesServicePrincipal } from './service-principal';
import type { RequiredService, SourceType } from '../../question/question';
import { KeyFact, PolicyRequest, RequestContext } from '../policy/request';

/** The place of the role that a service assumes. */
export interface RolePlace {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  /** The organization of the account, if the user knows it. */
  readonly organizationId?: string;
}

/** A request of a service to assume a role, and the kind of resource that it acts for. */
export interface AssumeRoleRequest {
  readonly request: PolicyRequest;
  readonly type: SourceType;
}

/** Without documentation, a service may act for any resource. */
const ANY_TYPE: SourceType = { type: 'another resource', undocumented: true };

/** The requests that a service makes to assume a role: one for each kind of resource that it acts for. */
export function assumeRoleRequests({ service, sourceTypes }: RequiredService, place: RolePlace): AssumeRoleRequest[] {
  const known = (sourceTypes ?? [{ type: '*' }]).map((type) => ({ type, source: sourceArn(service, type, place) }));
  const guessed = sourceTypes ? [] : [{ type: ANY_TYPE, source: anySourceArn(place) }];
  return [...known, ...guessed].map(({ type, source }) => ({
    type,
    request: {
      action: 'sts:AssumeRole',
      context: contextOf(service, source, place),
      principalOf: (statement, denies) => namesServicePrincipal(statement, service, place.partition, denies),
    },
  }));
}

function sourceArn(service: string, { type }: SourceType, { account, partition, region }: RolePlace): KeyFact {
  return {
    values: [`arn:${partition}:${service.split('.')[0]}:${region}:${account}:${type}`],
    patterns: true,
    presumed: true,
    meaning: `${type === '*' ? 'ARNs' : `ARNs such as ${type}`} of account ${account} in ${region}`,
  };
}

/** An ARN of any service, which may lack the region and the account. */
function anySourceArn({ account, partition, region }: RolePlace): KeyFact {
  return {
    values: [`arn:${partition}:*:${region}:${account}:*`, `arn:${partition}:*::${account}:*`, `arn:${partition}:*:::*`],
    patterns: true,
    presumed: true,
    meaning: `ARNs of account ${account} in ${region}`,
  };
}

/**
 * The condition keys of a service's own request to AWS STS. It passes no session tags: the trust policies that AWS documents allow only
 * `sts:AssumeRole`, and a request with tags also needs `sts:TagSession`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function contextOf(service: string, source: KeyFact, { account, organizationId }: RolePlace): RequestContext {
  return new Map<string, KeyFact>([
    // AWS doesn't document which services always send these two.
    ['aws:SourceAccount', { values: [account], presumed: true, meaning: `account ${account}` }],
    ['aws:SourceArn', source],
    ['aws:ResourceAccount', { values: [account] }],
    ['aws:SecureTransport', { values: ['true'] }],
    ['aws:PrincipalIsAWSService', { values: ['true'] }],
    ['aws:PrincipalServiceName', { values: [service], presumed: true }],
    ['aws:TagKeys', { values: [], list: true, presumed: true }],
    ...organizationId === undefined ? [] : organizationFacts(organizationId),
  ]);
}

/** Not every integration of a service sends these keys. */
function organizationFacts(organizationId: string): [string, KeyFact][] {
  return [
    ['aws:SourceOrgID', { values: [organizationId], mayBeAbsent: true }],
    ['aws:SourceOrgPaths', { values: [`${organizationId}/*`], patterns: true, list: true, mayBeAbsent: true }],
  ];
}
