import { App, Stack } from 'aws-cdk-lib';
import table from './escalation.json';
import ownPermissions from './own-permissions.json';
import { namedWorkload, PLACE } from './workloads';
import { SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType, Workload } from '../../src';
import { roleTypeData } from '../../src/core/grant/data/policy-data';
import { decide, MalformedRequest } from '../../testing/offline-iam/engine';
import { rolesOf, TemplateRole } from '../../testing/offline-iam/template-roles';
import { templateOf } from '../../testing/template-of';

/** The attempts of a compromised job, and its role. */
interface EscalationRequest {
  readonly name: string;
  readonly action: string;
  readonly resource: string;
  readonly owner?: string;
  readonly context?: Record<string, string>;
}

const allFeatures = (roleType: SageMakerRoleType) => Object.keys(roleTypeData(roleType).features) as SageMakerFeature[];

/** The resources for RETAG, which is an error without them. */
function retagged(stack: Stack, roleType: SageMakerRoleType): Partial<Workload> {
  const { pipelines, modelPackageGroups } = namedWorkload(stack, roleType, allFeatures(roleType));
  return { pipelines, modelPackageGroups: pipelines ? undefined : modelPackageGroups };
}

const VARIANTS: Readonly<Record<string, (stack: Stack, roleType: SageMakerRoleType) => Workload>> = {
  'default': (_, roleType) => ({ roleType }),
  'every feature': (stack, roleType) => ({ roleType, features: allFeatures(roleType), ...retagged(stack, roleType) }),
  'own permissions': (_, roleType) => ({ roleType, minimal: true, additionalPermissions: ownPermissions }),
  'scoped': (stack, roleType) => namedWorkload(stack, roleType, allFeatures(roleType)),
};

const app = new App();
const stacks = Object.values(SageMakerRoleType).flatMap((roleType) => Object.entries(VARIANTS).map(([variant, make]) => {
  const stack = new Stack(app, `${roleType}-${variant}`.replace(/[_ ]/g, '-'));
  new SageMakerExecutionRole(stack, 'Role', make(stack, roleType));
  return { name: `${roleType} ${variant}`, stack };
}));

async function isAllowed(role: TemplateRole, { action, resource, owner, context }: EscalationRequest): Promise<boolean> {
  try {
    return await decide(role, { action, resource: resource === 'SELF' ? role.arn : resource, resourceAccount: owner, context }) === 'allowed';
  } catch (error) {
    if (error instanceof MalformedRequest) {
      throw new Error(`the request is malformed: ${action} on ${resource}`, { cause: error });
    }
    throw error;
  }
}

/** The roles that may make a request. `*` stands for every role type. */
const expectedOf = (asked: string) => table.allowed.filter(({ request }) => request === asked).flatMap(({ roles }) => roles.flatMap((name) =>
  name.startsWith('*') ? Object.values(SageMakerRoleType).map((roleType) => name.replace('*', roleType)) : name));

test('asks 50 different things', () => {
  expect(new Set(table.requests.map(({ name }) => name)).size).toBe(50);
  expect(table.allowed.filter(({ request }) => !table.requests.some(({ name }) => name === request))).toEqual([]);
});

test.each(table.requests as EscalationRequest[])('only the listed roles may $name', async (request) => {
  const allowed: string[] = [];
  for (const { name, stack } of stacks) {
    const [role] = rolesOf(templateOf(stack), PLACE);
    await isAllowed(role, request) && allowed.push(name);
  }
  expect(allowed.sort()).toEqual(expectedOf(request.name).sort());
});
