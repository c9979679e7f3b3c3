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
  const parts: [string, string, readonly string[] | undefined][] = [
    ['--vpc', 'vpc-', vpc === undefined ? undefined : [vpc]], ['--subnet', 'subnet-', subnet], ['--security-group', 'sg-', securityGroup],
  ];
  if (vpcOwner === undefined && parts.every(([, , ids]) => ids === undefined)) {
    return undefined;
  }
  for (const [option, prefix, ids] of parts) {
    if (ids === undefined) {
      throw new UsageError(`${option} is missing: a network needs --vpc, --subnet and --security-group`);
    }
    const wrong = ids.find((id) => !id.startsWith(prefix) || !/^[a-z\d-]+$/.test(id.slice(prefix.length)));
    if (wrong !== undefined) {
      throw new UsageError(`${option} ${JSON.stringify(wrong)} is not an ID: use one such as ${prefix}0123456789abcdef0`);
    }
  }
  if (vpcOwner !== undefined && !/^\d{12}$/.test(vpcOwner)) {
    throw new UsageError(`--vpc-owner ${JSON.stringify(vpcOwner)} is not an account: use its 12 digits`);
  }
  return { vpcId: vpc!, ownerAccount: vpcOwner, subnetIds: subnet!, securityGroupIds: securityGroup! };
}
