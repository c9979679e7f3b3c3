import { callerActions, callerGrants, callerStatements, connectGrants } from '../../../src/core/grant/callers';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const ROLE = 'arn:aws:iam::111122223333:role/own';

test('no call of AWS starts a job on a HyperPod cluster', () => {
  expect(callerStatements({ roleType: 'hyperpod' })).toEqual([]);
  expect(callerGrants({ roleType: 'hyperpod' }, PLACE, ROLE)).toEqual([]);
});

test('a caller starts the work of the role type, and passes only the role', () => {
  const granted = callerGrants({ roleType: 'image' }, PLACE, ROLE);
  expect(granted.map(({ sid }) => sid)).toEqual(['CreateImages', 'CreateImageVersions', 'TagWhileCreating', 'ListImages', 'PassExecutionRole']);
  expect(granted.find(({ sid }) => sid === 'PassExecutionRole')).toMatchObject({
    actions: ['iam:PassRole'], resources: [ROLE], namesRole: false, conditions: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
  });
  expect(callerActions({ roleType: 'image' })).toContain('sagemaker:CreateImageVersion');
});

test('a feature adds what its callers need', () => {
  const actions = (features: string[]) => callerActions({ roleType: 'serving', minimal: true, features });
  expect(actions(['batch_transform'])).toContain('sagemaker:CreateTransformJob');
  expect(actions([])).not.toContain('sagemaker:CreateTransformJob');
});

test('a caller that connects to HyperPod may describe the clusters that it lists', () => {
  const cluster = 'arn:aws:sagemaker:eu-west-1:111122223333:cluster/own';
  const granted = connectGrants({ hyperPodClusters: [cluster] }, PLACE);
  expect(granted.find(({ actions }) => actions.includes('sagemaker:DescribeCluster'))!.resources).toEqual([cluster]);
});
