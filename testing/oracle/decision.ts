import { Conditions, Context, filledIn, meetsConditions } from './conditions';
import { and, glob, not, or, Truth } from './truth';

export interface Document {
  readonly Version?: string;
  readonly Statement: Statement | readonly Statement[];
}

export interface Statement {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Conditions;
}

/** The maker of a request: an AWS service, or a session of a role. */
export type Requester = { readonly service: string } | { readonly roleArn: string; readonly sessionArn: string };

export interface Request {
  readonly requester: Requester;
  readonly action: string;
  readonly resource: string;
  /** The account that owns the resource. */
  readonly owner: string;
  readonly context: Context;
  /** Whether the role has a permissions boundary. `isAllowed` sets it. */
  readonly hasBoundary?: boolean;
}

export interface Policies {
  readonly identity?: readonly Document[];
  readonly boundary?: Document;
  /** One list for each level of the organization. */
  readonly scps?: readonly (readonly Document[])[];
  /** The trust policy of a role is one too. */
  readonly resource?: Document;
}

/** How an entry of `Principal` names the requester. */
type Naming = 'SESSION' | 'ROLE' | 'SERVICE' | 'ANY' | 'ACCOUNT' | 'UNDOCUMENTED' | 'OTHER';

/**
 * Whether IAM allows a request: a second evaluation for tests, which shares no code with `src`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(asked: Request, { identity = [], boundary, scps = [], resource }: Policies): Truth {
  const request = { ...asked, hasBoundary: boundary !== undefined };
  const own = [...identity, ...boundary ? [boundary] : [], ...scps.flat()];
  const denied = or([...own.map((document) => applies('Deny', document, request)), ...resource ? [applies('Deny', resource, request)] : []]);
  const levels = scps.map((level) => or(level.map((document) => applies('Allow', document, request))));
  return and([not(denied), ...levels, isGranted(request, { identity, boundary, resource })]);
}

/**
 * Whether a policy grants the request, if none denies it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
function isGranted(request: Request, { identity = [], boundary, resource }: Policies): Truth {
  const withinBoundary = boundary ? applies('Allow', boundary, request) : true;
  const byIdentity = and([or(identity.map((document) => applies('Allow', document, request))), withinBoundary]);
  const by = (...namings: readonly Naming[]) => resource ? applies('Allow', resource, request, namings) : false;
  const byResource = or([
    by('SESSION', 'SERVICE'),
    and([by('ROLE'), withinBoundary]),
    // AWS documents neither whether a boundary limits what a policy grants to `*`, nor whether `*` includes services.
    and([by('ANY'), 'roleArn' in request.requester && withinBoundary === true ? true : undefined]),
    by('UNDOCUMENTED') === false ? false : undefined,
  ]);
  if (!('roleArn' in request.requester)) {
    return byResource;
  }
  const isOwn = request.owner === request.requester.roleArn.split(':')[4];
  const delegates = or([byResource, by('ROLE', 'ANY', 'ACCOUNT')]);
  // A key's policy must let the account use its IAM policies.
  return !isOwn ? and([byIdentity, delegates])
    : request.action.startsWith('kms:') ? or([byResource, and([byIdentity, resource ? delegates : undefined])])
      : or([byIdentity, byResource]);
}

/** Whether a statement of this effect applies to the request. With namings, it must name the requester in one of these ways. */
function applies(effect: string, { Statement }: Document, request: Request, namings?: readonly Naming[]): Truth {
  return or([Statement].flat().filter(({ Effect }) => Effect === effect)
    .map((statement) => and([namesRequester(statement, request, namings), matchesRequest(statement, request)])));
}

/** Whether a statement matches a request, without its principal. */
export function matchesRequest(statement: Statement, request: Omit<Request, 'requester' | 'owner'>): Truth {
  return and([namesAction(statement, request.action), namesResource(statement, request), meetsConditions(statement.Condition, request.context)]);
}

function namesRequester({ Effect, Principal, NotPrincipal }: Statement, { requester, hasBoundary }: Request, namings?: readonly Naming[]): Truth {
  if (Principal === undefined && NotPrincipal === undefined) {
    return true;
  }
  const found = entriesOf(Principal ?? NotPrincipal).map(([kind, name]) => namingOf(kind, name, requester));
  if (NotPrincipal !== undefined) {
    const excepted = found.some((naming) => ['SESSION', 'SERVICE', 'ANY'].includes(naming));
    // AWS supports it only with Deny. It denies every role with a boundary, and a session that is not named with its role and account.
    return Effect === 'Deny' && (hasBoundary || found.every((naming) => naming === 'OTHER')) ? true : excepted ? false : undefined;
  }
  return namings ? found.some((naming) => namings.includes(naming))
    : or(found.map((naming) => naming === 'UNDOCUMENTED' ? undefined : naming !== 'OTHER'));
}

function entriesOf(principal: unknown): (readonly [kind: string, name: string])[] {
  return typeof principal === 'string' ? [['AWS', principal]]
    : Object.entries(principal as object).flatMap(([kind, names]) => [names].flat().map((name) => [kind, String(name)] as const));
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function namingOf(kind: string, name: string, requester: Requester): Naming {
  if (kind === 'AWS' && name === '*') {
    return 'ANY';
  }
  if ('service' in requester) {
    const isSame = kind === 'Service' && name === requester.service;
    const isSimilar = kind === 'Service' && (/[*?]/.test(name) || name.toLowerCase().split('.')[0] === requester.service.split('.')[0]);
    return isSame ? 'SERVICE' : isSimilar ? 'UNDOCUMENTED' : 'OTHER';
  }
  const { roleArn, sessionArn } = requester;
  const account = roleArn.split(':')[4];
  return kind !== 'AWS' ? 'OTHER' : name === sessionArn ? 'SESSION' : name === roleArn ? 'ROLE'
    : name === account || name === `${roleArn.split(':').slice(0, 5).join(':')}:root` ? 'ACCOUNT' : 'OTHER';
}

/** Whether a statement is about an action. */
export function namesAction({ Action, NotAction }: Statement, action: string): boolean {
  const matches = (patterns: unknown) => [patterns].flat().some((pattern) => glob(String(pattern).toLowerCase(), action.toLowerCase()));
  return NotAction === undefined ? matches(Action) : !matches(NotAction);
}

function namesResource({ Resource, NotResource }: Statement, { resource, context }: Pick<Request, 'resource' | 'context'>): Truth {
  if (Resource === undefined && NotResource === undefined) {
    return true;
  }
  const matches = or([Resource ?? NotResource].flat().map((pattern) => {
    const filled = filledIn(String(pattern), context);
    // A resource with a variable that has no value matches no request. Only `*` matches a request that has no resource.
    return filled === undefined ? (NotResource === undefined ? false : undefined) : resource === '*' ? /^\*+$/.test(filled) : glob(filled, resource);
  }));
  return NotResource === undefined ? matches : not(matches);
}
