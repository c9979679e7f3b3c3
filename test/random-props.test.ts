import { App, Stack } from 'aws-cdk-lib';
import { Template as Assertions } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { checkAsyncProperty } from './check-property';
import { SageMakerExecutionRole } from '../src';
import { requestsOf } from './least-privilege/requests';
import { OWN, Recipe, recipes } from '../testing/generator/role-props';
import { decide, MalformedRequest, Request } from '../testing/offline-iam/engine';
import { PolicyDocument, rolesOf, Template } from '../testing/offline-iam/template-roles';
import { PLACE } from '../testing/workload/property-texts';

/** `npm run nightly` makes more. */
const RUNS = Number(process.env.RANDOM_PROPS ?? 300);

/** The requests of a role that are asked, since a role has hundreds. */
const ASKED = 8;

const ARN = /^arn:aws:[a-z\d-]+:[a-z\d*-]*:(\d{12}|aws|\*|):[^\s]+$/;

/** The template, or the error. */
function synthesized(recipe: Recipe): Template | Error {
  const stack = new Stack(new App(), 'Stack', { env: PLACE });
  try {
    new SageMakerExecutionRole(stack, 'Role', recipe.make(stack));
    return Assertions.fromStack(stack).toJSON() as Template;
  } catch (error) {
    return error as Error;
  }
}

/** The faults of a template that IAM would refuse. */
function refusals(template: Template): string[] {
  const [{ trust, policies }] = rolesOf(template, PLACE);
  const [{ Properties: role = {} }] = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
  return [
    ...policies.flatMap(({ document }) => [...tooLong(document, 6_144), ...badDocument(document)]),
    ...tooLong(trust, 2_048),
    ...badDocument({ ...trust, Statement: trust.Statement.map((statement) => ({ ...statement, Resource: '*' })) }),
    ...policies.length > 20 ? [`${policies.length} policies`] : [],
    .../^[\t\n\r\x20-\x7e\xa1-\xff]{0,1000}$/.test(role.Description) ? [] : [`description ${JSON.stringify(role.Description)}`],
    .../^\/([\x21-\x7e]{1,510}\/)?$/.test(role.Path ?? '/') ? [] : [`path ${role.Path}`],
    .../^[\w+=,.@-]{1,64}$/.test(role.RoleName ?? 'own') ? [] : [`name ${role.RoleName}`],
    ...[role.MaxSessionDuration ?? 3_600].filter((seconds) => seconds < 3_600 || seconds > 43_200).map((seconds) => `session ${seconds}`),
  ];
}

function tooLong(document: PolicyDocument, most: number): string[] {
  const { length } = JSON.stringify(document);
  return length > most ? [`${length} characters`] : [];
}

function badDocument(document: PolicyDocument): string[] {
  const sids = document.Statement.flatMap(({ Sid }) => Sid ?? []);
  const resources = document.Statement.flatMap(({ Resource = [] }) => Resource);
  const actions = document.Statement.flatMap(({ Action }) => Action);
  return [
    ...sids.filter((sid, index) => !/^[a-zA-Z\d]+$/.test(sid) || sids.indexOf(sid) !== index).map((sid) => `sid ${sid}`),
    ...resources.filter((resource) => resource !== '*' && !ARN.test(resource)).map((resource) => `resource ${resource}`),
    ...actions.filter((action) => !/^[a-z\d-]+:[A-Za-z\d]+$/.test(action)).map((action) => `action ${action}`),
    ...document.Statement.flatMap(({ Action, Resource }) => [Action, Resource]).filter((one) => one?.length === 0).map(() => 'an empty list'),
    .../^[\x20-\xff]*$/.test(JSON.stringify(document)) ? [] : ['a foreign character'],
  ];
}

/** The same request for something that the properties don't name, if they name anything of it. */
function foreign(request: Request): Request | undefined {
  const renamed = (text: string) => text.replaceAll(OWN, 'foreign');
  const context = Object.fromEntries(Object.entries(request.context ?? {})
    .map(([key, value]) => [key, typeof value === 'string' ? renamed(value) : value.map(renamed)]));
  const changed = { ...request, resource: renamed(request.resource), context };
  return JSON.stringify(changed) === JSON.stringify(request) ? undefined : changed;
}

async function isAllowed(role: Parameters<typeof decide>[0], request: Request): Promise<boolean> {
  try {
    return await decide(role, request) === 'allowed';
  } catch (error) {
    if (error instanceof MalformedRequest) {
      return false;
    }
    throw error;
  }
}

const seen = { errors: 0, templates: 0, denied: 0 };

test('makes of any properties an error that says why, or one template that IAM takes and that names no more than the properties', async () => {
  await checkAsyncProperty(fc.asyncProperty(recipes, fc.nat(), async (recipe, start) => {
    const result = synthesized(recipe);
    const again = synthesized(recipe);
    if (result instanceof Error) {
      seen.errors += 1;
      // The class of an error in a constructor is lost, because it gets a path.
      expect([result, result.cause].filter((error) => error instanceof TypeError || error instanceof RangeError)).toEqual([]);
      expect(result.message).toMatch(/^(Stack\/Role: |Validation failed with the following errors:\s+\[Stack\/Role\] )/);
      expect((again as Error).message).toBe(result.message);
      return;
    }
    expect(recipe.isHostile).toBe(false);
    seen.templates += 1;
    expect(again).toEqual(result);
    expect(refusals(result)).toEqual([]);

    const [role] = rolesOf(result, PLACE);
    const requests = role.policies.flatMap(({ document }) => document.Statement).flatMap(requestsOf).filter((request) => foreign(request));
    for (let index = 0; index < Math.min(ASKED, requests.length); index++) {
      const request = requests[(start + index * 7_919) % requests.length];
      if (await isAllowed(role, request)) {
        const { action, resource } = foreign(request)!;
        expect([action, resource, await isAllowed(role, foreign(request)!)]).toEqual([action, resource, false]);
        seen.denied += 1;
      }
    }
  }), RUNS);
  // Otherwise the generator is useless.
  expect(seen.errors).toBeGreaterThan(RUNS / 10);
  expect(seen.templates).toBeGreaterThan(RUNS / 6);
  expect(seen.denied).toBeGreaterThan(RUNS / 2);
}, 60_000 + RUNS * 500);
