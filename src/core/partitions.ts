import { InputError } from './input-error';

/** The beginnings of the names of the regions that are not of the partition `aws`. */
const PARTITIONS: readonly (readonly [beginning: string, partition: string])[] = [
  ['cn-', 'aws-cn'], ['us-gov-', 'aws-us-gov'], ['us-iso-', 'aws-iso'], ['us-isob-', 'aws-iso-b'], ['eu-isoe-', 'aws-iso-e'], ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
];

export function partitionOf(region: string): string {
  return PARTITIONS.find(([beginning]) => region.startsWith(beginning))?.[1] ?? 'aws';
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
