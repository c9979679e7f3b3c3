import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import sdk from './caller-actions.json';
import cases from './caller-cases.json';
import { RoleRequirements, RoleValidation, SageMakerExecutionRole, SageMakerExecutionRoleProps, SageMakerRoleType, Workload } from '../src';
import { runInProcess } from './cli/run-in-process';
import { PLACE } from './least-privilege/workloads';
import { callerGrants } from '../src/core/grant/callers';
import { startQuestion } from '../src/core/question/caller-question';
import { decide } from '../testing/offline-iam/engine';
import { rolesOf } from '../testing/offline-iam/template-roles';
import { templateOf } from '../testing/template-of';

interface Case {
  readonly name: string;
  readonly workload: object;
  readonly requests: readonly { readonly expected: string; readonly action: string; readonly resource: string; readonly context?: object }[];
}

const T = SageMakerRoleType;
const ENVIRONMENT = { partition: 'aws', region: PLACE.region, account: PLACE.account };
const ROLE = 'arn:aws:iam::111122223333:role/execution';
const STARTED = Object.values(T).filter((roleType) => roleType !== T.HYPERPOD);

/** A stack with an execution role and a caller that may start its workload. */
function stackWith(props: SageMakerExecutionRoleProps): { readonly stack: Stack; readonly role: SageMakerExecutionRole; readonly grant: iam.Grant } {
  const stack = new Stack(new App(), 'Stack');
  const role = new SageMakerExecutionRole(stack, 'Role', { ...props, roleName: 'execution' });
  const caller = new iam.Role(stack, 'Caller', { roleName: 'caller', assumedBy: new iam.AccountRootPrincipal() });
  return { stack, role, grant: role.grantRunWorkload(caller) };
}

const callerOf = (stack: Stack) => rolesOf(templateOf(stack), PLACE).find(({ arn }) => arn.endsWith('/caller'))!;

describe.each(cases as readonly Case[])('a caller $name', ({ workload, requests }) => {
  const caller = callerOf(stackWith(workload as SageMakerExecutionRoleProps).stack);

  test.each(requests.map((request) => [request.expected, request.action, request.resource, request] as const))(
    'is %s %s on %s', async (expected, action, resource, { context }) => {
      const arn = resource === '{role}' ? ROLE : resource === '*' || resource.startsWith('arn:') ? resource
        : `arn:aws:sagemaker:${PLACE.region}:${PLACE.account}:${resource}`;
      expect(await decide(caller, { action, resource: arn, context: context as any })).toBe(expected);
    });
});

test('the caller of an evaluation has every action that the SDK checks', () => {
  const granted = callerGrants({ roleType: 'model_evaluation' }, ENVIRONMENT, ROLE).flatMap(({ actions }) => actions);
  expect(sdk.evaluation.filter((action) => !granted.includes(action))).toEqual([]);
});

test.each(STARTED)('the caller of %s passes the validation of its own permissions', (roleType) => {
  const granted = callerGrants({ roleType }, ENVIRONMENT, ROLE);
  const asked = startQuestion({ roleType }, ENVIRONMENT, ROLE);
  expect(asked.services).toEqual([]);
  expect([...new Set(asked.groups.flatMap(({ actions }) => actions))].sort()).toEqual([...new Set(granted.flatMap(({ actions }) => actions))].sort());
});

test.each(STARTED)('the command line writes the same policy for the caller of %s', async (roleType) => {
  const { stack } = stackWith({ roleType });
  const { status, stdout } = await runInProcess([
    'policy', roleType, '--caller', '--role', 'execution', '--account', PLACE.account, '--region', PLACE.region,
  ]);
  expect(status).toBe(0);
  const typed = JSON.parse(stdout).flatMap(({ Statement }: { Statement: { Sid: string }[] }) => Statement.map(({ Sid, ...rest }) => rest));
  const [{ document }] = callerOf(stack).policies;
  const flat = (statements: readonly any[]) => statements.flatMap(({ Action, Resource, Condition }) => [Action].flat().flatMap((action: string) =>
    [Resource].flat().map((resource: string) => JSON.stringify([action, resource, Condition])))).sort();
  expect(flat(typed)).toEqual(flat(document.Statement as any[]));
});

test('the grant names its grantee, and waits for nothing else', () => {
  const { grant } = stackWith({ roleType: T.TRAINING });
  expect(grant.success).toBe(true);
});

test('a role has no caller but itself if it is its own grantee', () => {
  const role = new SageMakerExecutionRole(new Stack(new App(), 'Stack'), 'Role', { roleType: T.TRAINING });
  expect(() => role.grantRunWorkload(role)).toThrow("Stack/Role: 'grantee' is the role itself");
});

test.each([
  ['the grant', (stack: Stack) => new SageMakerExecutionRole(stack, 'Role', { roleType: T.HYPERPOD }).grantRunWorkload(new iam.User(stack, 'User'))],
  ['the requirements', (stack: Stack) => RoleRequirements.runWorkload({ roleType: T.HYPERPOD }, iam.Role.fromRoleName(stack, 'Own', 'own'))],
])('%s of HyperPod names the other way', (_, make) => {
  expect(() => make(new Stack(new App(), 'Stack'))).toThrow('no call of AWS starts a workload of type SageMakerRoleType.HYPERPOD: use grantHyperPodConnect');
});

test('a prefix of names binds the caller of a role that starts nothing', () => {
  expect(() => stackWith({ roleType: T.SERVING, resourceNamePrefix: 'team-' })).not.toThrow();
});

test('a validation of a caller asks about the role that it passes, and only warns', () => {
  const stack = new Stack(new App(), 'Stack');
  const workload: Workload = { roleType: T.TRAINING };
  const role = new SageMakerExecutionRole(stack, 'Role', workload);
  new RoleValidation(stack, 'Validation', {
    role: iam.Role.fromRoleName(stack, 'Scientist', 'scientist'), requirements: RoleRequirements.runWorkload(workload, role),
  });
  const resource = Object.values<any>(templateOf(stack).Resources as object).find(({ Type }) => /RoleValidation/.test(Type));
  const properties = JSON.stringify(resource.Properties);
  expect(properties).toContain('iam:PassRole');
  expect(properties).toContain(stack.getLogicalId(role.node.defaultChild as any));
});
