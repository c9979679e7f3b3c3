import { IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { credentialsFailure, identityFailure } from './failures';
import { Unanswered } from './unanswered';
import { IamReader } from '../../core/verdict/iam-reader';
import { CLIENT_CONFIG, ClientReader } from '../../handler/client-reader';
import { UsageError } from '../parser/usage-error';
import { environmentRegion } from '../place/place';

/** Who calls comes first: where AWS cannot be reached, that is known after seconds, not minutes. */
const IDENTITY_ATTEMPTS = 4;

/** What the SDK says of a region that no host has. */
const REFUSED_REGION = /region="(.*)" is not a valid hostname component/s;

/** The SDK's own warnings would stand between the lines of the answer. */
const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Where the caller's credentials and region come from, besides the environment and the shared configuration files. */
export interface ConnectionOptions {
  readonly profile?: string;
  readonly region?: string;
}

/** AWS as the caller reaches it. */
export interface Connection {
  /** The ARN of who calls, as GetCallerIdentity tells it. */
  readonly callerArn: string;
  readonly region: string;
  readonly reader: IamReader;
}

/**
 * Finds the caller's credentials with the standard chain of providers, their region, and who they belong to.
 *
 * @throws UsageError for what the caller can mend, Unanswered for what AWS did not tell
 */
export async function connect({ profile, region: chosen }: ConnectionOptions, signal: AbortSignal): Promise<Connection> {
  if (chosen !== undefined) {
    checkRegion(chosen, '--region');
  }
  if (profile === '') {
    // The SDK would take the credentials of the environment, which are somebody else's.
    throw new UsageError('--profile "" names no profile: give its name, or leave --profile out');
  }
  // The client is a part of the bundle: which releases of Node the next one supports is not for who runs this to mend.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const config = { profile, region: chosen ?? environmentRegion(process.env), logger: SILENT, requestHandler: CLIENT_CONFIG.requestHandler };
  const sts = new STSClient({ ...config, maxAttempts: IDENTITY_ATTEMPTS });
  // Before the region: of a profile that is not there, neither is known, and it is the profile that has to be mended.
  const credentials = sts.config.credentials;
  await inTime(credentials(), signal, (error) => credentialsFailure(error, profile ?? process.env.AWS_PROFILE));
  const region = await knownRegion(() => sts.config.region());
  const { Arn: callerArn } = await inTime(sts.send(new GetCallerIdentityCommand({}), { abortSignal: signal }), signal, identityFailure);
  if (!callerArn) {
    throw new Unanswered('sts:GetCallerIdentity answered without an ARN');
  }
  const iam = new IAMClient({ ...CLIENT_CONFIG, ...config, region, credentials });
  return { callerArn, region, reader: new ClientReader(iam) };
}

async function knownRegion(provide: () => Promise<string>): Promise<string> {
  let region: string;
  try {
    region = await provide();
  } catch (error) {
    const [, refused] = REFUSED_REGION.exec((error as Error).message) ?? [];
    if (refused === undefined) {
      throw new UsageError('there is no region: give one with --region or AWS_REGION, or set it in the profile; '
        + 'IAM is global, but what a role is used for is not');
    }
    region = refused;
  }
  // That of the option is good by now.
  checkRegion(region, ['AWS_REGION', 'AWS_DEFAULT_REGION'].find((name) => process.env[name] === region) ?? "the profile's region");
  return region;
}

function checkRegion(region: string, origin: string): void {
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    throw new UsageError(`${origin} ${JSON.stringify(region)} is no region: use one such as eu-west-1`);
  }
}

/** The outcome of a call, its failure in words, or the end of the time. */
async function inTime<T>(call: Promise<T>, signal: AbortSignal, failure: (error: Error) => Error): Promise<T> {
  const isOver = () => new Unanswered('the time is over (--timeout)');
  const over = new Promise<never>((_, reject) => {
    signal.aborted ? reject(isOver()) : signal.addEventListener('abort', () => reject(isOver()), { once: true });
  });
  const outcome = call.catch((error: Error) => {
    throw signal.aborted ? isOver() : failure(error);
  });
  return Promise.race([outcome, over]);
}
