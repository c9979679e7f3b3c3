import { Option } from 'commander';
import { NetworkScope } from '../../core/grant/workload';
import { RepeatableOption } from '../parser/repeatable-option';
import { UsageError } from '../parser/usage-error';

/** The parsed options of the network. */
export interface NetworkOptions {
  readonly vpc?: string;
  readonly vpcOwner?: string;
  readonly subnet?: readonly string[];
  readonly securityGroup?: readonly string[];
}

/** The options that belong to `--vpc`. */
export function networkOptions(): Option[] {
  return [
    new Option('--vpc-owner <account>', 'the account that owns a shared VPC'),
    new RepeatableOption('--subnet <id>', 'a subnet of the VPC'),
    new RepeatableOption('--security-group <id>', 'a security group of the VPC'),
  ];
}

export function networkScope({ vpc, vpcOwner, subnet, securityGroup }: NetworkOptions): NetworkScope | undefined {
  const parts: [string, unknown][] = [['--vpc', vpc], ['--subnet', subnet], ['--security-group', securityGroup]];
  if (vpcOwner === undefined && parts.every(([, ids]) => ids === undefined)) {
    return undefined;
  }
  const missing = parts.find(([, ids]) => ids === undefined);
  if (missing) {
    throw new UsageError(`${missing[0]} is missing: a network needs --vpc, --subnet and --security-group`);
  }
  return { vpcId: vpc!, ownerAccount: vpcOwner, subnetIds: subnet!, securityGroupIds: securityGroup! };
}
