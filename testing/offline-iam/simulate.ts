import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';

/** An account as the endpoint knows it. */
export interface OfflineAccount {
  readonly accountId: string;
  /** @default 'aws' */
  readonly partition?: string;
  readonly roles: readonly OfflineRole[];
  /**
   * The service control policies, one list for each level from the root down. A level that allows nothing denies everything.
   *
   * @default - the account is in no organization
   */
  readonly scps?: readonly (readonly { readonly document: OfflineDocument }[])[];
}

export interface OfflineRole {
  readonly name: string;
  /** @default '/' */
  readonly path?: string;
  /**
   * A user has an ARN of its own form.
   *
   * @default - made of account, path and name
   */
  readonly arn?: string;
  /**
   * The trust policy: an object is answered URL-encoded, as IAM does; a string is answered as it is.
   *
   * @default - the answer has none
   */
  readonly trust?: object | string;
  readonly policies: readonly OfflinePolicy[];
  /** The permissions boundary. */
  readonly boundary?: OfflinePolicy;
}

export interface OfflinePolicy {
  readonly id: string;
  readonly document: OfflineDocument;
}

export interface OfflineDocument {
  readonly Version?: string;
  readonly Statement: OfflineStatement | readonly OfflineStatement[];
}

export interface OfflineStatement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [other: string]: unknown;
}

/** The policy that every level of an organization starts with. */
export const FULL_AWS_ACCESS: OfflineDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

export type EvalDecision = 'allowed' | 'implicitDeny' | 'explicitDeny';

export interface Question {
  readonly action: string;
  readonly resource: string;
  /** What the caller sent. */
  readonly context: Readonly<Record<string, string | string[]>>;
  /** @default false */
  readonly withoutScps?: boolean;
}

/** What the simulator says of one action on one resource. */
export interface Evaluation {
  readonly resource: string;
  readonly decision: EvalDecision;
  /** The statements that decide, by the id of their policy and their place in it. */
  readonly matched: readonly { readonly policyId: string; readonly index: number }[];
  readonly missingContext: readonly string[];
  /** Undefined where no service control policy was asked. */
  readonly allowedByOrganizations?: boolean;
  /** Undefined for a role without a boundary. */
  readonly allowedByBoundary?: boolean;
}

// What a wildcard of a policy matches, and is none itself: a requested ARN is a plain string for the simulator.
const OPAQUE_STAR = '\u2217';

export function roleArn({ accountId, partition = 'aws' }: OfflineAccount, { name, path = '/', arn }: OfflineRole): string {
  return arn ?? `arn:${partition}:iam::${accountId}:role${path}${name}`;
}

/**
 * What SimulatePrincipalPolicy decides: by the role's own policies, its boundary and the service control policies, never by a resource's.
 *
 * The engine only says whether a statement matches: its own conclusions follow resource policies and ownership, and read `*` as a pattern.
 */
export function evaluate(account: OfflineAccount, role: OfflineRole, question: Question): Evaluation {
  const principal = roleArn(account, role);
  const request: EngineRequest = {
    ...question,
    principal,
    accountId: account.accountId,
    // Only the time comes from here: the product must send every other key, so that a test notices a missing one.
    context: { 'aws:CurrentTime': new Date().toISOString(), ...question.context },
  };
  const identity = decisionOf(role.policies, request);
  const boundary = role.boundary && decisionOf([role.boundary], request);
  const levels = question.withoutScps ? undefined : account.scps?.map((level) => decisionOf(level.map(({ document }) => ({ id: '', document })), request));
  const decisions = [identity, ...boundary ? [boundary] : [], ...levels ?? []].map(({ decision }) => decision);
  const decision = mostRestrictive(decisions);
  return {
    resource: question.resource,
    decision,
    matched: decision === 'allowed' ? identity.matched
      : decision === 'explicitDeny' ? [identity, boundary].flatMap((own) => own?.decision === 'explicitDeny' ? own.matched : [])
        : [],
    missingContext: missingContext(role, request),
    allowedByOrganizations: levels?.every((level) => level.decision === 'allowed'),
    allowedByBoundary: boundary && boundary.decision === 'allowed',
  };
}

