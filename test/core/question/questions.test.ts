import nameCases from './name-cases.json';
import cases from './question-cases.json';
import serviceCases from './service-cases.json';
import type { Grant } from '../../../src/core/grant/grant';
import type { BucketScope, WorkloadScope } from '../../../src/core/grant/workload';
import { connectQuestion } from '../../../src/core/question/caller-question';
import { contextTypeOf } from '../../../src/core/question/context-types';
import { questionGroups, workloadQuestion } from '../../../src/core/question/questions';

const ENVIRONMENT = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

const grantOf = (grant: object) => ({ namedResources: [], exactTargets: [], ...grant }) as unknown as Grant;

test.each(cases)('$name', ({ grants, groups, workload = 'training', features = [], assumed = [], buckets }) => {
  const asked = questionGroups(grants.map(grantOf), ENVIRONMENT, {
    name: workload, features, assumed: new Set(assumed), buckets: buckets as unknown as readonly BucketScope[],
  });
  expect(asked.map(({ patterns, ...group }) => group)).toEqual(groups);
});

test.each([
  ['a bucket', ['arn:aws:s3:::own/*', 'arn:aws:s3:::own'], ['arn:aws:s3:::own/*']],
  ['a pattern that stands twice', ['arn:aws:s3:::own/*', 'arn:aws:s3:::own/*'], ['arn:aws:s3:::own/*']],
  ['two prefixes', ['arn:aws:s3:::own/in/*', 'arn:aws:s3:::own/out-*'], ['arn:aws:s3:::own/in/*', 'arn:aws:s3:::own/out-*']],
  ['repositories of any account', ['arn:aws:ecr:*:*:repository/*'], ['arn:aws:ecr:*:*:repository/*']],
  ['a bucket that only the deployment knows', ['${Token[Bucket.Arn.1]}/in:*/*'], ['${Token[Bucket.Arn.1]}/in:*/*']],
  ['all resources', ['*'], undefined],
  ['an object', ['arn:aws:s3:::own/x'], undefined],
])('keeps the patterns that resources are samples of: %s', (_, resources, patterns) => {
  const groups = questionGroups([grantOf({ actions: ['s3:GetObject'], resources })], ENVIRONMENT, { name: 'training', features: [], assumed: new Set() });
  expect(groups.flatMap((group) => group.patterns ?? [])).toEqual(patterns ?? []);
});

test('asks which services can assume the role, and about every action of the workload', () => {
  const question = workloadQuestion({ roleType: 'bedrock', minimal: true, buckets: [] }, ENVIRONMENT);
  expect(question).toMatchObject({ version: 2, workload: 'bedrock', features: [], services: [{ service: 'bedrock.amazonaws.com' }] });
  expect(question.groups.length).toBeGreaterThan(0);
});

test.each(serviceCases)('$name', ({ workload, services }) => {
  expect(workloadQuestion(workload as WorkloadScope, ENVIRONMENT).services).toEqual(services);
});

test('asks about the log group of the role type, with the facts of its buckets', () => {
  const bucket = { arn: 'arn:aws:s3:::own', prefix: '', read: true, write: true, owner: '444455556666' };
  const { groups } = workloadQuestion({ roleType: 'serving', minimal: true, buckets: [bucket] }, ENVIRONMENT);
  expect(groups.filter(({ actions }) => actions.includes('logs:CreateLogGroup')).flatMap(({ resources }) => resources))
    .toEqual(['arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/Endpoints/probe:log-stream:']);
  expect(groups.filter(({ actions }) => actions.includes('s3:GetObject')).flatMap(({ facts }) => facts))
    .toContainEqual({ key: 'aws:ResourceAccount', type: 'string', values: ['444455556666'] });
});

test('asks about the role itself where the workload passes it', () => {
  const { groups } = workloadQuestion({ roleType: 'pipeline', minimal: true, features: ['pass_role'] }, ENVIRONMENT);
  expect(groups.filter(({ actions }) => actions.includes('iam:PassRole')).flatMap(({ resources }) => resources)).toContain('{role}');
});

test.each(nameCases)('asks about SageMaker resources of $name', ({ workload, asked, certainty }) => {
  const { groups } = workloadQuestion(workload, ENVIRONMENT);
  const found = groups.filter(({ actions }) => actions.includes('sagemaker:StartPipelineExecution') || actions.includes('sagemaker:CreateTrainingJob'));
  expect(found.flatMap(({ resources }) => resources).sort()).toEqual(asked);
  expect([...new Set(found.map((group) => group.certainty))]).toEqual([certainty]);
});

test('a prefix of names states no feature', () => {
  const { groups } = workloadQuestion({ roleType: 'training', resourceNamePrefix: 'team-' }, ENVIRONMENT);
  const jobs = groups.filter(({ actions }) => actions.includes('sagemaker:CreateTrainingJob'));
  expect(jobs.map(({ assumption }) => assumption)).toEqual([{ feature: 'training_jobs' }]);
});

test('asks about a caller without any service', () => {
  expect(connectQuestion([grantOf({ actions: ['eks:DescribeCluster'], resources: ['arn:aws:eks:eu-west-1:111122223333:cluster/x'] })], ENVIRONMENT)).toEqual({
    version: 2,
    workload: 'hyperpod_connect',
    features: [],
    services: [],
    groups: [{ actions: ['eks:DescribeCluster'], resources: ['arn:aws:eks:eu-west-1:111122223333:cluster/x'], certainty: 'concrete', facts: [], assumed: [] }],
  });
});

test.each([
  ['aws:SourceVpc', ['true'], 'boolean'], ['aws:SourceVpc', ['false', 'true'], 'boolean'], ['aws:SourceVpc', ['True'], 'string'], ['aws:SourceVpc', ['true', 'maybe'], 'string'],
  ['aws:SourceVpc', ['vpc-1'], 'string'], ['aws:SourceVpc', ['vpc-1', 'vpc-2'], 'string'], ['aws:TagKeys', ['team', 'cost'], 'stringList'],
  ['AWS:tagkeys', ['team'], 'stringList'], ['sagemaker:VpcSubnets', ['subnet-1', 'subnet-2'], 'stringList'],
])('gives %s with the values %j the type %s', (key, values, type) => {
  expect(contextTypeOf(key, values)).toBe(type);
});
