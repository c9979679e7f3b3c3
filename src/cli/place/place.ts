import { Environment } from '../../core/iam/environment';
import { knownPartitionOf, partitionOf } from '../../core/iam/partitions';
import { PartialText } from '../../core/rules/partial-text';
import { EXAMPLE_PLACE } from '../../core/rules/workload-property';
import { Host } from '../host';
import { UsageError } from '../parser/usage-error';

/** The options for the place of a role. */
export interface PlaceOptions {
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
}

/** The placeholders of the policy files. */
const PLACEHOLDERS: Environment = { partition: '{partition}', region: '{region}', account: '{account}' };

const SAMPLES: ReadonlyMap<string, string> = new Map([
  ['{partition}', EXAMPLE_PLACE.partition], ['{region}', EXAMPLE_PLACE.region], ['{account}', EXAMPLE_PLACE.account],
]);

/** The literal parts of a text, and its placeholders. */
export function placeholderParts(text: string): PartialText {
  return text.split(/(\{(?:partition|region|account)\})/).filter((part, index) => part !== '' || index === 0)
    .map((part) => SAMPLES.has(part) ? { shown: part, sample: SAMPLES.get(part) } : part);
}

/** The place of a role, with the placeholders of the policy files for omitted options. */
export function placeOrPlaceholders({ account, region, partition }: PlaceOptions, regionOrigin = '--region'): Environment {
  return {
    account: account === undefined ? PLACEHOLDERS.account : checkedAccount(account),
    region: region === undefined ? PLACEHOLDERS.region : checkedRegion(region, regionOrigin),
    partition: partition !== undefined ? checkedPartition(partition, region) : region !== undefined ? partitionOf(region) : PLACEHOLDERS.partition,
  };
}

/** The Region of the environment. The AWS CLI reads both variables, the SDK for JavaScript only the first. */
export function environmentRegion({ AWS_REGION, AWS_DEFAULT_REGION }: Host['env']): string | undefined {
  return AWS_REGION || AWS_DEFAULT_REGION || undefined;
}

/** The place of a role, whose Region may come from the environment. */
export function knownPlace({ account, region, partition }: PlaceOptions, variables: Host['env']): Environment {
  const where = region ?? environmentRegion(variables);
  if (account === undefined) {
    throw new UsageError("--account is missing: use the 12 digits of the role's account");
  }
  if (!where) {
    throw new UsageError('there is no Region: use --region, or set AWS_REGION');
  }
  const origin = region !== undefined ? '--region' : variables.AWS_REGION ? 'AWS_REGION' : 'AWS_DEFAULT_REGION';
  return placeOrPlaceholders({ account, region: where, partition }, origin);
}

export function checkedAccount(account: string): string {
  if (!/^\d{12}$/.test(account)) {
    throw new UsageError(`--account ${JSON.stringify(account)} is not an account: use its 12 digits`);
  }
  return account;
}

function checkedRegion(region: string, origin: string): string {
  if (!/^[a-z]+(-[a-z]+)+-\d+$/.test(region)) {
    throw new UsageError(`${origin} ${JSON.stringify(region)} is not a Region: use one such as us-east-1`);
  }
  return region;
}

function checkedPartition(partition: string, region: string | undefined): string {
  if (!/^aws(-[a-z]+)*$/.test(partition)) {
    throw new UsageError(`--partition ${JSON.stringify(partition)} is not a partition: use one such as aws or aws-cn, or omit it`);
  }
  const known = region === undefined ? undefined : knownPartitionOf(region);
  if (known !== undefined && known !== partition) {
    throw new UsageError(`--partition ${JSON.stringify(partition)} does not have the Region ${region}, which belongs to '${known}': use a Region of the partition, `
      + 'or omit --partition');
  }
  return partition;
}
