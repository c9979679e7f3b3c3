import { PolicyService } from '../../src/core/question/policy-targets';
import { IamFailure } from '../../src/core/verdict/iam-reader';
import { PolicyClients } from '../../src/handler/policy-clients';
import { IamEndpoint, startIamEndpoint } from '../../testing/offline-iam/endpoint';

const ACCOUNT = '111122223333';
const POLICY = { Version: '2012-10-17', Statement: [{ Sid: '"<&>"', Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }] };

/** A resource of each service, the action that reads its policy, and whether a resource without a policy has none. */
const RESOURCES: readonly [PolicyService, string, string, string | undefined][] = [
  ['s3', 'arn:aws:s3:::data', 's3:GetBucketPolicy', undefined],
  ['s3express', `arn:aws:s3express:eu-west-1:${ACCOUNT}:bucket/data--euw1-az1--x-s3`, 's3express:GetBucketPolicy', undefined],
  ['kms', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234`, 'kms:GetKeyPolicy', 'kms:*'],
  ['sns', `arn:aws:sns:eu-central-1:${ACCOUNT}:done`, 'sns:GetTopicAttributes', undefined],
  ['sqs', `arn:aws:sqs:eu-central-1:${ACCOUNT}:callbacks`, 'sqs:GetQueueAttributes', undefined],
  ['lambda', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:reward`, 'lambda:GetPolicy', undefined],
  ['lambda', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:reward:live`, 'lambda:GetPolicy', undefined],
  ['ecr', `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/team/training`, 'ecr:GetRepositoryPolicy', undefined],
];

let endpoint: IamEndpoint | undefined;
afterEach(() => endpoint?.close());

async function read(service: PolicyService, arn: string, resourcePolicies: Record<string, object | string> = {}) {
  endpoint = await startIamEndpoint({ account: { accountId: ACCOUNT, roles: [], resourcePolicies } });
  const clients = new PolicyClients(ACCOUNT, {
    region: 'eu-west-1', endpoint: endpoint.url, credentials: { accessKeyId: 'AKIAOFFLINE', secretAccessKey: 'offline' }, maxAttempts: 1,
  });
  return clients.readPolicy({ service, arn }, new AbortController().signal);
}

describe.each(RESOURCES)('the policy of a resource of %s, %s', (service, arn, action, initial) => {
  test('is read with one call for exactly this resource', async () => {
    const text = await read(service, arn, { [arn]: POLICY });
    expect(JSON.parse(text!)).toEqual(POLICY);
    expect(endpoint!.policyCalls).toEqual([{ action, arn }]);
    expect(endpoint!.calls).toEqual([]);
  });

  test('may not exist', async () => {
    const text = await read(service, arn);
    expect(initial === undefined ? text || undefined : JSON.parse(text!).Statement.Action).toEqual(initial);
  });

  test('may not be readable', async () => {
    const failure = await read(service, arn, { [arn]: 'accessDenied' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(IamFailure);
    expect(failure).toMatchObject({ kind: 'ACCESS_DENIED', message: expect.stringMatching(/^(AccessDenied|AuthorizationError)/) });
  });
});

test('asks for buckets of the account only', async () => {
  const requests: string[] = [];
  const clients = new PolicyClients(ACCOUNT, {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAOFFLINE', secretAccessKey: 'offline' },
    requestHandler: {
      handle: async ({ headers }: { headers: Record<string, string> }) => {
        requests.push(headers['x-amz-expected-bucket-owner']);
        throw new Error('made to fail');
      },
    },
    maxAttempts: 1,
  });
  await expect(clients.readPolicy({ service: 's3', arn: 'arn:aws:s3:::data' }, new AbortController().signal)).rejects.toThrow('made to fail');
  expect(requests).toEqual([ACCOUNT]);
});
