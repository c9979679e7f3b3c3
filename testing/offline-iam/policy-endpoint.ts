import { IncomingMessage } from 'node:http';
import { Answer } from './query-protocol';
import { OfflineAccount } from './simulate';

/** A call that reads the policy of a resource. */
export interface PolicyCall {
  readonly action: string;
  readonly arn: string;
}

/** A call, and how its service answers. */
interface ReadCall extends PolicyCall {
  /** The error for a resource that has no policy. Undefined if the service answers without one. */
  readonly noPolicy?: string;
  policy(text: string | undefined): Answer;
  error(code: string): Answer;
}

const json = (value: unknown, status = 200): Answer => ({ status, body: JSON.stringify(value), contentType: 'application/x-amz-json-1.1' });
const jsonError = (code: string): Answer => ({ ...json({ __type: code, message: 'made to fail' }, 400) });
const xml = (body: string, status = 200): Answer => ({ status, body });

/** The call in a request, if it reads the policy of a resource. */
export function policyCallOf({ method, url = '', headers }: IncomingMessage, body: string, { accountId, partition = 'aws' }: OfflineAccount): ReadCall | undefined {
  const region = /\/\d{8}\/([^/]+)\//.exec(String(headers.authorization))?.[1] ?? 'us-east-1';
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  const [service, operation] = String(headers['x-amz-target'] ?? '').split('.');
  const input = headers['x-amz-target'] ? JSON.parse(body) : {};
  switch (`${service}.${operation}`) {
    case 'TrentService.GetKeyPolicy':
      return { action: 'kms:GetKeyPolicy', arn: input.KeyId, policy: (Policy) => json({ Policy, PolicyName: 'default' }), error: jsonError };
    case 'AmazonSQS.GetQueueAttributes':
      return {
        action: 'sqs:GetQueueAttributes',
        arn: arn('sqs', String(input.QueueUrl).split('/').at(-1)!),
        policy: (Policy) => json(Policy === undefined ? {} : { Attributes: { Policy } }),
        error: jsonError,
      };
    case 'AmazonEC2ContainerRegistry_V20150921.GetRepositoryPolicy':
      return {
        action: 'ecr:GetRepositoryPolicy',
        arn: arn('ecr', `repository/${input.repositoryName}`),
        policy: (policyText) => json({ policyText }),
        error: jsonError,
        noPolicy: 'RepositoryPolicyNotFoundException',
      };
  }
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [, functionName] = /^\/2015-03-31\/functions\/([^/]+)\/policy$/.exec(pathname) ?? [];
  if (functionName) {
    const qualifier = searchParams.get('Qualifier');
    return {
      action: 'lambda:GetPolicy',
      arn: `${arn('lambda', `function:${decodeURIComponent(functionName).split(':').at(-1)}`)}${qualifier ? `:${qualifier}` : ''}`,
      policy: (Policy) => json({ Policy }),
      error: (code) => ({ ...json({ Message: 'made to fail' }, code === 'ResourceNotFoundException' ? 404 : 403), headers: { 'x-amzn-ErrorType': code } }),
      noPolicy: 'ResourceNotFoundException',
    };
  }
  if (method === 'GET' && searchParams.has('policy')) {
    const bucket = pathname.replaceAll('/', '');
    return {
      ...bucket.endsWith('--x-s3') ? { action: 's3express:GetBucketPolicy', arn: arn('s3express', `bucket/${bucket}`) }
        : { action: 's3:GetBucketPolicy', arn: `arn:${partition}:s3:::${bucket}` },
      policy: (text) => ({ status: 200, body: text!, contentType: 'application/json' }),
      error: (code) => xml(`<Error><Code>${code}</Code><Message>made to fail</Message></Error>`, code === 'AccessDenied' ? 403 : 404),
      noPolicy: 'NoSuchBucketPolicy',
    };
  }
  const query = new URLSearchParams(body);
  return query.get('Action') !== 'GetTopicAttributes' ? undefined : {
    action: 'sns:GetTopicAttributes',
    arn: query.get('TopicArn')!,
    policy: (text) => xml('<GetTopicAttributesResponse><GetTopicAttributesResult><Attributes>'
      + `<entry><key>Policy</key><value>${escaped(text ?? '')}</value></entry></Attributes></GetTopicAttributesResult></GetTopicAttributesResponse>`),
    error: (code) => xml(`<ErrorResponse><Error><Code>${code}</Code><Message>made to fail</Message></Error></ErrorResponse>`, 403),
  };
}

/** The policy of a resource, as text. A key has one from its creation on, and other resources have none. */
export function policyIn({ accountId, partition = 'aws', resourcePolicies = {} }: OfflineAccount, arn: string): string | undefined {
  const initial = { Statement: { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${accountId}:root` }, Action: 'kms:*', Resource: '*' } };
  const policy = resourcePolicies[arn] ?? (arn.includes(':kms:') ? initial : undefined);
  return policy === undefined || typeof policy === 'string' ? policy : JSON.stringify(policy);
}

/** Answers a call with the policy in the account. */
export function policyAnswer(call: ReadCall, account: OfflineAccount): Answer {
  const text = policyIn(account, call.arn);
  if (text === 'accessDenied') {
    return call.error(call.action.startsWith('s3') ? 'AccessDenied' : call.action.startsWith('sns') ? 'AuthorizationError' : 'AccessDeniedException');
  }
  return text === undefined && call.noPolicy !== undefined ? call.error(call.noPolicy) : call.policy(text);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
