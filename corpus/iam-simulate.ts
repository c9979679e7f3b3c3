import { runSimulation } from '@cloud-copilot/iam-simulate';
import { Answer, Context, documentOf, RoleCase, ROLES, statementsOf, TrustCase, TRUSTS } from './cases';

/** A simulation without its context. */
type Simulation = Omit<Parameters<typeof runSimulation>[0], 'request'> & {
  readonly principal: string; readonly action: string; readonly resource: string; readonly accountId: string;
};

type EngineContext = Record<string, string | string[]>;

const NOTHING = { identityPolicies: [], serviceControlPolicies: [], resourceControlPolicies: [] };

/**
 * The answer of iam-simulate, which needs the whole context of a request: ALLOW if it allows the request in the first context, which has
 * every key, DENY if it denies the request in all of them, else UNKNOWN.
 */
async function answerOf({ principal, action, resource, accountId, ...policies }: Simulation, contexts: readonly EngineContext[]): Promise<Answer> {
  const allowed: boolean[] = [];
  for (const contextVariables of contexts) {
    const result = await runSimulation({
      ...policies, request: { principal, action, resource: { resource, accountId }, contextVariables },
    }, {});
    if (result.resultType === 'error') {
      return 'UNKNOWN';
    }
    allowed.push(result.overallResult === 'Allowed');
  }
  return allowed[0] ? 'ALLOW' : allowed.includes(true) ? 'UNKNOWN' : 'DENY';
}

function trustAnswer({ document, request }: TrustCase): Promise<Answer> {
  const { service, account, partition, region, rolePath, resources } = { ...TRUSTS.request, ...request };
  const values: Context = {
    service, account, partition, region, serviceName: service.split('.')[0], resource: (resources[0]?.type ?? 'resource/*').replace('*', 'corpus'),
  };
  return answerOf({
    principal: service,
    action: 'sts:AssumeRole',
    resource: `arn:${partition}:iam::${account}:role${rolePath}validated`,
    accountId: account,
    ...NOTHING,
    resourcePolicy: document,
  }, TRUSTS.contexts.map((context) => filled(context, values)));
}

async function requestAnswer(row: RoleCase, { action, resource, contexts }: (typeof ROLES.requests)[number]): Promise<Answer> {
  const { account } = ROLES.place;
  const role = `arn:aws:iam::${account}:role${row.path ?? '/'}validated`;
  const named = (statements: RoleCase['add'] & object) => [{ name: 'policy', policy: documentOf(statements) }];
  const tags = Object.fromEntries(Object.entries(row.tags ?? {}).map(([name, value]) => [`aws:PrincipalTag/${name}`, value]));
  const simulation: Simulation = {
    principal: role,
    action,
    resource,
    accountId: account,
    identityPolicies: named(statementsOf(row)),
    permissionBoundaryPolicies: row.boundary && named(row.boundary),
    serviceControlPolicies: (row.scps ?? []).map((level, index) => ({
      orgIdentifier: `${index}`, policies: level.map(({ Statement }) => ({ name: 'policy', policy: documentOf(Statement) })),
    })),
    resourceControlPolicies: [],
    resourcePolicy: resourcePolicyOf(row, action, resource),
  };
  const answers = await Promise.all(knownContexts(row).map((known) =>
    answerOf(simulation, contexts.map((context) => ({ ...filled({ ...ROLES.facts, ...tags, ...context }, { role }), ...known })))));
  // The workload makes requests in each of the contexts that the user knows.
  return answers.find((answer) => answer === 'DENY') ?? answers.find((answer) => answer === 'UNKNOWN') ?? 'ALLOW';
}

/** The policy of a resource, or of the bucket of an object. A key has a default policy. */
function resourcePolicyOf({ resourcePolicies = {} }: RoleCase, action: string, resource: string): object | undefined {
  const own = resourcePolicies[resource] ?? (action.startsWith('s3:') ? resourcePolicies[resource.split('/')[0]] : undefined);
  return own ?? (action.startsWith('kms:')
    ? documentOf([{ Effect: 'Allow', Principal: { AWS: ROLES.place.account }, Action: '*', Resource: '*' }]) : undefined);
}

/** One context for each value of a key that the user knows. A list belongs to one request. */
function knownContexts({ context = [] }: RoleCase): EngineContext[] {
  return context.reduce<EngineContext[]>((contexts, { key, type, values }) => contexts.flatMap((known) =>
    type === 'stringList' ? [{ ...known, [key]: [...values] }] : values.map((value) => ({ ...known, [key]: value }))), [{}]);
}

function filled(context: Context, values: Context): EngineContext {
  return Object.fromEntries(Object.entries(context).map(([key, text]) => [key, text.replace(/\{(\w+)\}/g, (_, name: string) => values[name])]));
}

/** The answers of iam-simulate, by their key. It knows requests, but no workloads. */
export async function iamSimulateAnswers(keys: Iterable<string>): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const row of TRUSTS.cases) {
    answers.set(`service-trusts/${row.name}`, await trustAnswer(row));
  }
  const asked = new Set(keys);
  for (const row of ROLES.cases) {
    for (const request of ROLES.requests) {
      const key = `execution-roles/${row.name}/${request.action}`;
      if (asked.has(key)) {
        answers.set(key, await requestAnswer(row, request));
      }
    }
  }
  return answers;
}
