import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { StackSet, StackSetStack, StackSetTarget, StackSetTemplate } from 'cdk-stacksets';
import { buildReport } from '../../../../src/cli/report/build-report';
import type { Report } from '../../../../src/core/review/report';

/** The report of an app. */
function synthesized(build: (app: App) => void, context: Record<string, unknown> = {}): Report {
  const outdir = mkdtempSync(join(tmpdir(), 'assembly-'));
  try {
    const app = new App({ outdir, context });
    build(app);
    app.synth();
    return buildReport([outdir]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** An app with two stages: a stack with data, a stack with roles that import them, and a nested stack with parameters. */
function stages(): Report {
  // The CDK command line sets these contexts.
  return synthesized((app) => {
    for (const name of ['Test', 'Live']) {
      const stage = new Stage(app, name);
      const data = new Stack(stage, 'Data');
      const bucket = new s3.Bucket(data, 'Bucket');
      const shared = new iam.ManagedPolicy(data, 'Shared', { statements: [new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] })] });
      const roles = new Stack(stage, 'Roles');
      const read = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] });
      const assumedBy = new iam.ServicePrincipal('sagemaker.amazonaws.com');
      new iam.Role(roles, 'Importing', { assumedBy, managedPolicies: [shared] }).addToPolicy(read);
      const nested = new NestedStack(roles, 'Nested');
      const inner = new iam.Role(nested, 'Inner', { assumedBy });
      inner.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [new s3.Bucket(roles, 'Own').arnForObjects('*')] }));
      new iam.ManagedPolicy(roles, 'ForInner', { roles: [inner], statements: [new iam.PolicyStatement({ actions: ['sns:Publish'], resources: ['*'] })] });
    }
  }, { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true });
}

const report = stages();
const withoutHashes = (text: string) => text.replace(/[0-9A-F]{8}(?![0-9A-F])/g, '');
const statementsOf = (title: string) => report.roles.find((role) => role.title === title)!.statements
  .map(({ services, resources }) => [services[0].actions[0], ...resources.map(withoutHashes)]).sort();

test('reads the stacks of stages and nested stacks', () => {
  expect(report.notes).toEqual([]);
  expect(report.stacks.map(withoutHashes)).toEqual(['Test', 'Live'].flatMap((stage) =>
    [`${stage}/Data`, `${stage}/Roles`, `${stage}/Roles/NestedNestedStackNestedNestedStackResource`]));
  expect(report.roles.map(({ title }) => title)).toEqual([
    'Test/Roles/Importing', 'Test/Roles/Nested/Inner', 'Live/Roles/Importing', 'Live/Roles/Nested/Inner',
  ]);
  expect(new Set(report.roles.map(({ id }) => id)).size).toBe(4);
});

test('finds a policy and a bucket of another stack through its exports', () => {
  expect(statementsOf('Live/Roles/Importing')).toEqual([['s3:GetObject', '${Live/Data.Bucket.Arn}/*'], ['sqs:SendMessage', '*']]);
  expect(report.roles.flatMap(({ foreignPolicies }) => foreignPolicies)).toEqual([]);
});

test('finds values through parameters and outputs of a nested stack', () => {
  expect(statementsOf('Live/Roles/Nested/Inner')).toEqual([['s3:GetObject', '${Live/Roles.Own.Arn}/*'], ['sns:Publish', '*']]);
});

describe('attaches a policy to a role', () => {
  const assumedBy = new iam.ServicePrincipal('sagemaker.amazonaws.com');
  const statement = (action: string) => new iam.PolicyStatement({ actions: [action], resources: ['*'] });
  const ACCOUNT = '111122223333';
  const EUROPE = { account: ACCOUNT, region: 'eu-west-1' };

  test.each<[string, (app: App) => void]>([
    ['in another Region', (app) => {
      const role = new iam.Role(new Stack(app, 'Core', { env: EUROPE, crossRegionReferences: true }), 'Role', { assumedBy });
      new iam.Policy(new Stack(app, 'App', { env: { account: ACCOUNT, region: 'us-east-1' }, crossRegionReferences: true }), 'Policy', {
        roles: [role], statements: [statement('iam:*')],
      });
    }],
    ['imported by the ARN of another stack', (app) => {
      const role = new iam.Role(new Stack(app, 'Core'), 'Role', { assumedBy });
      iam.Role.fromRoleArn(new Stack(app, 'App'), 'Role', role.roleArn).addToPrincipalPolicy(statement('iam:*'));
    }],
    ['imported by its name', (app) => {
      const core = new Stack(app, 'Core');
      new iam.Role(core, 'Role', { assumedBy, roleName: `own-${core.region}` });
      const other = new Stack(app, 'App');
      iam.Role.fromRoleName(other, 'Role', `own-${other.region}`).addToPrincipalPolicy(statement('iam:*'));
    }],
    ['in a nested stack without asset metadata', (app) => {
      const parent = new Stack(app, 'Parent');
      new iam.Role(new NestedStack(parent, 'Child'), 'Role', { assumedBy }).addToPolicy(statement('iam:*'));
    }],
    ['in a stack set', (app) => {
      const stack = new Stack(app, 'Admin');
      const roles = new StackSetStack(stack, 'Roles');
      new iam.Role(roles, 'Role', { assumedBy }).addToPolicy(statement('iam:*'));
      new StackSet(stack, 'Set', { target: StackSetTarget.fromAccounts({ regions: ['eu-west-1'], accounts: [ACCOUNT] }), template: StackSetTemplate.fromStackSetStack(roles) });
    }],
  ])('%s', (_, build) => {
    const { roles, notes } = synthesized(build);
    expect([roles.map(({ effectiveActions }) => effectiveActions), notes]).toEqual([[190], []]);
  });

  test('in its own stage, if another stage has the same names', () => {
    const { roles } = synthesized((app) => {
      for (const [name, account, action] of [['Beta', '111111111111', 'iam:*'], ['Live', '222222222222', 's3:GetObject']]) {
        const stage = new Stage(app, name, { env: { account, region: 'eu-west-1' } });
        const role = new iam.Role(new Stack(stage, 'Core', { stackName: 'core' }), 'Role', { assumedBy });
        new iam.Policy(new Stack(stage, 'App', { stackName: 'app' }), 'Policy', { roles: [role], statements: [statement(action)] });
      }
    });
    expect(roles.map(({ id, effectiveActions }) => [id.split('/')[0], effectiveActions])).toEqual([['Beta', 190], ['Live', 1]]);
  });
});
