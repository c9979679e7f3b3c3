import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  BucketAccess, RoleValidation, SageMakerExecutionRole, SageMakerFeature as F, SageMakerRoleType as T, Workload, WorkloadPolicies,
  WorkloadPoliciesProps,
} from '../src';
import { roleIdentity } from '../src/core/rules/role-identity';
import { validateRole } from '../src/core/verdict/role-validation';
import { OfflineReader } from '../testing/offline-iam/offline-reader';
import { rolesOf } from '../testing/offline-iam/template-roles';
import { INSTANTLY, validationsOf } from '../testing/stack-question';
import { templateOf } from '../testing/template-of';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const newStack = () => new Stack(new App(), 'Stack', { env: PLACE });
const ownRole = (stack: Stack, id = 'Role', service = 'sagemaker.amazonaws.com') => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal(service) });
const workloadOf = (stack: Stack): Workload => ({
  roleType: T.TRAINING,
  minimal: true,
  features: [F.TRAINING_JOBS, F.PASS_ROLE],
  encryptionKeys: [],
  buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket'), 'team/')],
});
const warningsOf = (stack: Stack, id: string) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`${id}\\]`)).map(({ id: path, entry }) => [path, entry.data]);
const statementsOf = (stack: Stack, index = 0) => rolesOf(templateOf(stack), PLACE)[index].policies.flatMap(({ document }) => document.Statement);

test('attaches the policies that the execution role of the workload has', () => {
  const [other, own] = [newStack(), newStack()];
  new WorkloadPolicies(other, 'Policies', { workload: workloadOf(other), roles: [ownRole(other)] });
  new SageMakerExecutionRole(own, 'Role', workloadOf(own));
  const withoutArn = (stack: Stack) => JSON.parse(JSON.stringify(statementsOf(stack)).replace(/:role\/[\w-]+/g, ':role/ROLE'));
  expect(withoutArn(other)).toEqual(withoutArn(own));
  expect(statementsOf(other).length).toBeGreaterThan(5);
});

test('makes the role valid for the workload', async () => {
  const stack = newStack();
  const role = ownRole(stack);
  const { requirements } = new WorkloadPolicies(stack, 'Policies', { workload: workloadOf(stack), roles: [role] });
  new RoleValidation(stack, 'Validation', { role, requirements });
  const { arn, trust, policies } = rolesOf(templateOf(stack), PLACE)[0];
  const [{ request }] = validationsOf(stack, PLACE);
  const verdictWith = (kept: typeof policies) => {
    const documents = kept.map(({ document }, index) => ({ id: `policy${index}`, document: document as any }));
    const reader = new OfflineReader({ accountId: PLACE.account, roles: [{ name: arn.split('/').pop()!, trust, policies: documents }] });
    return validateRole(roleIdentity({ arn }, PLACE), request.question, reader, INSTANTLY);
  };
  expect((await verdictWith(policies)).verdict).toBe('VALID');
  expect((await verdictWith([])).verdict).toBe('INVALID');
});

test('gives several roles the same policies, and lets each pass only itself', () => {
  const stack = newStack();
  new WorkloadPolicies(stack, 'Policies', { workload: workloadOf(stack), roles: [ownRole(stack, 'One'), ownRole(stack, 'Other')] });
  const roles = rolesOf(templateOf(stack), PLACE);
  const passed = roles.map(({ policies }) => policies.flatMap(({ document }) => document.Statement).filter(({ Action }) => [Action].flat().includes('iam:PassRole')));
  expect(passed.map((statements) => statements.map(({ Resource }) => [Resource].flat()))).toEqual(roles.map(({ arn }) => [[arn]]));
  Template.fromStack(stack).resourceCountIs('AWS::IAM::ManagedPolicy', 3);
});

