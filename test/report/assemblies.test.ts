import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { buildReport } from '../../src/cli/report/build-report';
import type { Report } from '../../src/cli/report/model';

/** An app with two stages: a stack with data, one with roles that import them, and a nested stack that is given them. */
function synthesized(): Report {
  const outdir = mkdtempSync(join(tmpdir(), 'assembly-'));
  try {
    // As the CDK command line sets them.
    const app = new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true } });
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
    app.synth();
    return buildReport([outdir]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const report = synthesized();
const withoutHashes = (text: string) => text.replace(/[0-9A-F]{8}(?![0-9A-F])/g, '');
const said = (title: string) => report.roles.find((role) => role.title === title)!.statements
  .map(({ services, resources }) => [services[0].actions[0], ...resources.map(withoutHashes)]).sort();

test('the stacks of stages and nested stacks are read, and the roles of both', () => {
  expect(report.notes).toEqual([]);
  expect(report.stacks.map(withoutHashes)).toEqual(['Test', 'Live'].flatMap((stage) =>
    [`${stage}/Data`, `${stage}/Roles`, `${stage}/Roles/NestedNestedStackNestedNestedStackResource`]));
  expect(report.roles.map(({ title }) => title)).toEqual([
    'Test/Roles/Importing', 'Test/Roles/Nested/Inner', 'Live/Roles/Importing', 'Live/Roles/Nested/Inner',
  ]);
  expect(new Set(report.roles.map(({ id }) => id)).size).toBe(4);
});

test('a policy and a bucket of another stack are found through what it exports', () => {
  expect(said('Live/Roles/Importing')).toEqual([['s3:GetObject', '${Live/Data.Bucket.Arn}/*'], ['sqs:SendMessage', '*']]);
  expect(report.roles.flatMap(({ foreignPolicies }) => foreignPolicies)).toEqual([]);
});

test('what a nested stack is given and gives back is found through its parameters and outputs', () => {
  expect(said('Live/Roles/Nested/Inner')).toEqual([['s3:GetObject', '${Live/Roles.Own.Arn}/*'], ['sns:Publish', '*']]);
});
