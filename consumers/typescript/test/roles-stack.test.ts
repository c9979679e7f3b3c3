import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketAccess, SageMakerExecutionRole, SageMakerExecutionRoleProps, SageMakerFeature, SageMakerRoleType } from 'cdk-sagemaker-execution-role';
import { rolesApp } from '../src/roles-app';

const messages: Record<string, string> = JSON.parse(readFileSync('../bad-input.json', 'utf8'));
const { template } = rolesApp().synth().getStackByName('Roles');
const resources: [string, any][] = Object.entries(template.Resources);

function ofType(type: string): [string, any][] {
  return resources.filter(([, resource]) => resource.Type === type);
}

test('synthesizes the program of README.md', () => {
  const readme = JSON.parse(readFileSync('../synthesized/readme/Team.template.json', 'utf8'));
  assert.deepEqual(Object.entries<any>(readme.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role').map(([id]) => id.slice(0, -8)), ['TrainingRole']);
});

test('creates a role for each workload, and one for the validation', () => {
  assert.deepEqual(ofType('AWS::IAM::Role').map(([id]) => id.replace(/[0-9A-F]{8}$/, '')).sort(),
    ['PipelineRole', 'SageMakerRoleValidationRole', 'ServingRole', 'TrainingRole']);
});

test('lets the training role read one bucket and write to the other', () => {
  const [[, policy]] = ofType('AWS::IAM::ManagedPolicy').filter(([id]) => id.startsWith('TrainingRole'));
  const on = (action: string) => JSON.stringify(policy.Properties.PolicyDocument.Statement
    .filter(({ Action }: { Action: string | string[] }) => [Action].flat().includes(action))
    .map(({ Resource }: { Resource: unknown }) => Resource));
  assert.match(on('s3:GetObject'), /Models.*\/candidates\/\*.*Data.*\/training\/\*/);
  assert.match(on('s3:PutObject'), /Models.*\/candidates\/\*/);
  assert.doesNotMatch(on('s3:PutObject'), /Data/);
});

test('validates the existing role before the pipeline role may pass it', () => {
  const [[validation, { Properties }]] = ofType('Custom::SageMakerRoleValidation');
  assert.equal(Properties.RoleArn, 'arn:aws:iam::111122223333:role/ml-platform/pretraining');
  assert.deepEqual(template.Outputs.PlatformRoleArn.Value, { 'Fn::GetAtt': [validation, 'RoleArn'] });
  assert.match(JSON.stringify(ofType('AWS::IAM::ManagedPolicy')), new RegExp(`{"Fn::GetAtt":\\["${validation}","RoleArn"\\]}`));
});

const BAD_INPUT: Record<string, (stack: Stack) => SageMakerExecutionRoleProps> = {
  noBucket: () => ({ roleType: SageMakerRoleType.TRAINING, buckets: [] }),
  unusedFunctions: (stack) => ({
    roleType: SageMakerRoleType.PIPELINE, functions: [lambda.Function.fromFunctionName(stack, 'Function', 'step')],
  }),
  foreignFeature: () => ({ roleType: SageMakerRoleType.BEDROCK, minimal: true, features: [SageMakerFeature.LINEAGE] }),
  wildcardPrefix: (stack) => ({
    roleType: SageMakerRoleType.TRAINING, buckets: [BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket'), 'data/*')],
  }),
};

test('has a case for every message', () => {
  assert.deepEqual(Object.keys(BAD_INPUT).sort(), Object.keys(messages).sort());
});

for (const [name, props] of Object.entries(BAD_INPUT)) {
  test(`rejects bad input with its message: ${name}`, () => {
    const stack = new Stack(new App(), 'Roles');
    assert.throws(() => new SageMakerExecutionRole(stack, 'Role', props(stack)), { message: messages[name] });
  });
}
