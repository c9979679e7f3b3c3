import { InputError } from '../rules/input-error';

/** The prefixes of the Regions outside of the partition `aws`. */
const PARTITIONS: readonly (readonly [beginning: string, partition: string])[] = [
  ['cn-', 'aws-cn'], ['us-gov-', 'aws-us-gov'], ['us-iso-', 'aws-iso'], ['us-isob-', 'aws-iso-b'], ['eu-isoe-', 'aws-iso-e'], ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
];

/** The known prefixes of the Regions of the partition `aws`. */
const AWS_REGION = /^(?:af|ap|ca|eu|il|me|mx|sa|us)-/;

/** The partition of a Region, and `aws` for an unknown Region. */
export function partitionOf(region: string): string {
  return knownPartitionOf(region) ?? 'aws';
}

export function knownPartitionOf(region: string): string | undefined {
  return PARTITIONS.find(([beginning]) => region.startsWith(beginning))?.[1] ?? (AWS_REGION.test(region) ? 'aws' : undefined);
}

/**
 * Rejects an ARN of another partition, which the role could never use.
 *
 * @param named the ARN and its property
 */
export function checkSamePartition(named: string, partition: string, own: string): void {
  if (partition !== own) {
    throw new InputError(`${named} is in the partition '${partition}', but the role is in '${own}': use an ARN of the same partition`);
  }
}