export function mostRestrictive(decisions: readonly EvalDecision[]): EvalDecision {
  return (['explicitDeny', 'implicitDeny'] as const).find((decision) => decisions.includes(decision)) ?? 'allowed';
}

interface EngineRequest extends Question {
  readonly principal: string;
  readonly accountId: string;
}

interface ValidationResult {
  readonly decision: EvalDecision;
  readonly matched: readonly { readonly policyId: string; readonly index: number }[];
}

function decisionOf(policies: readonly OfflinePolicy[], request: EngineRequest): ValidationResult {
  const matching = policies.flatMap(({ id, document }) => statementsOf(document)
    .map((statement, index) => ({ policyId: id, index, statement }))
    .filter(({ statement }) => matches(statement, document.Version, request)));
  const of = (effect: string) => matching.filter(({ statement }) => statement.Effect === effect).map(({ policyId, index }) => ({ policyId, index }));
  if (of('Deny').length > 0) {
    return { decision: 'explicitDeny', matched: of('Deny') };
  }
  return { decision: of('Allow').length > 0 ? 'allowed' : 'implicitDeny', matched: of('Allow') };
}

/** Whether a statement, of either effect, speaks of the request. */
function matches(statement: OfflineStatement, version: string | undefined, request: EngineRequest): boolean {
  const asked = request.resource === '*' ? onEverything(statement) : statement;
  return asked !== undefined && mayNameAction(statement, request.action) && runUnsafeSimulation({
    request: {
      principal: request.principal,
      action: request.action,
      resource: {
        resource: request.resource === '*' ? '*' : request.resource.replace(/\*/g, OPAQUE_STAR),
        accountId: request.accountId,
      },
      contextVariables: { ...request.context },
    },
    // As a denial, since an allowing one is not always enough: a key's policy has a say in it.
    identityPolicies: [{ name: 'statement', policy: { Version: version ?? '2008-10-17', Statement: [{ ...asked, Effect: 'Deny' }] } }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {}) === 'ExplicitlyDenied';
}

/** Whether the engine has to look at a statement at all: most statements are about other actions, and the engine is slow. */
function mayNameAction({ Action }: OfflineStatement, action: string): boolean {
  return Action === undefined || [Action].flat().some((pattern) => /[?*]/.test(pattern as string) || String(pattern).toLowerCase() === action.toLowerCase());
}

/** The statement for a request on the text `*`, which an ARN with wildcards does not match. */
function onEverything({ Resource, NotResource, ...statement }: OfflineStatement): OfflineStatement | undefined {
  const named = (resources: OfflineStatement['Resource']) => [resources ?? []].flat().some((resource) => /^\*+$/.test(resource));
  return (NotResource === undefined ? named(Resource) : !named(NotResource)) ? { ...statement, Resource: '*' } : undefined;
}

/** The keys that the role's own statements on the action name, and that nobody gave a value. */
function missingContext(role: OfflineRole, request: EngineRequest): string[] {
  const known = new Set(Object.keys(request.context).map((key) => key.toLowerCase()));
  const missing = new Map<string, string>();
  for (const { document } of [...role.policies, ...role.boundary ? [role.boundary] : []]) {
    for (const { Condition = {}, NotResource, Resource, ...rest } of statementsOf(document)) {
      const variables = [...JSON.stringify([Condition, NotResource, Resource]).matchAll(/\$\{([^}*?$,]+)/g)].map(([, name]) => name.trim());
      const keys = [...Object.values(Condition).flatMap((tests) => Object.keys(tests)), ...variables]
        .filter((key) => !known.has(key.toLowerCase()) && !missing.has(key.toLowerCase()));
      if (keys.length > 0 && matches({ ...rest, Resource: '*' }, document.Version, { ...request, resource: '*' })) {
        keys.forEach((key) => missing.set(key.toLowerCase(), key));
      }
    }
  }
  return [...missing.values()];
}

function statementsOf({ Statement }: OfflineDocument): OfflineStatement[] {
  return [Statement].flat() as OfflineStatement[];
}
