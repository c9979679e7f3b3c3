import { Environment } from '../../core/iam/environment';
import { checkSamePartition } from '../../core/iam/partitions';
import { resourceArn, ResourceForm } from '../../core/rules/workload-property';
import { asUsage, UsageError } from '../parser/usage-error';

/** The name of an image, as `docker pull` takes it. */
const IMAGE_URI = /^(?:https?:\/\/)?(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z\d-]+)\.[a-z.]+\/(.*?)(?:@.*|:[^/]*)?$/s;

/** Returns the ARN of a resource that an option names, or whose ARN it has. */
export function arnOf(option: string, resource: ResourceForm, typed: string, environment: Environment): string {
  if (!typed.startsWith('arn:')) {
    if (resource.service === 'ecr' && IMAGE_URI.test(typed)) {
      throw imageUri(option, resource, typed, environment);
    }
    checkLength(option, resource, typed, typed);
    if (!resource.name.test(typed)) {
      throw notTheResource(option, resource, typed, environment);
    }
    return resourceArn(resource, typed, environment);
  }
  const name = nameIn(typed, resource);
  if (name !== undefined) {
    checkLength(option, resource, typed, name);
  }
  if (name === undefined || !resource.name.test(name)) {
    throw notTheResource(option, resource, typed, environment);
  }
  checkPartition(option, typed, environment);
  return typed;
}

/** Rejects an ARN of another partition, which the role could never use. */
export function checkPartition(option: string, arn: string, environment: Environment): void {
  if (!isPlaceholder(environment.partition)) {
    asUsage(() => checkSamePartition(`${option} ${JSON.stringify(arn)}`, arn.split(':')[1], environment.partition));
  }
}

/** The name in an ARN, or nothing in one of another kind of resource. */
function nameIn(arn: string, { service, types, without = [] }: ResourceForm): string | undefined {
  const [, , itsService, region, account, ...rest] = arn.split(':');
  const fits = itsService === service && (without.includes('region') ? region === '' : /^[a-z\d-]+$/.test(region ?? '')) && /^\d{12}$/.test(account ?? '');
  const [type] = types;
  const resource = rest.join(':');
  return fits && resource.startsWith(type) ? resource.slice(type.length) : undefined;
}

function checkLength(option: string, { what, longestName }: ResourceForm, typed: string, name: string): void {
  if (name.length > longestName) {
    throw new UsageError(`${option} ${JSON.stringify(typed)} has a name of ${name.length} characters: the name of ${what} has at most ${longestName}`);
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
