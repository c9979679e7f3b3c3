import { IAMClient, IAMClientConfig } from '@aws-sdk/client-iam';
import { SYSTEM_CLOCK } from '../../src/core/verdict/clock';
import type { IamReader, PolicyReader } from '../../src/core/verdict/iam-reader';
import { CLIENT_CONFIG, ClientReader } from '../../src/handler/client-reader';
import { CloudFormationCustomResourceEvent, LambdaContext } from '../../src/handler/event';
import { answer } from '../../src/handler/handle';
import { sendResponse } from '../../src/handler/response';
import { OfflineAccount, OfflineRole, OfflineStatement } from '../../testing/offline-iam/endpoint';
import { OfflineReader } from '../../testing/offline-iam/offline-reader';

export const ACCOUNT = '111122223333';
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/team/Trainer`;

/** Lambda's context for a function with the given time. */
export function contextOf(milliseconds: number): LambdaContext {
  return {
    invokedFunctionArn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:validator`,
    logGroupName: 'validator',
    logStreamName: 'stream',
    getRemainingTimeInMillis: () => milliseconds,
  };
}

/** A reader like the function's, for a local endpoint. */
export function localReader(endpoint: string, config: IAMClientConfig = {}): ClientReader {
  const client = new IAMClient({
    ...CLIENT_CONFIG, endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'AKIAOFFLINE', secretAccessKey: 'offline' }, ...config,
  });
  return new ClientReader(client);
}

/** The policies of resources, if each is as it was created. */
export const NO_POLICIES = (): PolicyReader => new OfflineReader({ accountId: ACCOUNT, roles: [] });

/** Runs the function's code with the given reader and time. */
export async function invokeLocally(event: CloudFormationCustomResourceEvent, reader: IamReader, milliseconds: number): Promise<void> {
  const clock = SYSTEM_CLOCK;
  const deadline = clock.now() + milliseconds;
  await sendResponse(event, await answer(event, contextOf(milliseconds), { reader, policies: NO_POLICIES, clock, deadline }), { clock, deadline });
}

const VIA_S3 = 's3.eu-west-1.amazonaws.com';
const OBJECT = 'arn:aws:s3:::own/data/probe';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234`;

/** A question of two groups: two simulations, and more with short pages. */
export const QUESTION = {
  version: 2,
  workload: 'training',
  features: [],
  services: [{ service: 'sagemaker.amazonaws.com' }],
  groups: [
    { actions: ['s3:GetObject', 's3:PutObject'], resources: [OBJECT], certainty: 'concrete', facts: [], assumed: [] },
    {
      actions: ['kms:Decrypt'],
      resources: [KEY],
      certainty: 'concrete',
      facts: [],
      assumed: [{ key: 'kms:ViaService', type: 'string', values: [VIA_S3, 'sagemaker.eu-west-1.amazonaws.com'] }],
    },
  ],
};

/** The properties of a validation in a template. */
export function propertiesOf(request: Record<string, unknown> = {}, role: Record<string, string> = { RoleArn: ROLE_ARN }): Record<string, unknown> {
  return {
    ...role,
    Validation: JSON.stringify({ question: QUESTION, onInvalid: 'fail', onInconclusive: 'warn', propagationTimeout: 0, context: [], ...request }),
  };
}

const document = (...Statement: OfflineStatement[]) => ({ Version: '2012-10-17', Statement });
export const ROLE: OfflineRole = {
  name: 'Trainer',
  path: '/team/',
  trust: document({ Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' }),
  policies: [{
    id: 'Own',
    document: document(
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::own/data/*' },
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY, Condition: { StringEquals: { 'kms:ViaService': VIA_S3 } } },
    ),
  }],
};

export const accountOf = (...roles: OfflineRole[]): OfflineAccount => ({ accountId: ACCOUNT, roles });
/** A role with all permissions of the question. */
export const GOOD = accountOf(ROLE);
/** A trusted role without permissions. */
export const EMPTY = accountOf({ ...ROLE, policies: [] });

/** Captures the log, and keeps it out of the test's output. */
export function captureLog(): { text(): string } {
  const lines: string[] = [];
  const keep = (...values: unknown[]) => {
    lines.push(values.map(String).join(' '));
  };
  (['log', 'warn', 'error', 'info', 'debug'] as const).forEach((method) => jest.spyOn(console, method).mockImplementation(keep));
  return { text: () => lines.join('\n') };
}
