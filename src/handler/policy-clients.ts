import { ECRClient, GetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetPolicyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { asIamFailure } from './failure';
import { PolicyService, PolicyTarget } from '../core/question/policy-targets';
import { PolicyReader } from '../core/verdict/iam-reader';

/** How to call the services. Omitted parts come from the environment. */
export interface PolicyClientConfig {
  readonly region?: string;
  readonly [other: string]: any;
}

interface Call {
  readonly config: PolicyClientConfig;
  readonly arn: string;
  readonly account: string;
  /** The last part of the ARN. */
  readonly resource: string;
  readonly abortSignal: AbortSignal;
}

/** One call for each service. A resource may have no policy: then the result is undefined, or the service has this error. */
const SERVICES: Readonly<Record<PolicyService, { readonly noPolicy?: string; read(call: Call): Promise<string | undefined> }>> = {
  s3: {
    noPolicy: 'NoSuchBucketPolicy',
    read: async ({ config, account, resource, abortSignal }) => (await new S3Client({ ...config, followRegionRedirects: true })
      .send(new GetBucketPolicyCommand({ Bucket: resource, ExpectedBucketOwner: account }), { abortSignal })).Policy,
  },
  s3express: {
    noPolicy: 'NoSuchBucketPolicy',
    // A session is for objects, and needs another permission.
    read: async ({ config, resource, abortSignal }) => (await new S3Client({ ...config, disableS3ExpressSessionAuth: true })
      .send(new GetBucketPolicyCommand({ Bucket: resource.replace('bucket/', '') }), { abortSignal })).Policy,
  },
  kms: {
    read: async ({ config, arn, abortSignal }) => (await new KMSClient(config)
      .send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' }), { abortSignal })).Policy,
  },
  sns: {
    read: async ({ config, arn, abortSignal }) => (await new SNSClient(config)
      .send(new GetTopicAttributesCommand({ TopicArn: arn }), { abortSignal })).Attributes?.Policy,
  },
  sqs: {
    read: async ({ config, arn, account, resource, abortSignal }) => (await new SQSClient({ ...config, useQueueUrlAsEndpoint: false })
      .send(new GetQueueAttributesCommand({ QueueUrl: queueUrl(arn, account, resource), AttributeNames: ['Policy'] }), { abortSignal })).Attributes?.Policy,
  },
  lambda: {
    noPolicy: 'ResourceNotFoundException',
    read: async ({ config, resource, abortSignal }) => {
      const [, FunctionName, Qualifier] = resource.split(':');
      return (await new LambdaClient(config).send(new GetPolicyCommand({ FunctionName, Qualifier }), { abortSignal })).Policy;
    },
  },
  ecr: {
    noPolicy: 'RepositoryPolicyNotFoundException',
    read: async ({ config, account, resource, abortSignal }) => (await new ECRClient(config)
      .send(new GetRepositoryPolicyCommand({ registryId: account, repositoryName: resource.replace('repository/', '') }), { abortSignal })).policyText,
  },
};

/** Reads the policies of resources with the AWS SDK, and nothing else. */
export class PolicyClients implements PolicyReader {
  constructor(private readonly account: string, private readonly config: PolicyClientConfig) {}

  public async readPolicy({ service, arn }: PolicyTarget, signal: AbortSignal): Promise<string | undefined> {
    const [, , , region, account, ...resource] = arn.split(':');
    const { noPolicy, read } = SERVICES[service];
    try {
      const policy = await asIamFailure(signal, () => read({
        config: region === '' ? this.config : { ...this.config, region },
        arn,
        account: account || this.account,
        resource: resource.join(':'),
        abortSignal: signal,
      }));
      return policy || undefined;
    } catch (error) {
      if (noPolicy !== undefined && ((error as Error).cause as Error | undefined)?.name === noPolicy) {
        return undefined;
      }
      throw error;
    }
  }
}

/** The service reads the account and the name from the URL, and not the host. */
function queueUrl(arn: string, account: string, name: string): string {
  const [, partition, , region] = arn.split(':');
  return `https://sqs.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}/${account}/${name}`;
}
