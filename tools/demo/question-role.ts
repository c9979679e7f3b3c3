import { decide, Decision, Request } from '../../testing/offline-iam/engine';
import { TemplateRole } from '../../testing/offline-iam/template-roles';

export interface Answer {
  readonly what: string;
  readonly expected: Decision;
  readonly decision: Decision;
}

interface Question {
  readonly what: string;
  readonly expected: Decision;
  readonly request: Request;
}

const regional = (service: string, rest: string, account = '111122223333') => `arn:aws:${service}:eu-west-1:${account}:${rest}`;

/** Asks an offline IAM engine about the requests of the role's job, and about requests that it must deny. */
export async function questionRole(role: TemplateRole): Promise<Answer[]> {
  const questions = [...OWN_REQUESTS[role.tags.RoleType](resourcesOf(role)), ...foreignRequests(resourcesOf(role))];
  return Promise.all(questions.map(async ({ what, expected, request }) => ({ what, expected, decision: await decide(role, request) })));
}

interface Resources {
  readonly bucket: string;
  readonly key: string;
  readonly self: string;
}

/** The bucket and the key that the role's policies name. */
function resourcesOf({ arn, policies }: TemplateRole): Resources {
  const resources = policies.flatMap(({ document }) => document.Statement).flatMap(({ Resource }) => Resource!);
  const find = (pattern: RegExp) => resources.map((resource) => pattern.exec(resource)?.[0]).find((match) => match)!;
  return { bucket: find(/^arn:aws:s3:::bucket[^/*]*/), key: find(/^arn:aws:kms:.*$/), self: arn };
}

const own = (what: string, action: string, resource: string, context?: Request['context']): Question =>
  ({ what, expected: 'allowed', request: { action, resource, context } });

const OWN_REQUESTS: Readonly<Record<string, (resources: Resources) => Question[]>> = {
  training: ({ bucket, key }) => [
    own('reads its training data', 's3:GetObject', `${bucket}/data/train.csv`),
    own('lists its training data', 's3:ListBucket', bucket, { 's3:prefix': 'data/' }),
    own('writes its model', 's3:PutObject', `${bucket}/models/model.tar.gz`),
    own('decrypts its data', 'kms:Decrypt', key),
    own('writes its logs', 'logs:PutLogEvents', regional('logs', 'log-group:/aws/sagemaker/TrainingJobs:log-stream:job/algo-1')),
    own('pulls its image from AWS', 'ecr:BatchGetImage', regional('ecr', 'repository/pytorch-training')),
    own('ends a run in MLflow', 'sagemaker-mlflow:UpdateRun', regional('sagemaker', 'mlflow-tracking-server/team')),
  ],
  serving: ({ bucket, key }) => [
    own('reads its model', 's3:GetObject', `${bucket}/models/model.tar.gz`),
    own('decrypts its model', 'kms:Decrypt', key),
    own('writes its results', 's3:PutObject', `${bucket}/answers/1`),
    own('writes its logs', 'logs:CreateLogStream', regional('logs', 'log-group:/aws/sagemaker/Endpoints/forecast:log-stream:AllTraffic/i-1')),
  ],
  pipeline: ({ bucket, self }) => [
    own('starts a training step', 'sagemaker:CreateTrainingJob', regional('sagemaker', 'training-job/pipelines-abc-Train')),
    own('reads the status of a processing step', 'sagemaker:DescribeProcessingJob', regional('sagemaker', 'processing-job/pipelines-abc-Prepare')),
    own('passes itself to a step', 'iam:PassRole', self, { 'iam:PassedToService': 'sagemaker.amazonaws.com' }),
    own('writes its artifacts', 's3:PutObject', `${bucket}/pipeline/out`),
  ],
  feature_store: ({ bucket }) => [
    own('writes a record', 'sagemaker:PutRecord', regional('sagemaker', 'feature-group/customers')),
    own('writes the offline store', 's3:PutObject', `${bucket}/features/part-0.parquet`),
    own('updates the catalog of the offline store', 'glue:UpdateTable', regional('glue', 'table/sagemaker_featurestore/sales')),
    own('reads a table of its database', 'glue:GetTable', regional('glue', 'table/sales/orders')),
  ],
  bedrock: ({ bucket, key }) => [
    own('reads the model', 's3:GetObject', `${bucket}/models/model.safetensors`),
    own('decrypts the model', 'kms:Decrypt', key),
    own('imports from the model registry', 'sagemaker:AccessModelPackage', regional('sagemaker', 'model-package/sales-forecast/1')),
  ],
  hyperpod: ({ bucket, key }) => [
    own('reads its data', 's3:GetObject', `${bucket}/data/train.csv`),
    own('writes its checkpoint', 's3:PutObject', `${bucket}/checkpoints/1`),
    own('encrypts its checkpoint', 'kms:GenerateDataKey', key),
    own('publishes its metrics', 'cloudwatch:PutMetricData', '*'),
  ],
  model_evaluation: ({ bucket }) => [
    own('writes its results', 's3:PutObject', `${bucket}/evaluation/results.json`),
    own('invokes a foundation model', 'bedrock:InvokeModel', 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-pro-v1:0'),
    own('starts an evaluation as a pipeline', 'sagemaker:StartPipelineExecution', regional('sagemaker', 'pipeline/evaluate')),
  ],
};

function foreignRequests({ bucket, self }: Resources): Question[] {
  const foreign = (what: string, action: string, resource: string, more: Partial<Request> = {}): Question =>
    ({ what, expected: 'denied', request: { action, resource, ...more } });
  return [
    foreign('reads a foreign bucket of the account', 's3:GetObject', 'arn:aws:s3:::payroll/salaries.csv'),
    foreign('writes a foreign bucket of the account', 's3:PutObject', 'arn:aws:s3:::payroll/salaries.csv'),
    foreign('reads a bucket of a foreign account', 's3:GetObject', 'arn:aws:s3:::elsewhere/data', { resourceAccount: '444455556666' }),
    foreign('decrypts with a foreign key of the account', 'kms:Decrypt', regional('kms', 'key/payroll')),
    foreign('decrypts with a key of a foreign account', 'kms:Decrypt', regional('kms', 'key/elsewhere', '444455556666'), { resourceAccount: '444455556666' }),
    foreign('deletes its own data', 's3:DeleteObject', `${bucket}/data/train.csv`),
    foreign('passes itself to Lambda', 'iam:PassRole', self, { context: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
    foreign('creates a role (iam:CreateRole)', 'iam:CreateRole', 'arn:aws:iam::111122223333:role/admin'),
  ];
}
