import { SageMakerFeature, SageMakerRoleType } from '../../src';
import { roleTypeData } from '../../src/core/grant/data/policy-data';

/** Every feature of a role type, except those that are an error until the workload lists their resources. */
export function unnamedFeatures(roleType: SageMakerRoleType): SageMakerFeature[] {
  const { features, statements } = roleTypeData(roleType);
  return (Object.keys(features) as SageMakerFeature[]).filter((feature) => {
    const own = statements.filter((statement) => statement.feature === feature);
    return own.length === 0 || own.some(({ onlyWhenNamed }) => onlyWhenNamed === undefined);
  });
}
