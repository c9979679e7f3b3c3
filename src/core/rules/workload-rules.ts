import { InputError } from './input-error';
import { checkRoleType, typesWithFeature } from './role-type-name';
import { meantName } from './similar-name';
import { DisplayName, oneOf, Wording } from './wording';
import { WORKLOAD_PROPERTIES } from './workload-properties';
import { callerStatements } from '../grant/callers';
import { roleTypeData } from '../grant/data/policy-data';
import { featuresOf } from '../grant/features';
import { featuresThatUse, NAME_PREFIX } from '../grant/scope/statement-scopes';
import { WorkloadScope } from '../grant/workload';

/** The properties that name resources, and the others that a statement must use. A role type may not know them at all. */
const NARROWING = WORKLOAD_PROPERTIES.filter((one) => one.mustBeUsed || 'resource' in one);

/** The properties that a statement of the role's features must use. Other rules check the rest. */
export const SCOPING_PROPERTIES: readonly string[] = WORKLOAD_PROPERTIES.filter(({ mustBeUsed }) => mustBeUsed).map(({ property }) => property);

export function checkFeatures({ roleType, features }: Pick<WorkloadScope, 'roleType' | 'features'>, wording: Wording): void {
  checkRoleType(roleType, wording);
  const known = Object.keys(roleTypeData(roleType).features);
  for (const feature of features ?? []) {
    if (!known.includes(feature)) {
      const owners = typesWithFeature(feature);
      const meant = meantName(feature, known);
      throw new InputError(`${wording.property('features')} lists ${JSON.stringify(feature)}, which is not a feature of ${wording.roleType(roleType)}`
        + `${owners.length > 0 ? ` but of ${oneOf(owners.map(wording.roleType))}` : ''}: use `
        + (known.length === 0 ? 'none' : (owners.length === 0 && meant !== undefined ? [meant] : known).map(wording.feature).join(', ')));
    }
  }
}

/** Rejects a property that no statement of the role uses: the user would expect it to narrow something. */
export function checkUse(scope: WorkloadScope, wording: Wording): void {
  const data = roleTypeData(scope.roleType);
  const chosen = featuresOf(scope);
  for (const { property, mustBeUsed } of NARROWING.filter((one) => scope[one.property as keyof WorkloadScope] !== undefined)) {
    // A prefix of names also binds callers.
    const statements = property === NAME_PREFIX ? [...data.statements, ...callerStatements(scope)] : data.statements;
    const users = featuresThatUse(property, { statements });
    if (users.length === 0) {
      throw new InputError(`${wording.property(property)} has no effect on role type ${wording.roleType(scope.roleType)}: omit it`);
    }
    if (mustBeUsed && !users.some((feature) => feature === undefined || chosen.includes(feature))) {
      const features = users as string[];
      throw new InputError(`${wording.property(property)} needs ${features.length === 1 ? 'the feature' : 'one of the features'} `
        + `${features.map(wording.featureName).join(', ')}: ${wording.addFeature(features)}`);
    }
  }
}

/** Rejects a caller of a workload that no call of AWS starts. */
export function checkStarts(scope: WorkloadScope, wording: Wording): void {
  if (callerStatements(scope).length === 0) {
    throw new InputError(`no call of AWS starts a workload of type ${wording.roleType(scope.roleType)}: ${wording.connect}`);
  }
}

/**
 * Rejects a role of another account: a role can pass only roles of its own account.
 *
 * @param account the account of the role that passes it, if known
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function checkPassableRole(arn: string, account: string | undefined, displayName: DisplayName): void {
  const [, , , , owner] = arn.split(':');
  if ([owner, account].every((one) => /^\d{12}$/.test(one ?? '')) && owner !== account) {
    throw new InputError(`${displayName('passableRoles')} lists ${JSON.stringify(arn)} of account ${owner}, but the role is in account ${account} and can pass only roles `
      + 'of its own account: use one of them');
  }
}
