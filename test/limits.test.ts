import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACTION_COUNTS, bucketAndKey } from './action-counts';
import { BucketAccess, SageMakerExecutionRole, SageMakerRoleType, Workload } from '../src';
import { policyDocuments } from '../src/cli/policy/policy-documents';
import { describedWorkload } from '../src/cli/workload/described-workload';
import { WorkloadOptions } from '../src/cli/workload/option-values';
import { grants } from '../src/core/grant/grants';
import { resolveTemplate } from '../testing/offline-iam/template-roles';
import { templateOf } from '../testing/template-of';
import { knownScopes } from '../testing/workload/known-scopes';
import { unnamedFeatures } from '../testing/workload/unnamed-features';

/** The longest partition name with its longest region name. */
const GOV = { partition: 'aws-us-gov', region: 'us-gov-west-1', account: '123456789012' };
const ROLE_TYPES = Object.values(SageMakerRoleType);

function policiesOf(stack: Stack) {
  const { Resources } = resolveTemplate(templateOf(stack), GOV);
  return Object.values(Resources).filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy')
    .map(({ Properties }) => JSON.stringify(Properties!.PolicyDocument).replace(/\s/g, ''));
}

function policyQuotaWarnings(stack: Stack) {
  return stack.node.findAll().flatMap(({ node }) => node.metadata)
    .filter(({ type, data }) => type === 'aws:cdk:warning' && String(data).includes('cdk-sagemaker-execution-role:policyQuota'));
}

const app = new App();
/** The others read no bucket. */
const WITH_BUCKETS = ROLE_TYPES.filter((roleType) => 'buckets' in knownScopes(roleType, { buckets: [] }));
const rows = WITH_BUCKETS.flatMap((roleType) => [1, 50, 200].flatMap((count) => [undefined, 'all'].map((features) => {
  const stack = new Stack(app, `${roleType}-${count}-${features ?? 'default'}`.replace(/_/g, '-'));
  const buckets = Array.from({ length: count }, (_, index) =>
    BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, `Bucket${index}`, `${index}`.padStart(63, 'b'))));
  new SageMakerExecutionRole(stack, 'Role', { roleType, buckets, features: features === undefined ? undefined : unnamedFeatures(roleType) });
  return [roleType, count, features ?? 'default', stack] as const;
})));

test.each(rows)('a %s role with %d buckets and %s features keeps to the limits of IAM, or warns', (_type, _count, _features, stack) => {
  const documents = policiesOf(stack);
  expect(documents.filter((document) => document.length > 6144)).toEqual([]);
  expect(documents.length).toBeLessThanOrEqual(20);
  expect(policyQuotaWarnings(stack).length).toEqual(documents.length > 10 ? 1 : 0);
});

/** Workloads of many sizes, each with its scopes and its command line options. */
const SIZES = [1, 2, 3, 12, 24, 25, 26, 27, 60, 90, 91, 150];
const SHAPES: [string, SageMakerRoleType, (index: number) => { prefix?: string; namespace?: string; several?: boolean }][] = [
  ['buckets with one prefix each', SageMakerRoleType.TRAINING, () => ({ prefix: 'data', several: true })],
  ['buckets with a folder each', SageMakerRoleType.BEDROCK, (index) => ({ prefix: `data-${index}/`, several: true })],
  ['prefixes of one bucket', SageMakerRoleType.TRAINING, (index) => ({ prefix: `some/longer/prefix/of/data/number-${index}/` })],
  ['prefixes with quotes', SageMakerRoleType.SERVING, (index) => ({ prefix: `"\\"-"${index}"` })],
  ['long prefixes', SageMakerRoleType.FEATURE_STORE, (index) => ({ prefix: `${index}`.padStart(500, 'p') })],
  ['long namespaces', SageMakerRoleType.TRAINING, (index) => ({ namespace: `${index}`.padStart(110, 'n') })],
];
const shaped = SHAPES.flatMap(([name, roleType, shape]) => SIZES.map((count) => {
  const stack = new Stack(app, `${name} ${count}`.replace(/ /g, '-'));
  const things = Array.from({ length: count }, (_, index) => ({ index, ...shape(index) }));
  const bucketOf = ({ several, index }: { several?: boolean; index: number }) => several ? `bucket-number-1${index}` : 'own-bucket';
  const imported = new Map([...new Set(things.map(bucketOf))].map((bucketName) =>
    [bucketName, s3.Bucket.fromBucketName(stack, bucketName, bucketName)]));
  const prefixed = things.filter(({ prefix }) => prefix !== undefined);
  const namespaces = things.flatMap(({ namespace }) => namespace ?? []);
  new SageMakerExecutionRole(stack, 'Role', {
    roleType,
    buckets: prefixed.length > 0 ? prefixed.map((thing) => BucketAccess.readOnly(imported.get(bucketOf(thing))!, thing.prefix)) : undefined,
    metricNamespaces: namespaces.length > 0 ? namespaces : undefined,
  });
  const options: WorkloadOptions = {
    bucket: prefixed.length > 0 ? prefixed.map((thing) => `${bucketOf(thing)}/${thing.prefix}:ro`) : undefined,
    metricNamespace: namespaces.length > 0 ? namespaces : undefined,
  };
  return [count, name, stack, roleType, options] as const;
}));

