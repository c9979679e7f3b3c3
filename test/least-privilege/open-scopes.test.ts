import { App, Stack } from 'aws-cdk-lib';
import cases from './open-scopes.json';
import { PLACE } from './workloads';
import { SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType } from '../../src';
import { decide } from '../../testing/offline-iam/engine';
import { rolesOf } from '../../testing/offline-iam/template-roles';
import { templateOf } from '../../testing/template-of';

const app = new App();
const stacks = Object.fromEntries(cases.map(({ roleType, minimal, features }, index) => {
  const stack = new Stack(app, `Case${index}`);
  new SageMakerExecutionRole(stack, 'Role', {
    roleType: roleType as SageMakerRoleType, minimal, features: features as SageMakerFeature[] | undefined,
  });
  return [index, stack];
}));

describe.each(cases.map((value, index) => [value.name, value, index] as const))('%s', (_name, { requests, warnings }, index) => {
  test.each(requests.map((request) => [request.expected, request.action, request.resource, request] as const))(
    'is %s %s on %s', async (expected, action, resource, { owner, context }) => {
      const [role] = rolesOf(templateOf(stacks[index]), PLACE);
      expect(await decide(role, { action, resource, resourceAccount: owner, context: context as any })).toEqual(expected);
    });

  test('warns about every account-wide scope, and about no other', () => {
    const found = stacks[index].node.findAll().flatMap(({ node }) => node.metadata).filter(({ type }) => type === 'aws:cdk:warning')
      .map(({ data }) => /\[ack: cdk-sagemaker-execution-role:(\w+)\]/.exec(String(data))?.[1]);
    expect(found.sort()).toEqual(warnings);
  });
});
