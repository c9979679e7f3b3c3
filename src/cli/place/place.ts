import { Environment } from '../../core/grant/workload';
import { knownPartitionOf, partitionOf } from '../../core/iam/partitions';
import { Host } from '../host';
import { UsageError } from '../parser/usage-error';

/** The options that say where a role lives. */
export interface PlaceOptions {
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
}

/** What a policy file has in the place of what is not known. */
const PLACEHOLDERS: Environment = { partition: '{partition}', region: '{region}', account: '{account}' };

/** Where a role lives, with the placeholders of the policy files for what is not said. */
export function placeOrPlaceholders({ account, region, partition }: PlaceOptions): Environment {
  return {
    account: account === undefined ? PLACEHOLDERS.account : checkedAccount(account),
    region: region === undefined ? PLACEHOLDERS.region : checkedRegion(region),
    partition: partition !== undefined ? checkedPartition(partition, region) : region !== undefined ? partitionOf(region) : PLACEHOLDERS.partition,
  };
}

/** The region of the environment, by either of the names that the AWS CLI knows: the SDK for JavaScript knows one of them only. */
export function environmentRegion({ AWS_REGION, AWS_DEFAULT_REGION }: Host['env']): string | undefined {
  return AWS_REGION || AWS_DEFAULT_REGION || undefined;
}

/** Where a role lives; the region may also be that of the environment. */
export function knownPlace({ account, region, partition }: PlaceOptions, variables: Host['env']): Environment {
  const where = region ?? environmentRegion(variables);
  if (account === undefined) {
    throw new UsageError('--account is missing: give the 12 digits of the account that the role is of');
  }
  if (!where) {
    throw new UsageError('the region is not known: give --region, or set AWS_REGION');
  }
  return placeOrPlaceholders({ account, region: where, partition });
}

export function checkedAccount(account: string): string {
  if (!/^\d{12}$/.test(account)) {
    throw new UsageError(`--account ${JSON.stringify(account)} is no account: use its 12 digits`);
  }
  return account;
}

function checkedRegion(region: string): string {
  if (!/^[a-z]+(-[a-z]+)+-\d+$/.test(region)) {
    throw new UsageError(`the region ${JSON.stringify(region)} is none: use one such as us-east-1`);
  }
  return region;
}

function checkedPartition(partition: string, region: string | undefined): string {
  if (!/^aws(-[a-z]+)*$/.test(partition)) {
    throw new UsageError(`--partition ${JSON.stringify(partition)} is none: use one such as aws or aws-cn, or leave it out to take the region's`);
  }
  const known = region === undefined ? undefined : knownPartitionOf(region);
  if (known !== undefined && known !== partition) {
    throw new UsageError(`--partition ${JSON.stringify(partition)} does not have the region ${region}, which is of '${known}': use a region of the partition, `
      + "or leave --partition out to take the region's");
  }
  return partition;
}
