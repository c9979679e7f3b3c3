import { nonEmpty } from './listed-values';
import { TokenLengths } from './token-lengths';
import { NetworkScope } from '../../core/grant/workload';
import { propertyNamed } from '../../core/rules/workload-properties';
import { NetworkAccess } from '../../workload';
import { lookedUp } from '../lookup-placeholder';

const { ids: IDS } = propertyNamed('network');

const PENDING_SUBNET = 'dummy-value-for-subnet';

export function networkScope({ vpc, subnets, securityGroups, ownerAccountId: given }: NetworkAccess, lengths: TokenLengths): NetworkScope {
  const ownerAccountId = given && lookedUp(given);
  const selected = vpc.selectSubnets(subnets);
  // Before a lookup, a VPC has invented subnets, or none.
  const subnetIds = selected.isPendingLookup ? [lookedUp(PENDING_SUBNET)] : selected.subnetIds;
  return {
    vpcId: lengths.note(vpc.vpcId, IDS.vpcId.longestName),
    ownerAccount: ownerAccountId && lengths.note(ownerAccountId, IDS.ownerAccount.longestName),
    subnetIds: nonEmpty('network.subnets', subnetIds).map((id) => lengths.note(id, IDS.subnetIds.longestName)),
    securityGroupIds: nonEmpty('network.securityGroups', securityGroups, "'network'")
      .map(({ securityGroupId }) => lengths.note(securityGroupId, IDS.securityGroupIds.longestName)),
  };
}