test('attaches the policies to an imported role by its name', () => {
  const stack = newStack();
  const role = iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${PLACE.account}:role/team/own`);
  new WorkloadPolicies(stack, 'Policies', { workload: { ...workloadOf(stack), features: [] }, roles: [role] });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: ['own'] });
  expect(warningsOf(stack, 'missingTrust')).toEqual([]);
});

test.each<[string, (stack: Stack) => iam.IRole]>([
  ['an immutable import', (stack) => iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${PLACE.account}:role/own`, { mutable: false })],
  ['a role of another account', (stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::444455556666:role/own')],
  ['a role without policy updates', (stack) => ownRole(stack).withoutPolicyUpdates()],
])('rejects %s', (_, make) => {
  const stack = newStack();
  expect(() => new WorkloadPolicies(stack, 'Policies', { workload: workloadOf(stack), roles: [make(stack)] }))
    .toThrow(/^Stack\/Policies: 'roles' lists "Stack\/.*", which is immutable or of another account, so CDK would drop the policies: import it with \{ mutable: true \}/);
});

test.each<[string, object, string]>([
  ['no role', { roles: [] }, "'roles' is empty: list at least one role"],
  ['roles that are missing', { roles: undefined }, "'roles' is empty: list at least one role"],
  ['null as the roles', { roles: null }, "'roles' is null: use a list, or omit it"],
  ['the ARN of a role', { roles: ['arn:aws:iam::111122223333:role/own'] }, "'roles' lists \"arn:aws:iam::111122223333:role/own\", but takes constructs"],
  ['a role in no list', { roles: 'own' }, "'roles' is \"own\": use a list"],
  ['no workload', { workload: undefined }, "'workload' is missing: describe the workload"],
  ['a mistyped property', { role: [] }, "'role' is not a property: use 'roles', or remove it"],
  ['a workload of another role type', { workload: { roleType: T.BEDROCK, features: [F.LINEAGE] } }, "'features' lists \"lineage\""],
])('rejects %s', (_, more, message) => {
  const stack = newStack();
  const props = { workload: workloadOf(stack), roles: [ownRole(stack)], ...more } as unknown as WorkloadPoliciesProps;
  expect(() => new WorkloadPolicies(stack, 'Policies', props)).toThrow(`Stack/Policies: ${message}`);
});

test('rejects nothing instead of the properties', () => {
  expect(() => new WorkloadPolicies(newStack(), 'Policies', undefined as unknown as WorkloadPoliciesProps))
    .toThrow('Stack/Policies: the properties are undefined: use an object');
});

test('warns where the trust of a role lacks a service, and about open scopes', () => {
  const stack = newStack();
  const roles = [ownRole(stack, 'Trusting'), ownRole(stack, 'Other', 'lambda.amazonaws.com')];
  new WorkloadPolicies(stack, 'Policies', { workload: { roleType: T.SERVING }, roles });
  expect(warningsOf(stack, 'missingTrust')).toEqual([['/Stack/Policies', "the trust policy of Stack/Other lacks sagemaker.amazonaws.com, so the workload can't use the role: "
    + "add new iam.ServicePrincipal('sagemaker.amazonaws.com') to its 'assumedBy' [ack: cdk-sagemaker-execution-role:missingTrust]"]]);
  expect(warningsOf(stack, 'allBuckets').map(([path]) => path)).toEqual(['/Stack/Policies']);
});

test('does not warn if the app adds the trust later', () => {
  const stack = newStack();
  const role = ownRole(stack, 'Role', 'lambda.amazonaws.com');
  new WorkloadPolicies(stack, 'Policies', { workload: { roleType: T.SERVING }, roles: [role] });
  role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.ServicePrincipal('sagemaker.amazonaws.com')] }));
  expect(warningsOf(stack, 'missingTrust')).toEqual([]);
});

test('leaves nothing of its check for immutable roles in the app', () => {
  const stack = newStack();
  const policies = new WorkloadPolicies(stack, 'Policies', { workload: workloadOf(stack), roles: [ownRole(stack)] });
  expect(policies.node.children.map(({ node }) => node.id)).toEqual(['Policy', 'PassRolePolicy']);
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
});
