import { devNull } from 'os';
import { IamEndpoint, IamEndpointOptions, OfflineAccount, OfflineRole, OfflineStatement, startIamEndpoint } from '../../../testing/offline-iam/endpoint';

export const ACCOUNT = '111122223333';
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/team/Trainer`;
/** A session of the role. Its ARN has no path. */
export const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/Trainer/session`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/own-key`;

/** A training job with its own bucket and key, and the permissions that it takes. */
export const WORKLOAD = ['--type', 'training', '--minimal', '--bucket', 'own-bucket', '--key', 'own-key'];
export const document = (...Statement: OfflineStatement[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string[], Resource: string): OfflineStatement => ({ Effect: 'Allow', Action, Resource });
export const WRITING = allow(['s3:PutObject'], 'arn:aws:s3:::own-bucket/*');
export const READING = [
  allow(['s3:GetObject'], 'arn:aws:s3:::own-bucket/*'),
  allow(['s3:ListBucket', 's3:GetBucketLocation'], 'arn:aws:s3:::own-bucket'),
  allow(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], KEY),
  allow(['cloudwatch:PutMetricData', 'ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer'], '*'),
  allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/sagemaker/*`),
];

/** A role that can run the workload. */
export const TRAINER: OfflineRole = {
  name: 'Trainer',
  path: '/team/',
  trust: document({ Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' }),
  policies: [{ id: 'Own', document: document(...READING, WRITING) }],
};
/** The same role without write access to the bucket. */
export const READER: OfflineRole = { ...TRAINER, policies: [{ id: 'Own', document: document(...READING) }] };

export const accountOf = (...roles: OfflineRole[]): OfflineAccount => ({ accountId: ACCOUNT, roles });

/** No credentials, no Region, no configuration of the developer, and no instance metadata. */
export const NOTHING = { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull };
export const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIAOFFLINE', AWS_SECRET_ACCESS_KEY: 'offline' };

let endpoints: IamEndpoint[] = [];
afterEach(async () => {
  await Promise.all(endpoints.map((endpoint) => endpoint.close()));
  endpoints = [];
});

/** An endpoint of IAM and STS, and the environment of a caller of it; it ends with the test. */
export async function startAws(options: Partial<IamEndpointOptions> = {}): Promise<IamEndpoint & { readonly env: Record<string, string> }> {
  const endpoint = await startIamEndpoint({ account: accountOf(TRAINER), caller: SESSION_ARN, ...options });
  endpoints.push(endpoint);
  const { url } = endpoint;
  return { ...endpoint, env: { ...NOTHING, ...CREDENTIALS, AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: url } };
}

/** How often each action was called. */
export function countsOf({ calls }: IamEndpoint): Record<string, number> {
  return calls.reduce<Record<string, number>>((counts, { action }) => ({ ...counts, [action]: (counts[action] ?? 0) + 1 }), {});
}
