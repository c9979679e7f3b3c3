import { FeatureOptions, OPTION_WORDING } from './option-values';
import { roleTypes } from '../../core/grant/data/policy-data';
import { FeatureChoice } from '../../core/grant/features';
import { checkRoleType } from '../../core/rules/role-type-name';
import { checkFeatures } from '../../core/rules/workload-rules';
import { asUsage } from '../parser/usage-error';

/** Parses a role type such as `training`, `feature-store` or `FEATURE_STORE`. */
export function roleTypeOf(typed: string): string {
  const roleType = identifier(typed);
  if (!roleTypes().includes(roleType)) {
    asUsage(() => checkRoleType(typed, OPTION_WORDING));
  }
  return roleType;
}

/** The typed features, checked. They add to the role type's default features, or to its documented minimum with `--minimal`. */
export function featureChoice(roleType: string, { feature, minimal }: FeatureOptions): FeatureChoice {
  const features = feature && [...new Set(feature.map(identifier))];
  checkFeatures({ roleType, features }, OPTION_WORDING);
  return { roleType, features, minimal };
}

/** The identifier in the policy files, of a name that is typed with hyphens or as a member of an enum. */
function identifier(typed: string): string {
  return typed.toLowerCase().replace(/-/g, '_');
}
