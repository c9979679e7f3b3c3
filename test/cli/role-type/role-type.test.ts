import { operationRoles } from '../../../src/core/grant/data/operation-data';
import { runInProcess } from '../run-in-process';

const textOf = async (operation: string) => (await runInProcess(['role-type', operation])).stdout;

test('names the role type, what the request calls for, and the page', async () => {
  expect(await textOf('CreateTrainingJob')).toEqual(`CreateTrainingJob.RoleArn: training
  with  VpcConfig: add --feature vpc, and set --vpc
  with  ResourceConfig.VolumeKmsKeyId: add --feature volume-encryption, and set
        --key
  with  OutputDataConfig.KmsKeyId: set --key
  with  AlgorithmSpecification.AlgorithmName: add --feature algorithms
  with  MlflowConfig: add --feature mlflow
  with  ModelPackageConfig: add --feature model-registry
  page  https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createtrainingjob-perms
  next  sagemaker-role actions training --minimal
`);
});

test('adds the features that an operation always needs', async () => {
  expect(await textOf('create-model-package')).toMatch(/^ {2}add {3}--feature batch-transform$[^]*actions serving --minimal --feature batch-transform$/m);
});

test('an operation without a role needs the role of another one', async () => {
  const text = await textOf('CreateTransformJob');
  expect(text).toMatch(/^CreateTransformJob works with the role of CreateModel or CreateEndpointConfig:\n {2}serving\n {2}add {3}--feature batch-transform\n/);
  expect(text).toContain('  with  TransformOutput.KmsKeyId: set --key\n');
});

test('an operation that changes something needs what its creation calls for', async () => {
  expect(await textOf('bedrock:UpdateMarketplaceModelEndpoint')).toContain('with  CreateMarketplaceModelEndpoint.endpointConfig.sageMaker.vpc: add\n        --feature vpc, and set --vpc\n');
});

test('says why no role type is for an operation', async () => {
  expect(await textOf('CreateProject')).toEqual(`CreateProject.TemplateProviders[].CfnTemplateProvider.RoleARN: no role type
  note  AWS CloudFormation assumes it to launch the template of the project.
  page  https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CfnCreateTemplateProvider.html
`);
});

test('writes JSON', async () => {
  const { stdout } = await runInProcess(['role-type', 'CreateModelInvocationJob', '--json']);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    service: 'bedrock',
    operation: 'CreateModelInvocationJob',
    roles: [{
      members: ['roleArn'],
      roleType: 'bedrock',
      features: ['batch-inference'],
      needs: [
        { if: ['vpcConfig'], feature: 'vpc', property: 'network' },
        { if: ['outputDataConfig.s3OutputDataConfig.s3EncryptionKeyId'], property: 'encryptionKeys' },
      ],
      page: 'https://docs.aws.amazon.com/bedrock/latest/userguide/batch-iam-sr.html',
    }],
  });
});

test.each(operationRoles().map(({ service, operation }) => [`${service}:${operation}`]))('answers for %s', async (operation) => {
  const { status, stdout } = await runInProcess(['role-type', operation]);
  expect(status).toEqual(0);
  expect(stdout).toMatch(/:\s+(no role type|[a-z-]+)\n[^]* {2}page {2}https:/);
  // A command of the answer works.
  for (const [, command] of stdout.matchAll(/^ {2}next {2}sagemaker-role (.*)$/gm)) {
    expect((await runInProcess(command.split(' '))).status).toEqual(0);
  }
});

test.each([
  ['CreateTraining', 'the operation "CreateTraining" takes no role, or doesn\'t exist: use CreateTrainingJob'],
  ['CreatePipelin', 'the operation "CreatePipelin" takes no role, or doesn\'t exist: use CreatePipeline'],
  ['DeleteEverything', 'the operation "DeleteEverything" takes no role, or doesn\'t exist: use one that takes a role, such as CreateTrainingJob'],
])('rejects %s', async (typed, error) => {
  expect(await runInProcess(['role-type', typed])).toEqual({ status: 64, stdout: '', stderr: `error: ${error}\n` });
});
