import { IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { credentialsFailure, identityFailure } from './failures';
import { Unanswered } from './unanswered';
import { IamReader } from '../../core/verdict/iam-reader';
import { CLIENT_CONFIG, ClientReader } from '../../handler/client-reader';
import { UsageError } from '../parser/usage-error';
import { environmentRegion } from '../place/place';

/** Few, because this is the first call: without a network, the command ends after seconds, not minutes. */
const IDENTITY_ATTEMPTS = 4;

/** The SDK's error for a Region that can't be a part of a host name. */
const REFUSED_REGION = /region="(.*)" is not a valid hostname component/s;

/** The SDK's warnings would appear between the lines of the result. */
const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** The source of credentials and Region, in addition to the environment and the shared configuration files. */
export interface ConnectionOptions {
  readonly profile?: string;
  readonly region?: string;
}

/** The caller's connection to AWS. */
export interface Connection {
  /** The ARN of the caller, from GetCallerIdentity. */
  readonly callerArn: string;
  readonly region: string;
  readonly reader: IamReader;
  /** The configuration of the caller's other clients. */
  readonly config: object;
}

/**
 * Finds the caller's credentials with the standard chain of providers, their Region and their identity.
 *
 * @throws UsageError for an error that the caller can fix, Unanswered if AWS did not answer
 */
export async function connect({ profile, region: chosen }: ConnectionOptions, signal: AbortSignal): Promise<Connection> {
  if (chosen !== undefined) {
    checkRegion(chosen, '--region');
  }
  if (profile === '') {
    // The SDK would use the credentials of the environment instead.
    throw new UsageError('--profile "" is not a profile: use its name, or omit --profile');
  }
  // The client is a part of the bundle, so the user can't act on the warning that a later client needs a newer Node.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const config = { profile, region: chosen ?? environmentRegion(process.env), logger: SILENT, requestHandler: CLIENT_CONFIG.requestHandler };
  const sts = new STSClient({ ...config, maxAttempts: IDENTITY_ATTEMPTS });
  // Before the Region: an unknown profile has neither, and the user has to fix the profile.
  const credentials = sts.config.credentials;
  await inTime(credentials(), signal, (error) => credentialsFailure(error, profile ?? process.env.AWS_PROFILE));
  const region = await knownRegion(() => sts.config.region());
  const { Arn: callerArn } = await inTime(sts.send(new GetCallerIdentityCommand({}), { abortSignal: signal }), signal, identityFailure);
  if (!callerArn) {
    throw new Unanswered('sts:GetCallerIdentity answered without an ARN');
  }
  const clientConfig = { ...CLIENT_CONFIG, ...config, region, credentials };
  return { callerArn, region, reader: new ClientReader(new IAMClient(clientConfig)), config: clientConfig };
}

async function knownRegion(provide: () => Promise<string>): Promise<string> {
  let region: string;
  try {
    region = await provide();
  } catch (error) {
    const [, refused] = REFUSED_REGION.exec((error as Error).message) ?? [];
    if (refused === undefined) {
      throw new UsageError('there is no Region: use --region or AWS_REGION, or set it in the profile. '
        + 'IAM is global, but the resources of a workload are not');
    }
    region = refused;
  }
  // The option was checked before.
  checkRegion(region, ['AWS_REGION', 'AWS_DEFAULT_REGION'].find((name) => process.env[name] === region) ?? "the profile's region");
  return region;
}

function checkRegion(region: string, origin: string): void {
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    throw new UsageError(`${origin} ${JSON.stringify(region)} is not a Region: use one such as eu-west-1`);
  }
}

/** The result of a call, unless it fails or runs out of time. */
async function inTime<T>(call: Promise<T>, signal: AbortSignal, failure: (error: Error) => Error): Promise<T> {
  const isOver = () => new Unanswered('the command ran out of time (--timeout)');
  const over = new Promise<never>((_, reject) => {
    signal.aborted ? reject(isOver()) : signal.addEventListener('abort', () => reject(isOver()), { once: true });
  });
  const outcome = call.catch((error: Error) => {
    throw signal.aborted ? isOver() : failure(error);
  });
  return Promise.race([outcome, over]);
}
