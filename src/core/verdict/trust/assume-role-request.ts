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

/** The request of a service to assume a role, with one part for each action that it needs, and the kind of resource that it acts for. */
export interface AssumeRoleRequest {
  readonly parts: readonly PolicyRequest[];
  readonly type: SourceType;
}

const EVERY_TYPE: SourceType = { type: '*' };

/** Without documentation, a service may act for any resource. */
const ANY_TYPE: SourceType = { type: 'another resource', undocumented: true };

/** The actions of AWS STS that a service needs if the question names none. */
const ASSUME_ROLE = ['sts:AssumeRole'];

/** The requests that a service makes to assume a role: one for each kind of resource that it acts for. */
export function assumeRoleRequests(required: RequiredService, place: RolePlace): AssumeRoleRequest[] {
  const { service, sourceTypes, actions = ASSUME_ROLE, undocumentedConditions } = required;
  const sources = undocumentedConditions ? [{ type: EVERY_TYPE, source: anySourceArn(place) }] : [
    ...(sourceTypes ?? [EVERY_TYPE]).map((type) => ({ type, source: sourceArn(service, type, place) })),
    ...sourceTypes ? [] : [{ type: ANY_TYPE, source: anySourceArn(place) }],
  ];
  const facts = { sendsTags: actions.includes('sts:TagSession'), mayLackSource: undocumentedConditions === true };
  return sources.map(({ type, source }) => {
    const context = contextOf(service, source, place, facts);
    const principalOf: PolicyRequest['principalOf'] = (statement, denies) => namesServicePrincipal(statement, service, place.partition, denies);
    return { type, parts: actions.map((action) => ({ action, context, principalOf })) };
  });
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
 * The condition keys of a service's own request to AWS STS. It passes no session tags if AWS documents only `sts:AssumeRole` for its trust policy:
 * a request with tags also needs `sts:TagSession`. If it passes some, they are unknown.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function contextOf(
  service: string, source: KeyFact, { account, organizationId }: RolePlace, facts: { readonly sendsTags: boolean; readonly mayLackSource: boolean },
): RequestContext {
  const sent = facts.mayLackSource ? { presumed: false, mayBeAbsent: true } : { presumed: true };
  return new Map<string, KeyFact>([
    // AWS doesn't document which services always send these two.
    ['aws:SourceAccount', { values: [account], ...sent, meaning: `account ${account}` }],
    ['aws:SourceArn', { ...source, ...sent }],
    ['aws:ResourceAccount', { values: [account] }],
    ['aws:SecureTransport', { values: ['true'] }],
    ['aws:PrincipalIsAWSService', { values: ['true'] }],
    ['aws:PrincipalServiceName', { values: [service], presumed: true }],
    ...facts.sendsTags ? [] : [['aws:TagKeys', { values: [], list: true, presumed: true }] as const],
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
