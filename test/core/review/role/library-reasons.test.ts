import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { WorkloadsStack } from '../../../../examples/workloads/workloads-stack';
import { BucketAccess, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType } from '../../../../src';
import { buildReport } from '../../../../src/cli/report/build-report';
import type { Report, RoleReport } from '../../../../src/core/review/report';
import { knownScopes } from '../../../../testing/workload/known-scopes';
import { ACTION_COUNTS, bucketAndKey } from '../../../action-counts';
import { policyFile } from '../../../policies/policy-file';

/** The report of an app. All tests share it, because a synthesis takes seconds. */
function reportOfApp(stacks: Readonly<Record<string, (stack: Stack) => void>>): Report {
  const outdir = mkdtempSync(join(tmpdir(), 'assembly-'));
  try {
    const app = new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } });
    new WorkloadsStack(app, 'Workloads');
    Object.entries(stacks).forEach(([id, make]) => make(new Stack(app, id)));
    app.synth();
    return buildReport([outdir]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function addFigures(stack: Stack): void {
  const scopes = bucketAndKey(stack);
  for (const [roleType] of ACTION_COUNTS) {
    new SageMakerExecutionRole(stack, `${roleType}-least`, { roleType, minimal: true, ...knownScopes(roleType, scopes) });
    new SageMakerExecutionRole(stack, `${roleType}-default`, { roleType, ...knownScopes(roleType, scopes) });
  }
}

function addReasons(stack: Stack): void {
  const scopes = bucketAndKey(stack);
  const roleType = SageMakerRoleType.TRAINING;
  new SageMakerExecutionRole(stack, 'Packed', {
    roleType,
    features: [SageMakerFeature.PASS_ROLE],
    buckets: Array.from({ length: 2 }, (_, index) =>
      BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, `Packed${index}`, `${index}`.padEnd(63, 'b')))),
    encryptionKeys: [],
  });
  new SageMakerExecutionRole(stack, 'Divided', {
    roleType,
    minimal: true,
    buckets: Array.from({ length: 120 }, (_, index) =>
      BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, `Divided${index}`, `${index}`.padEnd(63, 'b')), index < 2 ? 'data/' : undefined)),
    encryptionKeys: [],
  });
  const tagged = new SageMakerExecutionRole(stack, 'OtherTags', { roleType, minimal: true, ...scopes });
  Tags.of(tagged).add('CreatedBy', 'platform-team');
  const extended = new SageMakerExecutionRole(stack, 'Extended', { roleType, minimal: true, ...scopes });
  extended.addToPolicy(new iam.PolicyStatement({ sid: 'ReadObjects', actions: ['s3:GetObject'], resources: ['*'] }));
  extended.addManagedPolicy(new iam.ManagedPolicy(stack, 'More', {
    statements: [
      new iam.PolicyStatement({ sid: 'ListBuckets', actions: ['s3:ListBucket', 's3:DeleteBucket'], resources: ['*'] }),
      new iam.PolicyStatement({ sid: 'UseKeys', effect: iam.Effect.DENY, actions: ['kms:Decrypt'], resources: ['*'] }),
    ],
  }));
  const foreign = new iam.Role(stack, 'Foreign', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
  foreign.addManagedPolicy(new iam.ManagedPolicy(stack, 'ForeignPolicy', {
    statements: [new iam.PolicyStatement({ sid: 'ReadObjects', actions: ['s3:GetObject'], resources: ['*'] })],
  }));
}

const report = reportOfApp({ Figures: addFigures, Reasons: addReasons });

/** The roles of a stack by their ids. */
function rolesOf(stack: string): Record<string, RoleReport> {
  return Object.fromEntries(report.roles.filter((role) => role.stack === stack).map((role) => [role.title.replace(`${stack}/`, ''), role]));
}

