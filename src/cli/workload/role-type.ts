import { FeatureOptions, optionOf } from './option-values';
import { defaultFeatures, roleTypes } from '../../core/grant/policy-data';
import { checkFeatures } from '../../core/rules/workload-rules';
import { UsageError } from '../parser/usage-error';

/** The role type that was typed, as `training`, `feature-store` or `FEATURE_STORE`. */
export function roleTypeOf(typed: string): string {
  const roleType = identifier(typed);
  if (!roleTypes().includes(roleType)) {
    throw new UsageError(`the role type ${JSON.stringify(typed)} is unknown: use one of ${roleTypes().join(', ')}`);
  }
  return roleType;
}

/** The word among features that stands for those that a role of the type has when none are listed. */
const DEFAULT = 'default';

/** The features that were typed, checked, or `undefined` for those of the role type's default. */
export function chosenFeatures(roleType: string, { feature, features }: FeatureOptions): string[] | undefined {
  if (features === false) {
    return [];
  }
  const chosen = feature && [...new Set(feature.map(identifier).flatMap((id) => id === DEFAULT ? defaultFeatures(roleType) : [id]))];
  checkFeatures({ roleType, features: chosen }, optionOf);
  return chosen;
}

/** The policy files' spelling of a name that was typed as an option or as a member of an enum. */
function identifier(typed: string): string {
  return typed.toLowerCase().replace(/-/g, '_');
}
