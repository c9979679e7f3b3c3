import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { mayNameAction } from './statement-actions';

/** An account as the endpoint knows it. */
export interface OfflineAccount {
  readonly accountId: string;
  /** @default 'aws' */
  readonly partition?: string;
  readonly roles: readonly OfflineRole[];
  /**
   * The policies of resources, by their ARNs, or the refusal to return one.
   *
   * @default - a key's policy delegates to the account, and other resources have none
   */
  readonly resourcePolicies?: Readonly<Record<string, object | string | 'accessDenied'>>;
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
   * Set it for a user.
   *
   * @default - the ARN of a role with the account, path and name
   */
  readonly arn?: string;
  /**
   * The trust policy. The response contains an object URL-encoded, as IAM does, and a string as it is.
   *
   * @default - the response has no trust policy
   */
  readonly trust?: object | string;
  readonly policies: readonly OfflinePolicy[];
  /** The permissions boundary. */
  readonly boundary?: OfflinePolicy;
  readonly tags?: Readonly<Record<string, string>>;
  /** The ARN of the role template that the role was created from. */
  readonly sourceRoleTemplate?: string;
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
  /** The condition keys that the caller sent. */
  readonly context: Readonly<Record<string, string | string[]>>;
  /** @default false */
  readonly withoutScps?: boolean;
  /** @default false */
  readonly withoutBoundary?: boolean;
}

/** The answer of the simulator about one action on one resource. */
export interface Evaluation {
  readonly resource: string;
  readonly decision: EvalDecision;
  /** The statements that decide, by the id of their policy and their place in it. */
  readonly matched: readonly { readonly policyId: string; readonly index: number }[];
  readonly missingContext: readonly string[];
  /** Undefined if no service control policy was evaluated. */
  readonly allowedByOrganizations?: boolean;
  /** Undefined for a role without a boundary. */
  readonly allowedByBoundary?: boolean;
}

// The simulator reads a requested ARN as a plain string, so its `*` becomes a character that is not a wildcard.
const OPAQUE_STAR = '\u2217';

export function roleArn({ accountId, partition = 'aws' }: OfflineAccount, { name, path = '/', arn }: OfflineRole): string {
  return arn ?? `arn:${partition}:iam::${accountId}:role${path}${name}`;
}

/** The unique id of a role. */
export function roleId({ name }: OfflineRole): string {
  return `AROA${Buffer.from(name).toString('hex').toUpperCase().padEnd(17, '0').slice(0, 17)}`;
}

/** The ARN of a role's permissions boundary. */
export function boundaryArn({ accountId, partition = 'aws' }: OfflineAccount, { boundary }: OfflineRole): string | undefined {
  return boundary && (boundary.id.startsWith('arn:') ? boundary.id : `arn:${partition}:iam::${accountId}:policy/${boundary.id}`);
}

/**
 * The decision of SimulatePrincipalPolicy. The role's policies, its boundary and the service control policies count, resource policies don't.
 *
 * The engine only finds matching statements: its own decisions follow resource policies and ownership, and read `*` as a pattern.
 */
