import { Token } from 'aws-cdk-lib';
import { nonEmpty } from './listed-values';
import { TokenLengths } from './token-lengths';
import { NetworkScope } from '../../core/grant/workload';
import { NetworkAccess } from '../../workload';
import { lookedUp } from '../lookup-placeholder';

/** The most characters of the IDs, once they are deployed. */
const LONGEST = { vpc: 21, account: 12, subnet: 24, securityGroup: 20 } as const;

const PENDING_SUBNET = 'dummy-value-for-subnet';

export function networkScope({ vpc, subnets, securityGroups, ownerAccountId: given }: NetworkAccess, lengths: TokenLengths): NetworkScope {
  const ownerAccountId = given && lookedUp(given);
  if (ownerAccountId !== undefined && !Token.isUnresolved(ownerAccountId) && !/^\d{12}$/.test(ownerAccountId)) {
    throw new Error(`'network.ownerAccountId' is ${JSON.stringify(ownerAccountId)}: use the 12 digits of the account, or omit it`);
  }
  const selected = vpc.selectSubnets(subnets);
  // Before a lookup, a VPC has invented subnets, and perhaps none that a filter or a group matches.
  const subnetIds = selected.isPendingLookup && selected.subnetIds.length === 0 ? [lookedUp(PENDING_SUBNET)] : selected.subnetIds;
  return {
    vpcId: lengths.note(vpc.vpcId, LONGEST.vpc),
    ownerAccount: ownerAccountId && lengths.note(ownerAccountId, LONGEST.account),
    subnetIds: nonEmpty('network.subnets', subnetIds).map((id) => lengths.note(id, LONGEST.subnet)),
    securityGroupIds: nonEmpty('network.securityGroups', securityGroups, "'network'")
      .map(({ securityGroupId }) => lengths.note(securityGroupId, LONGEST.securityGroup)),
  };
}
