'use strict';

// Plain JavaScript, so that plain Node measures the compiled package, without what runs TypeScript.
const { App, Stack } = require('aws-cdk-lib');
const iam = require('aws-cdk-lib/aws-iam');
const kms = require('aws-cdk-lib/aws-kms');
const s3 = require('aws-cdk-lib/aws-s3');
const { BucketAccess, SageMakerExecutionRole, SageMakerRoleType } = require('../../lib');

/** A stack may have 500 resources, and a role is up to four. */
const ROLES_PER_STACK = 100;

/** For each kind of role, a function that adds one to a stack. Everything that should not be measured is done before. */
const variants = {
  byHand: () => writtenRole(iam.Role),

  // The floor of every construct for roles.
  subclass: () => writtenRole(require('./subclass.cjs').EmptyRole),

  ours: () => (stack, id, { bucket, key }) => new SageMakerExecutionRole(stack, id, {
    roleType: SageMakerRoleType.TRAINING,
    buckets: [BucketAccess.readWrite(bucket)],
    encryptionKeys: [key],
  }),

  // The role of most tutorials. It has no statements, and far more permissions.
  fullAccess: () => (stack, id) => new iam.Role(stack, id, {
    assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com'),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonSageMakerFullAccess')],
  }),
};

function writtenRole(Role) {
  const policiesOf = writtenPolicies();
  return (stack, id) => {
    const role = new Role(stack, id, {
      assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
      description: 'Execution role of SageMaker (training), made by cdk-sagemaker-execution-role',
      managedPolicies: policiesOf(stack).map((statements, index) => new iam.ManagedPolicy(stack, `${id}Policy${index || ''}`, {
        statements: statements.map((statement) => new iam.PolicyStatement(statement)),
      })),
    });
    // Rather than Tags.of(…), whose aspects would make the comparison easier for us.
    role.node.defaultChild.tags.setTag('CreatedBy', 'cdk-sagemaker-execution-role');
    role.node.defaultChild.tags.setTag('RoleType', 'training');
    return role;
  };
}

/** An app of roles; those of a stack share a bucket and a key. */
function appOf(addRole, count, outdir) {
  const app = new App({ outdir });
  for (let first = 0; first < count; first += ROLES_PER_STACK) {
    const stack = new Stack(app, `Roles${first}`);
    const workload = workloadIn(stack);
    for (let index = first; index < Math.min(count, first + ROLES_PER_STACK); index++) {
      addRole(stack, `Role${index}`, workload);
    }
  }
  return app;
}

function workloadIn(stack) {
  return {
    bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'example-data'),
    key: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab'),
  };
}

/** A function that returns the statements of each policy of our role, as source that a person might write: object and template literals. */
function writtenPolicies() {
  const stack = new Stack();
  const policies = variants.ours()(stack, 'Role', workloadIn(stack)).node.children
    .filter((child) => child instanceof iam.ManagedPolicy)
    .map(({ document }) => document.toJSON().Statement.map(({ Sid, Action, Resource, Condition }) => ({
      sid: Sid,
      actions: [Action].flat(),
      resources: [Resource].flat(),
      conditions: Condition,
    })));
  const source = JSON.stringify(policies)
    .replace(/"([^"]*\$\{Token\[[^"]*)"/g, '`$1`')
    .replaceAll(stack.partition, '${stack.partition}')
    .replaceAll(stack.region, '${stack.region}')
    .replaceAll(stack.account, '${stack.account}');
  return new Function('stack', `return ${source};`);
}

module.exports = { variants, appOf };
