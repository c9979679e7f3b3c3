import { Environment } from '../../core/iam/environment';
import { checkSamePartition } from '../../core/iam/partitions';
import { resourceArn, ResourceForm } from '../../core/rules/workload-property';
import { asUsage, UsageError } from '../parser/usage-error';

/** The name of an image, as `docker pull` takes it. */
const IMAGE_URI = /^(?:https?:\/\/)?(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z\d-]+)\.[a-z.]+\/(.*?)(?:@.*|:[^/]*)?$/s;

/** Returns the ARN of a resource that an option names. The rules check an ARN that it has. */
export function arnOf(option: string, resource: ResourceForm, typed: string, environment: Environment): string {
  if (typed.startsWith('arn:')) {
    return typed;
  }
  if (resource.service === 'ecr' && IMAGE_URI.test(typed)) {
    throw imageUri(option, resource, typed, environment);
  }
  if (typed.length > resource.longestName) {
    throw new UsageError(`${option} ${JSON.stringify(typed)} has a name of ${typed.length} characters: the name of ${resource.what} has at most ${resource.longestName}`);
  }
  if (!resource.name.test(typed)) {
    throw notTheResource(option, resource, typed, environment);
  }
  return resourceArn(resource, typed, environment);
}

/** Rejects an ARN of another partition, which the role could never use. */
export function checkPartition(option: string, arn: string, { partition }: Environment): void {
  const itsPartition = arn.split(':')[1];
  if (![partition, itsPartition].some(isPlaceholder)) {
    asUsage(() => checkSamePartition(`${option} ${JSON.stringify(arn)}`, itsPartition, partition));
  }
}

/** A repository of the role's account and Region goes by its name, any other by its ARN. */
function imageUri(option: string, resource: ResourceForm, typed: string, environment: Environment): UsageError {
  const [, account, region, name] = IMAGE_URI.exec(typed)!;
  const isOwn = account === environment.account && region === environment.region;
  const arn = resourceArn(resource, name, { partition: known(environment.partition, 'aws'), region, account });
  return new UsageError(`${option} ${JSON.stringify(typed)} is the URI of an image, but a role pulls from repositories: use ${isOwn ? `${name} or ` : ''}${arn}`);
}

function notTheResource(option: string, resource: ResourceForm, typed: string, { partition, region, account }: Environment): UsageError {
  const example = resourceArn(resource, resource.example, {
    partition: known(partition, 'aws'), region: known(region, 'us-east-1'), account: known(account, '123456789012'),
  });
  return new UsageError(`${option} ${JSON.stringify(typed)} is not ${resource.what}: use ${resource.example} or ${example}`);
}

function known(value: string, otherwise: string): string {
  return isPlaceholder(value) ? otherwise : value;
}

function isPlaceholder(value: string): boolean {
  return value.startsWith('{');
}
