import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketAccess, BucketOwner, RoleRequirements, RoleValidation, SageMakerRoleType } from '../../../src';
import { bucketContexts } from '../../../src/core/question/bucket-place';
import { validationsOf } from '../../../testing/stack-question';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const ENV = { region: PLACE.region, account: PLACE.account };
const FAR = { region: 'us-east-1', account: '444455556666' };

/** The known and the assumed owner and region of the bucket, as the validation asks about its objects. */
function askedAbout(bucketOf: (stack: Stack, app: App) => s3.IBucket, env: object | undefined = ENV, owner?: string) {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env });
  new RoleValidation(stack, 'Validation', {
    role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/validated'),
    requirements: RoleRequirements.executionRole({
      roleType: SageMakerRoleType.TRAINING, minimal: true, buckets: [BucketAccess.readWrite(bucketOf(stack, app), undefined, { owner })],
    }),
  });
  const [{ request }] = validationsOf(stack, PLACE);
  const { facts, assumed } = request.question.groups.find(({ actions }) => actions.includes('s3:PutObject'))!;
  const shown = (entries: typeof facts) => entries.map(({ key, values }) => `${key}=${values.join()}`).sort();
  return { facts: shown(facts), assumed: shown(assumed) };
}

const OWNER = 'aws:ResourceAccount=111122223333';
const REGION = 'aws:RequestedRegion=eu-west-1';

test.each<[string, string[], string[], (stack: Stack, app: App) => s3.IBucket]>([
  ['of this stack', [REGION, OWNER], [], (stack) => new s3.Bucket(stack, 'Bucket')],
  ['of another stack and place', ['aws:RequestedRegion=us-east-1', 'aws:ResourceAccount=444455556666'], [],
    (_, app) => new s3.Bucket(new Stack(app, 'Far', { env: FAR }), 'Bucket', { bucketName: 'far-bucket' })],
  ['by its name', [], [OWNER], (stack) => s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket')],
  ['by its ARN', [], [OWNER], (stack) => s3.Bucket.fromBucketArn(stack, 'Bucket', 'arn:aws:s3:::own-bucket')],
  ['with another account', ['aws:ResourceAccount=444455556666'], [],
    (stack) => s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'own-bucket', account: FAR.account })],
  ['with another region', ['aws:RequestedRegion=us-east-1'], [OWNER],
    (stack) => s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'own-bucket', region: FAR.region })],
  ['with another account and region', ['aws:RequestedRegion=us-east-1', 'aws:ResourceAccount=444455556666'], [],
    (stack) => s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'own-bucket', ...FAR })],
])('knows the owner and the region of a bucket %s', (_, facts, assumed, bucketOf) => {
  expect(askedAbout(bucketOf)).toEqual({ facts, assumed });
});

test.each<[string, string[], string[], (stack: Stack) => s3.IBucket]>([
  ['of the stack', [REGION, OWNER], [], (stack) => new s3.Bucket(stack, 'Bucket')],
  ['by its name', [], [OWNER], (stack) => s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket')],
  ['with an account', ['aws:ResourceAccount=444455556666'], [],
    (stack) => s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'own-bucket', account: FAR.account })],
])('knows the owner and the region of a bucket %s in a stack for any environment', (_, facts, assumed, bucketOf) => {
  expect(askedAbout(bucketOf, undefined)).toEqual({ facts, assumed });
});

test.each<[string, string, string[], string[]]>([
  ['an account', FAR.account, ['aws:ResourceAccount=444455556666'], []],
  ['the account of the stack', PLACE.account, [OWNER], []],
  ['any account', BucketOwner.ANY, [], []],
])('asks about a bucket by its name as owned by %s that the workload states', (_, owner, facts, assumed) => {
  expect(askedAbout((stack) => s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket'), ENV, owner)).toEqual({ facts, assumed });
});

test('says nothing about the owner of a bucket of AWS', () => {
  expect(askedAbout((stack) => s3.Bucket.fromBucketName(stack, 'Bucket', 'sagemaker-sample-files'))).toEqual({ facts: [], assumed: [] });
});

test.each([
  ['arn:aws:s3:::own', '111122223333'],
  ['arn:aws:s3:::own/a/b', '111122223333'],
  ['arn:aws:s3:::own-other/a', undefined],
  ['arn:aws:s3:::twice/a', '222233334444'],
  ['arn:aws:s3:::ow', undefined],
  ['*', undefined],
])('takes the owner of %s from its own bucket, listed first: %s', (resource, owner) => {
  const bucket = (name: string, account: string) => ({ arn: `arn:aws:s3:::${name}`, prefix: '', read: true, write: true, owner: account });
  const contextOf = bucketContexts([bucket('own', '111122223333'), bucket('twice', '222233334444'), bucket('twice', '333344445555')]);
  expect(contextOf(resource).facts).toEqual(owner === undefined ? [] : [{ key: 'aws:ResourceAccount', type: 'string', values: [owner] }]);
});
