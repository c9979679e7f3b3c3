import { Environment } from '../../core/grant/workload';
import { checkSamePartition } from '../../core/iam/partitions';
import { asUsage, UsageError } from '../parser/usage-error';

/** A kind of thing that is given by its name, or by its ARN. */
interface Kind {
  readonly option: string;
  /** What it is called in an error. */
  readonly what: string;
  readonly service: string;
  readonly name: RegExp;
  /** The most characters that a name has. */
  readonly most: number;
  /** What stands before the name in the last part of the ARN. */
  readonly type: string;
  /** Whether its ARNs have no region. */
  readonly global?: boolean;
  readonly example: string;
}

/** The things that are named on the command line, with the characters that AWS gives their names, and how many. */
export const KINDS = {
  key: {
    option: '--key', what: 'a KMS key', service: 'kms', type: 'key/', name: /^(?!-)[\w-]+$/, most: 36, example: '1234abcd-12ab-34cd-56ef-1234567890ab',
  },
  repository: {
    option: '--repository', what: 'an ECR repository', service: 'ecr', type: 'repository/', name: /^[a-z\d]+([._/-]+[a-z\d]+)*$/, most: 256, example: 'team/image',
  },
  role: {
    option: '--pass-role', what: 'a role', service: 'iam', type: 'role/', name: /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/, most: 510 + 1 + 64, global: true, example: 'path/name',
  },
  function: {
    option: '--function', what: 'a Lambda function', service: 'lambda', type: 'function:', name: /^(?!-)[\w-]{1,64}(:[\w$-]+)?$/, most: 64 + 1 + 128, example: 'reward',
  },
  topic: { option: '--topic', what: 'an SNS topic', service: 'sns', type: '', name: /^(?!-)[\w-]+(\.fifo)?$/, most: 256, example: 'results' },
  queue: { option: '--queue', what: 'an SQS queue', service: 'sqs', type: '', name: /^(?!-)[\w-]+(\.fifo)?$/, most: 80, example: 'callbacks' },
} as const satisfies Readonly<Record<string, Kind>>;

/** The name of an image in its registry, as `docker pull` takes it. */
const IMAGE_URI = /^(?:https?:\/\/)?(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z\d-]+)\.[a-z.]+\/(.*?)(?:@.*|:[^/]*)?$/s;

/** The ARN of something that was given by its name, or by its ARN. */
export function arnOf(kind: Kind, given: string, environment: Environment): string {
  if (!given.startsWith('arn:')) {
    if (kind.service === 'ecr' && IMAGE_URI.test(given)) {
      throw imageUri(kind, given, environment);
    }
    checkLength(kind, given, given);
    if (!kind.name.test(given)) {
      throw noneSuch(kind, given, environment);
    }
    return arn(kind, given, environment);
  }
  const [, partition, service, region, account, ...rest] = given.split(':');
  const resource = rest.join(':');
  const fits = service === kind.service && (kind.global ? region === '' : /^[a-z\d-]+$/.test(region ?? '')) && /^\d{12}$/.test(account ?? '')
    && resource.startsWith(kind.type);
  const name = resource.slice(kind.type.length);
  if (fits) {
    checkLength(kind, given, name);
  }
  if (!fits || !kind.name.test(name)) {
    throw noneSuch(kind, given, environment);
  }
  checkPartition(kind.option, given, partition, environment);
  return given;
}

/** An ARN of another partition could never be used by the role. */
export function checkPartition(option: string, given: string, partition: string, environment: Environment): void {
  if (!environment.partition.startsWith('{')) {
    asUsage(() => checkSamePartition(`${option} ${JSON.stringify(given)}`, partition, environment.partition));
  }
}

function checkLength({ option, what, most }: Kind, given: string, name: string): void {
  if (name.length > most) {
    throw new UsageError(`${option} ${JSON.stringify(given)} has ${name.length} characters, and the name of ${what} has ${most} at most: use its own name or ARN`);
  }
}

/** An image of the role's own registry needs the repository's name alone; where that is another one, its ARN tells. */
function imageUri(kind: Kind, given: string, environment: Environment): UsageError {
  const [, account, region, name] = IMAGE_URI.exec(given)!;
  const partition = environment.partition.startsWith('{') ? 'aws' : environment.partition;
  const own = account === environment.account && region === environment.region;
  return new UsageError(`${kind.option} ${JSON.stringify(given)} is the URI of an image, and a role may use repositories: `
    + `use ${own ? `${name} or ` : ''}${arn(kind, name, { partition, region, account })}`);
}

function arn({ service, type, global = false }: Kind, name: string, { partition, region, account }: Environment): string {
  return `arn:${partition}:${service}:${global ? '' : region}:${account}:${type}${name}`;
}

function noneSuch(kind: Kind, given: string, environment: Environment): UsageError {
  const { partition, region, account } = environment;
  const example = arn(kind, kind.example, {
    partition: partition.startsWith('{') ? 'aws' : partition,
    region: region.startsWith('{') ? 'us-east-1' : region,
    account: account.startsWith('{') ? '123456789012' : account,
  });
  return new UsageError(`${kind.option} ${JSON.stringify(given)} is not ${kind.what}: use ${kind.example} or ${example}`);
}