describe('the example app', () => {
  const roles = report.roles.filter(({ stack }) => stack === 'Workloads');

  test('has seven roles, without the roles of its Lambda functions', () => {
    expect(roles.map(({ id, title, roleType }) => [id.replace(/[0-9A-F]{8}$/, ''), title, roleType])).toEqual([
      ['Workloads/TrainingRole', 'Workloads/TrainingRole', 'training'],
      ['Workloads/ServingRole', 'Workloads/ServingRole', 'serving'],
      ['Workloads/PipelineRole', 'Workloads/PipelineRole', 'pipeline'],
      ['Workloads/FeatureStoreRole', 'Workloads/FeatureStoreRole', 'feature_store'],
      ['Workloads/BedrockRole', 'Workloads/BedrockRole', 'bedrock'],
      ['Workloads/HyperPodRole', 'Workloads/HyperPodRole', 'hyperpod'],
      ['Workloads/EvaluationRole', 'Workloads/EvaluationRole', 'model_evaluation'],
    ]);
    expect(report.stacks).toEqual(['Workloads', 'Figures', 'Reasons']);
    expect(report.notes).toEqual([]);
  });

  test('counts their actions', () => {
    expect(Object.fromEntries(roles.map(({ roleType, effectiveActions }) => [roleType, effectiveActions]))).toEqual({
      training: 77, serving: 18, pipeline: 28, feature_store: 15, bedrock: 6, hyperpod: 67, model_evaluation: 37,
    });
  });

  test('gives the reason and the source of every statement', () => {
    const statements = roles.flatMap((role) => role.statements);
    expect(statements.length).toBeGreaterThan(80);
    expect(statements.filter(({ why, source }) => !why || !source?.length)).toEqual([]);
  });

  test('shows the trust of a role with its condition', () => {
    expect(roles[0].trust.map(({ principal, conditions }) => [principal, conditions])).toEqual([
      ['sagemaker.amazonaws.com', [{ operator: 'StringEquals', key: 'aws:SourceAccount', values: ['${AWS::AccountId}'] }]],
    ]);
  });

  test('shows the statement of the policy that is attached after the role', () => {
    const pass = roles[2].statements.find(({ sid }) => sid === 'PassItself')!;
    expect(pass.policy).toMatch(/^PipelineRolePassRolePolicy/);
    expect(pass.resources).toEqual([expect.stringMatching(/^\$\{PipelineRole[0-9A-F]{8}\.Arn\}$/)]);
    expect(pass.why).toBe(policyFile('pipeline').statements.find(({ sid }) => sid === 'PassItself')!.why);
  });
});

describe('effective actions', () => {
  const roles = rolesOf('Figures');

  test.each(ACTION_COUNTS)('are, for a %s role with one bucket and one key, %d at minimum and %d by default', (roleType, least, byDefault) => {
    expect(roles[`${roleType}-least`].effectiveActions).toBe(least);
    expect(roles[`${roleType}-default`].effectiveActions).toBe(byDefault);
  });
});

describe('reasons', () => {
  const whyOf = (sid: string) => policyFile('training').statements.find((statement) => statement.sid === sid)!.why;
  const statementsOf = (role: RoleReport) => Object.fromEntries(role.statements.map((statement) => [statement.sid, statement]));
  const roles = rolesOf('Reasons');

  test('merged statements have the reasons of all their parts', () => {
    const shared = statementsOf(roles.Packed);
    expect(Object.keys(shared)).toEqual(expect.arrayContaining(['Scoped', 'Unscoped']));
    for (const sid of ['ReadHubs', 'ReadHubContents', 'TrackInMlflow', 'LinkLineage']) {
      expect(shared.Scoped.why).toContain(whyOf(sid));
    }
    expect(shared.Tagging.why).toContain(whyOf('TagLineage'));
    expect(shared.Unscoped.why).toContain(whyOf('AuthorizeImagePulls'));
    expect(shared.Unscoped.why).toContain(whyOf('UseVpc'));
    expect(shared.Unscoped.why).not.toContain(whyOf('DescribeVpc'));
    expect(roles.Packed.statements.filter(({ why }) => why === undefined)).toEqual([]);
  });

  test('numbered and split statements have the reason of the whole', () => {
    const divided = statementsOf(roles.Divided);
    expect(Object.keys(divided)).toEqual(expect.arrayContaining(['ReadObjectsPart1', 'ReadObjectsPart2', 'ListPrefix', 'ListPrefix2']));
    expect(divided.ReadObjectsPart2.why).toBe(whyOf('ReadObjects'));
    expect(divided.ListPrefix2.why).toBe(whyOf('ListPrefix'));
    expect(roles.Divided.statements.filter(({ why }) => why === undefined)).toEqual([]);
  });

  test('a role with replaced tags has reasons', () => {
    expect(roles.OtherTags.roleType).toBe('training');
    expect(roles.OtherTags.statements.filter(({ why }) => why === undefined)).toEqual([]);
  });

  test('a statement that only has the same Sid has no reason', () => {
    expect(roles.Extended.statements.filter(({ why }) => why === undefined).map(({ sid, policy }) => [sid, policy.replace(/[0-9A-F]{8}$/, '')])).toEqual([
      ['ListBuckets', 'More'], ['UseKeys', 'More'], ['ReadObjects', 'ExtendedDefaultPolicy'],
    ]);
    expect(roles.Foreign.roleType).toBeUndefined();
    expect(roles.Foreign.statements.map(({ sid, why }) => [sid, why])).toEqual([['ReadObjects', undefined]]);
  });
});