export function evaluate(account: OfflineAccount, role: OfflineRole, question: Question, matches: StatementMatcher = matchesInEngine): Evaluation {
  const principal = roleArn(account, role);
  const request: EngineRequest = {
    ...question,
    matches,
    principal,
    accountId: account.accountId,
    // Only the time comes from here: the product must send every other key, so that a test notices a missing one.
    context: { 'aws:CurrentTime': new Date().toISOString(), ...question.context },
  };
  const identity = decisionOf(role.policies, request);
  const boundary = question.withoutBoundary ? undefined : role.boundary && decisionOf([role.boundary], request);
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

/** A request, and the engine that finds the statements about it. */
export interface EngineRequest extends Question {
  readonly principal: string;
  readonly accountId: string;
  readonly matches: StatementMatcher;
}

/** Whether a statement, of either effect, matches a request. */
export type StatementMatcher = (statement: OfflineStatement, version: string | undefined, request: EngineRequest) => boolean;

interface ValidationResult {
  readonly decision: EvalDecision;
  readonly matched: readonly { readonly policyId: string; readonly index: number }[];
}

function decisionOf(policies: readonly OfflinePolicy[], request: EngineRequest): ValidationResult {
  const matching = policies.flatMap(({ id, document }) => statementsOf(document)
    .map((statement, index) => ({ policyId: id, index, statement }))
    .filter(({ statement }) => request.matches(statement, document.Version, request)));
  const of = (effect: string) => matching.filter(({ statement }) => statement.Effect === effect).map(({ policyId, index }) => ({ policyId, index }));
  if (of('Deny').length > 0) {
    return { decision: 'explicitDeny', matched: of('Deny') };
  }
  return { decision: of('Allow').length > 0 ? 'allowed' : 'implicitDeny', matched: of('Allow') };
}

/** The engine's answers, by statement and request. The engine is slow, and the tests ask about the same statements of many roles. */
const answers = new Map<string, boolean>();

function matchesInEngine(statement: OfflineStatement, version: string | undefined, request: EngineRequest): boolean {
  const asked = request.resource === '*' ? onEverything(statement) : statement;
  if (asked === undefined || !mayNameAction(statement, request.action)) {
    return false;
  }
  const text = JSON.stringify(asked);
  // Most statements don't depend on the context, so requests with different ones share an answer.
  const { 'aws:CurrentTime': time, ...rest } = request.context;
  const context = !/"Condition"|\$\{/.test(text) ? {} : text.includes('CurrentTime') ? request.context : rest;
  const { principal, accountId, action, resource } = request;
  const key = JSON.stringify([text, version, principal, accountId, action, resource, context]);
  const answer = answers.get(key) ?? askEngine(asked, version, { ...request, context });
  answers.set(key, answer);
  return answer;
}

function askEngine(statement: OfflineStatement, version: string | undefined, request: EngineRequest): boolean {
  return runUnsafeSimulation({
    request: {
      principal: request.principal,
      action: request.action,
      resource: {
        resource: request.resource === '*' ? '*' : request.resource.replace(/\*/g, OPAQUE_STAR),
        accountId: request.accountId,
      },
      contextVariables: { ...request.context },
    },
    // As a denial, because an allow statement is not always enough: a key's policy counts too.
    identityPolicies: [{ name: 'statement', policy: { Version: version ?? '2008-10-17', Statement: [{ ...statement, Effect: 'Deny' }] } }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {}) === 'ExplicitlyDenied';
}

/** The statement for a request on the text `*`, which an ARN with wildcards does not match. */
function onEverything({ Resource, NotResource, ...statement }: OfflineStatement): OfflineStatement | undefined {
  const named = (resources: OfflineStatement['Resource']) => [resources ?? []].flat().some((resource) => /^\*+$/.test(resource));
  return (NotResource === undefined ? named(Resource) : !named(NotResource)) ? { ...statement, Resource: '*' } : undefined;
}

/** The keys in the role's statements about the action that the request does not send. */
function missingContext(role: OfflineRole, request: EngineRequest): string[] {
  const known = new Set(Object.keys(request.context).map((key) => key.toLowerCase()));
  const missing = new Map<string, string>();
  for (const { document } of [...role.policies, ...role.boundary ? [role.boundary] : []]) {
    for (const { Condition = {}, NotResource, Resource, ...rest } of statementsOf(document)) {
      if (!mayNameAction(rest, request.action)) {
        continue;
      }
      const variables = [...JSON.stringify([Condition, NotResource, Resource]).matchAll(/\$\{([^}*?$,]+)/g)].map(([, name]) => name.trim());
      const keys = [...Object.values(Condition).flatMap((tests) => Object.keys(tests)), ...variables]
        .filter((key) => !known.has(key.toLowerCase()) && !missing.has(key.toLowerCase()));
      if (keys.length > 0 && request.matches({ ...rest, Resource: '*' }, document.Version, { ...request, resource: '*' })) {
        keys.forEach((key) => missing.set(key.toLowerCase(), key));
      }
    }
  }
  return [...missing.values()];
}

function statementsOf({ Statement }: OfflineDocument): OfflineStatement[] {
  return [Statement].flat() as OfflineStatement[];
}