test.each(shaped)('%d %s make documents that IAM takes, by the construct and by the command line', (_count, _name, stack, roleType, options) => {
  const written = policyDocuments(grants(describedWorkload(roleType, options, GOV), GOV, 'arn:aws-us-gov:iam::123456789012:role/own'))
    .map(({ document }) => JSON.stringify(document));
  expect(written.length).toBeGreaterThan(0);
  // A role over the quota of policies still has policies within their limit.
  expect([...policiesOf(stack), ...written].map(({ length }) => length).filter((length) => length > 6144)).toEqual([]);
});

test('fails to fit only where the quota of 10 policies is really exceeded, and warns of it then', () => {
  // GIVEN
  const stack = new Stack();
  const buckets = Array.from({ length: 400 }, (_, index) =>
    BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, `Bucket${index}`, `${index}`.padStart(63, 'b'))));

  // WHEN
  new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.TRAINING, buckets });

  // THEN
  expect(policiesOf(stack).length).toBeGreaterThan(10);
  expect(policyQuotaWarnings(stack)).toHaveLength(1);
});

test("the user's own policies count towards the quota", () => {
  const stack = new Stack();
  const role = new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.BEDROCK });
  for (let index = 0; index < 10; index++) {
    role.addManagedPolicy({ managedPolicyArn: `arn:aws:iam::123456789012:policy/own${index}` } as any);
  }
  Template.fromStack(stack);
  expect(policyQuotaWarnings(stack)).toHaveLength(1);
});

describe.each(ROLE_TYPES)('a default %s role', (roleType) => {
  const passesItself = [SageMakerRoleType.PIPELINE, SageMakerRoleType.AUTOML];

  test.each([
    ['that names nothing', (): Partial<Workload> => ({})],
    ['with a bucket and a key', (): Partial<Workload> => {
      const scope = new Stack();
      return {
        buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(scope, 'Bucket', 'b'.repeat(63)))],
        encryptionKeys: [kms.Key.fromKeyArn(scope, 'Key', `arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-${'k'.repeat(32)}`)],
      };
    }],
  ])('%s is a role and one policy, and the role of a pipeline or an AutoML job has one more, to pass itself', (_, more) => {
    const stack = new Stack();
    const scopes = knownScopes(roleType, more());
    new SageMakerExecutionRole(stack, 'Role', { roleType, ...scopes });
    const types = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, any>).map(({ Type }) => Type).sort();
    expect(types).toEqual([
      ...passesItself.includes(roleType) ? ['AWS::IAM::ManagedPolicy'] : [],
      // AWS documents no permission for a Studio role that names nothing.
      ...roleType === SageMakerRoleType.STUDIO && Object.keys(scopes).length === 0 ? [] : ['AWS::IAM::ManagedPolicy'],
      'AWS::IAM::Role',
    ]);
  });
});

test('a training role is 2 resources, and 200 of them fit in one stack', () => {
  const stack = new Stack();
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket');
  const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/own');
  for (let index = 0; index < 200; index++) {
    new SageMakerExecutionRole(stack, `Role${index}`, {
      roleType: SageMakerRoleType.TRAINING, buckets: [BucketAccess.readWrite(bucket)], encryptionKeys: [key],
    });
  }
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Role', 200);
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 200);
  expect(Object.keys(template.toJSON().Resources)).toHaveLength(400);
});

describe('effective actions', () => {
  test.each(ACTION_COUNTS)('a %s role for one bucket and one key has %d without features and %d by default', (roleType, least, byDefault) => {
    expect(SageMakerExecutionRole.requiredActions({ roleType, minimal: true, ...bucketAndKey(new Stack(), roleType) })).toHaveLength(least);
    expect(SageMakerExecutionRole.requiredActions({ roleType, ...bucketAndKey(new Stack(), roleType) })).toHaveLength(byDefault);
  });
});

describe('docs/upgrading.md', () => {
  const guide = readFileSync(join(__dirname, '../docs/upgrading.md'), 'utf8');
  const sizes = [...guide.matchAll(/^\| `(\w+)` \| [\d,]+ \| ([\d,]+) \| [\d, +]+ \| ([\d, +]+) \|$/gm)].map(([, roleType, template, policies]) =>
    [roleType as SageMakerRoleType, Number(template.replace(',', '')), policies.replaceAll(',', '').split(' + ').map(Number)] as const);
  /** The figures may be a little off, so that not every word in a policy changes the page. */
  const isNear = (documented: number, real: number) => Math.abs(documented - real) <= documented * 0.05;

  test('has the sizes of seven role types', () => {
    expect(sizes).toHaveLength(7);
  });

  test.each(sizes)('says how large the template of a default %s role is, and that it has as many policies as before', (roleType, template, policies) => {
    const stack = new Stack(new App(), 'S');
    new SageMakerExecutionRole(stack, 'Role', { roleType });
    const real = policiesOf(stack).map(({ length }) => length);
    const characters = JSON.stringify(templateOf(stack)).length;
    expect([policies.length, isNear(template, characters)]).toEqual([roleType === SageMakerRoleType.PIPELINE ? 2 : 1, true]);
    expect([real.length, real.filter((length, index) => !isNear(policies[index], length))]).toEqual([policies.length, []]);
  });
});
