import { runSimulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { generatedRole, STATED_REQUESTS } from '../../../testing/generator/roles';
import { policiesOf, roleRequests, trustRequests } from '../../../testing/generator/stated-answers';
import { trustDocument } from '../../../testing/generator/trust-documents';
import { Context } from '../../../testing/oracle/conditions';
import { isAllowed, Policies, Request } from '../../../testing/oracle/decision';
import { PROPERTY_SEED } from '../../check-property';

const DOCUMENTS = 300;
/** iam-simulate divides an ARN at its colons before it fills in a variable, which has a colon too. */
const VARIABLE_IN_ARN = /"Arn\w+":\{[^}]*\$\{|"(?:Not)?Resource":[^\]{]*\$\{/;

/** iam-simulate reads the resource `*` of a request as a pattern. */
const STATED = STATED_REQUESTS.filter(({ resources }) => resources[0] !== '*');

/** Each generated document with one of its requests, in the first and in the last of the contexts. */
function* requests(): Generator<readonly [Request, Policies]> {
  const ends = <T>(list: readonly T[]) => [...new Set([list[0], list[list.length - 1]])];
  for (const resource of fc.sample(trustDocument, { numRuns: DOCUMENTS, seed: PROPERTY_SEED })) {
    yield* ends(trustRequests(resource)).map((request) => [request, { resource }] as const);
  }
  for (const [index, role] of fc.sample(generatedRole, { numRuns: DOCUMENTS, seed: PROPERTY_SEED }).entries()) {
    const { action, resources: [resource] } = STATED[index % STATED.length];
    const policies = policiesOf(role, action, resource);
    yield* ends(roleRequests(action, resource, policies, role.tags)).map((request) => [request, policies] as const);
  }
}

function sentKeys(context: Context): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(context).flatMap(([key, value]) => value === undefined ? [] : [[key, value as string | string[]]]));
}

async function isAllowedByEngine({ requester, action, resource, owner, context }: Request, policies: Policies): Promise<boolean> {
  const named = (documents: readonly object[]) => documents.map((policy, index) => ({ name: `${index}`, policy }));
  const result = await runSimulation({
    request: {
      principal: 'service' in requester ? requester.service : requester.sessionArn,
      action,
      resource: { resource, accountId: owner },
      contextVariables: sentKeys(context),
    },
    identityPolicies: named(policies.identity ?? []),
    permissionBoundaryPolicies: policies.boundary && named([policies.boundary]),
    serviceControlPolicies: (policies.scps ?? []).map((level, index) => ({ orgIdentifier: `${index}`, policies: named(level) })),
    resourceControlPolicies: [],
    resourcePolicy: policies.resource,
  }, {});
  if (result.resultType === 'error') {
    throw new Error(JSON.stringify(result.errors));
  }
  return result.overallResult === 'Allowed';
}

test('the oracle and iam-simulate agree on generated requests', async () => {
  const different: unknown[] = [];
  const counts = { true: 0, false: 0 };
  for (const [request, policies] of requests()) {
    const truth = isAllowed(request, policies);
    if (truth === undefined || VARIABLE_IN_ARN.test(JSON.stringify(policies))) {
      continue;
    }
    counts[`${truth}`] += 1;
    if (await isAllowedByEngine(request, policies) !== truth) {
      different.push({ truth, action: request.action, resource: request.resource, context: request.context, policies: JSON.stringify(policies) });
    }
  }
  expect(different.slice(0, 5)).toEqual([]);
  expect(Math.min(counts.true, counts.false)).toBeGreaterThan(DOCUMENTS / 2);
});
