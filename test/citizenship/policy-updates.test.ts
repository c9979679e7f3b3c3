import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { BucketAccess, SageMakerExecutionRole, SageMakerRoleType } from '../../src';
import { rolesOf } from '../../testing/offline-iam/template-roles';
import { templateOf } from '../../testing/template-of';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

/** A role, and a construct that grants it something. */
function stackWith(use: (stack: Stack, role: SageMakerExecutionRole, bucket: s3.IBucket) => void): Stack {
  const stack = new Stack(new App(), 'Stack', { env: PLACE });
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket');
  const role = new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.TRAINING, minimal: true, buckets: [BucketAccess.readWrite(bucket)], encryptionKeys: [],
  });
  use(stack, role, bucket);
  return stack;
}

/** A state machine that starts a training job with a role. CDK grants the role what it thinks that the job needs. */
function trainWith(stack: Stack, role: iam.IRole, bucket: s3.IBucket): void {
  const task = new tasks.SageMakerCreateTrainingJob(stack, 'Train', {
    trainingJobName: 'own-job',
    role,
    algorithmSpecification: { trainingImage: tasks.DockerImage.fromRegistry('111122223333.dkr.ecr.eu-west-1.amazonaws.com/own:1') },
    inputDataConfig: [{ channelName: 'train', dataSource: { s3DataSource: { s3Location: tasks.S3Location.fromBucket(bucket, 'train/') } } }],
    outputDataConfig: { s3OutputLocation: tasks.S3Location.fromBucket(bucket, 'out/') },
  });
  new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(task) });
}

const actionsOf = (stack: Stack) => {
  const role = rolesOf(templateOf(stack), PLACE).find(({ tags }) => tags.RoleType === 'training')!;
  return [...new Set(role.policies.flatMap(({ document }) => document.Statement).flatMap(({ Action }) => Action))].sort();
};
const warningsOf = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('widenedByOthers\\]')).map(({ entry }) => String(entry.data));
const PLAIN = actionsOf(stackWith(() => undefined));

test("a task of Step Functions widens the role, and a warning names the task's statements", () => {
  const stack = stackWith((one, role, bucket) => trainWith(one, role, bucket));
  expect(actionsOf(stack).filter((action) => !PLAIN.includes(action))).toContain('s3:DeleteObject*');
  const [warning, ...others] = warningsOf(stack);
  expect(others).toEqual([]);
  expect(warning).toContain('other constructs add statements to the role, which no validation asks about (');
  expect(warning).toContain('s3:DeleteObject*');
  expect(warning).toContain("pass role.withoutPolicyUpdates() to them, or list what the workload needs in 'additionalPermissions'");
});

test('a task with role.withoutPolicyUpdates() leaves the role as it is', () => {
  const stack = stackWith((one, role, bucket) => trainWith(one, role.withoutPolicyUpdates(), bucket));
  expect(actionsOf(stack)).toEqual(PLAIN);
  expect(warningsOf(stack)).toEqual([]);
  // The task still starts the job with the role itself.
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'))).toContain('"Fn::GetAtt":["Role1ABCC5F0","Arn"]');
});

test('role.withoutPolicyUpdates() drops a grant silently, also that of a key', () => {
  let grant: iam.Grant | undefined;
  const stack = stackWith((one, role) => {
    grant = kms.Key.fromKeyArn(one, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/own').grantDecrypt(role.withoutPolicyUpdates());
  });
  expect(grant!.success).toBe(true);
  expect(actionsOf(stack)).toEqual(PLAIN);
});

test.each<[string, (role: iam.IRole) => void, string]>([
  ['a Sid', (role) => role.addToPrincipalPolicy(new iam.PolicyStatement({ sid: 'Own', actions: ['ssm:GetParameter'], resources: ['*'] })), '(Own: ssm:GetParameter)'],
  ['a Deny', (role) => role.addToPrincipalPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:PutObject'], resources: ['*'] })), '(Deny s3:PutObject)'],
  ['other actions', (role) => role.addToPrincipalPolicy(new iam.PolicyStatement({ notActions: ['iam:*'], resources: ['*'] })), '(all except iam:*)'],
  ['many actions', (role) => role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `sqs:${name}`), resources: ['*'] })),
    '(sqs:a, sqs:b, sqs:c, sqs:d and 2 more actions)'],
  ['many statements', (role) => ['1', '2', '3', '4', '5'].forEach((sid) => role.addToPrincipalPolicy(new iam.PolicyStatement({ sid: `S${sid}`, actions: ['sqs:a'], resources: [`arn:${sid}`] }))),
    '(S1: sqs:a; S2: sqs:a; S3: sqs:a; S4: sqs:a; 1 more statements)'],
])('names a statement with %s', (_, add, shown) => {
  expect(warningsOf(stackWith((__, role) => add(role)))[0]).toContain(shown);
});
