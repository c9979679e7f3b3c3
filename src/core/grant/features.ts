import { roleTypeData } from './data/policy-data';
import { WorkloadScope } from './workload';

/** The properties of a workload that choose its features. */
export type FeatureChoice = Pick<WorkloadScope, 'roleType' | 'features' | 'minimal'>;

/**
 * Where the need for a feature comes from: the user lists it, or it is only a default of the role type.
 *
 * A default feature that the user also lists is stated: this workload really uses it.
 */
export type FeatureOrigin = 'stated' | 'default';

/** The features of a workload with their origins, in the order of the role type's data. */
export function featureOrigins({ roleType, features = [], minimal = false }: FeatureChoice): ReadonlyMap<string, FeatureOrigin> {
  return new Map(Object.entries(roleTypeData(roleType).features).flatMap(([feature, data]): [string, FeatureOrigin][] => {
    if (features.includes(feature)) {
      return [[feature, 'stated']];
    }
    return data.default && !minimal ? [[feature, 'default']] : [];
  }));
}

/** The features of a workload: those that it lists, and those of its role type's default unless it is minimal. */
export function featuresOf(choice: FeatureChoice): readonly string[] {
  return [...featureOrigins(choice).keys()];
}
