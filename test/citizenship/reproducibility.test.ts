import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketAccess, PolicyAttachment, SageMakerExecutionRole, SageMakerRoleType } from '../../src';
import { knownScopes } from '../../testing/workload/known-scopes';

const folders: string[] = [];

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A role of each type, with named and with omitted scopes, in both orders of attachment. */
function addRoles(stack: Stack): void {
  const buckets = [BucketAccess.readWrite(new s3.Bucket(stack, 'Data'), 'prefix/'), BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, 'Read', 'read'))];
  for (const roleType of Object.values(SageMakerRoleType)) {
    new SageMakerExecutionRole(stack, `${roleType}-scoped`, {
      roleType, ...knownScopes(roleType, { buckets, encryptionKeys: [new kms.Key(stack, `${roleType}-key`)] }),
    });
    new SageMakerExecutionRole(stack, `${roleType}-open`, { roleType, policyAttachment: PolicyAttachment.AFTER_ROLE });
  }
}

function synthesize(): { folder: string; files: Map<string, string> } {
  const folder = mkdtempSync(join(tmpdir(), 'citizenship-'));
  folders.push(folder);
  const app = new App({ outdir: folder, treeMetadata: true });
  addRoles(new Stack(app, 'Stack'));
  app.synth();
  return { folder, files: new Map(readdirSync(folder).sort().map((file) => [file, readFileSync(join(folder, file), 'utf8')])) };
}

describe('two synths of one app', () => {
  // From one place: older releases of CDK write into the manifest where a warning comes from.
  const [first, second] = Array.from({ length: 2 }, synthesize);

  test('make the same files', () => {
    expect([...first.files.keys()]).toEqual(expect.arrayContaining(['Stack.template.json', 'manifest.json', 'tree.json']));
    expect([...second.files.keys()]).toEqual([...first.files.keys()]);
    expect(second.folder).not.toEqual(first.folder);
  });

  test.each(['Stack.template.json', 'Stack.assets.json', 'manifest.json', 'tree.json'])('make %s byte for byte alike', (file) => {
    expect(second.files.get(file)).toEqual(first.files.get(file));
    expect(first.files.get(file)!.length).toBeGreaterThan(100);
  });

  test('leave no path of this machine in the template', () => {
    const template = first.files.get('Stack.template.json')!;
    for (const path of [first.folder, tmpdir(), process.cwd(), __dirname]) {
      expect(template).not.toContain(path);
    }
    expect(template).not.toMatch(/"\/(home|root|tmp|usr|var|work|Users)\//);
  });

  test('leave no date in the template, except the version of the policy language', () => {
    const template = first.files.get('Stack.template.json')!;
    const dates = new Set(template.match(/\b(19|20)\d\d-?\d\d-?\d\d/g));
    expect(dates).toEqual(new Set(['2012-10-17']));
    const seconds = /\b1[6-9]\d{8}(\d{3})?\b/;
    expect(template).not.toMatch(seconds);
    expect(String(Date.now())).toMatch(seconds);
  });
});

describe('names', () => {
  test('are made by CloudFormation', () => {
    const stack = new Stack(new App(), 'Stack');
    addRoles(stack);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Role', 2 * Object.values(SageMakerRoleType).length);
    const properties = Object.values<any>(template.toJSON().Resources).flatMap(({ Properties }) => Object.keys(Properties ?? {}));
    expect(properties).toEqual(expect.arrayContaining(['ManagedPolicyArns', 'PolicyDocument']));
    expect(properties.filter((name) => ['RoleName', 'ManagedPolicyName', 'PolicyName'].includes(name))).toEqual([]);
  });

  test('are given to the role alone where roleName is given', () => {
    const stack = new Stack(new App(), 'Stack');
    new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.PIPELINE, roleName: 'given' });
    const resources = Object.values<any>(Template.fromStack(stack).toJSON().Resources);
    expect(resources.map(({ Type, Properties }) => [Type, Properties.RoleName, Properties.ManagedPolicyName]).sort()).toEqual([
      ['AWS::IAM::ManagedPolicy', undefined, undefined], ['AWS::IAM::ManagedPolicy', undefined, undefined], ['AWS::IAM::Role', 'given', undefined],
    ]);
  });
});

describe('a stack of 200 training roles', () => {
  const stack = new Stack(new App(), 'Stack');
  const bucket = s3.Bucket.fromBucketName(stack, 'Data', 'data');
  const encryptionKeys = [kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1234')];
  for (let index = 0; index < 200; index += 1) {
    new SageMakerExecutionRole(stack, `Role${index}`, {
      roleType: SageMakerRoleType.TRAINING, buckets: [BucketAccess.readWrite(bucket, `team-${index}/`)], encryptionKeys,
    });
  }

  test('has two resources for each, and fits into a stack', () => {
    const types = Object.values<any>(Template.fromStack(stack).toJSON().Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type === 'AWS::IAM::Role')).toHaveLength(200);
    expect(types.filter((type) => type === 'AWS::IAM::ManagedPolicy')).toHaveLength(200);
    expect(types).toHaveLength(400);
    expect(types.length).toBeLessThanOrEqual(500);
  });
});
