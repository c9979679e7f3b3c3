import { App, Stack } from 'aws-cdk-lib';
import untypedCases from './open-scopes.json';
import { PLACE } from './workloads';
import { SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType } from '../../src';
import { decide } from '../../testing/offline-iam/engine';
import { rolesOf } from '../../testing/offline-iam/template-roles';
import { templateOf } from '../../testing/template-of';

interface Case {
  readonly name: string;
  readonly roleType: string;
  readonly minimal?: boolean;
  readonly features?: readonly string[];
  /** Properties that are texts or lists of texts. */
  readonly props?: object;
  readonly warnings: readonly string[];
  readonly requests: readonly {
    readonly expected: string;
    readonly action: string;
    readonly resource: string;
    readonly owner?: string;
    readonly context?: object;
  }[];
}

const cases: readonly Case[] = untypedCases;
const app = new App();
const stacks = Object.fromEntries(cases.map(({ roleType, minimal, features, props }, index) => {
  const stack = new Stack(app, `Case${index}`);
  new SageMakerExecutionRole(stack, 'Role', {
    roleType: roleType as SageMakerRoleType, minimal, features: features as SageMakerFeature[] | undefined, ...props,
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
