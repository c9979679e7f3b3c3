import { Token } from 'aws-cdk-lib';
import { nonEmpty } from './listed-values';
import { TokenLengths } from './token-lengths';
import { NetworkScope } from '../../core/grant/workload';
import { NetworkAccess } from '../../workload';

/** The most characters of the IDs, once they are deployed. */
const LONGEST = { vpc: 21, account: 12, subnet: 24, securityGroup: 20 } as const;

export function networkScope({ vpc, subnets, securityGroups, ownerAccountId }: NetworkAccess, lengths: TokenLengths): NetworkScope {
  if (ownerAccountId !== undefined && !Token.isUnresolved(ownerAccountId) && !/^\d{12}$/.test(ownerAccountId)) {
    throw new Error(`'network.ownerAccountId' is ${JSON.stringify(ownerAccountId)}: use the 12 digits of the account, or omit it`);
  }
  const { subnetIds } = vpc.selectSubnets(subnets);
  return {
    vpcId: lengths.note(vpc.vpcId, LONGEST.vpc),
    ownerAccount: ownerAccountId && lengths.note(ownerAccountId, LONGEST.account),
    subnetIds: nonEmpty('network.subnets', subnetIds).map((id) => lengths.note(id, LONGEST.subnet)),
    securityGroupIds: nonEmpty('network.securityGroups', securityGroups, "'network'")
      .map(({ securityGroupId }) => lengths.note(securityGroupId, LONGEST.securityGroup)),
  };
}
