import { InputError } from '../rules/input-error';

/** The beginnings of the names of the regions that are not of the partition `aws`. */
const PARTITIONS: readonly (readonly [beginning: string, partition: string])[] = [
  ['cn-', 'aws-cn'], ['us-gov-', 'aws-us-gov'], ['us-iso-', 'aws-iso'], ['us-isob-', 'aws-iso-b'], ['eu-isoe-', 'aws-iso-e'], ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
];

/** How the names of the other regions begin, as far as they are known. */
const AWS_REGION = /^(?:af|ap|ca|eu|il|me|mx|sa|us)-/;

/** The partition of a region; of a region that nobody has heard of, the one that most are of. */
export function partitionOf(region: string): string {
  return knownPartitionOf(region) ?? 'aws';
}

export function knownPartitionOf(region: string): string | undefined {
  return PARTITIONS.find(([beginning]) => region.startsWith(beginning))?.[1] ?? (AWS_REGION.test(region) ? 'aws' : undefined);
}

/**
 * An ARN of another partition could never be used by the role.
 *
 * @param named the ARN, and where it is given
 */
export function checkSamePartition(named: string, partition: string, own: string): void {
  if (partition !== own) {
    throw new InputError(`${named} is of the partition '${partition}', and the role is of '${own}': use one of the same partition`);
  }
}
