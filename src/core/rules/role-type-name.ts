import { InputError } from './input-error';
import { listedWithOr } from './listed-with-or';
import { shownValue } from './shown-value';
import { lettersOf, meantName } from './similar-name';
import { Wording } from './wording';
import { featuresFor, OperationRoles, operationRoles } from '../grant/data/operation-data';
import { roleTypeData, roleTypes } from '../grant/data/policy-data';

/**
 * Rejects a value that isn't a role type. The error names the role type that the user means, even if they wrote the name of an operation or feature.
 *
 * No compiler checks an app in JavaScript.
 */
export function checkRoleType(value: unknown, wording: Wording): void {
  if (!roleTypes().includes(value as string)) {
    const advice = typeof value === 'string' ? hint(value, wording) : use(roleTypes(), wording);
    throw new InputError(`${wording.property('roleType')} is ${shownValue(value)}${advice}`);
  }
}

/** The operation that the user means, with or without its service, such as `bedrock:CreateCustomModel`. */
export function meantOperation(typed: string): OperationRoles | undefined {
  const letters = lettersOf(typed);
  return operationRoles().find(({ service, operation }) => [operation, service + operation].some((name) => lettersOf(name) === letters));
}

/** The role types that have a feature. */
export function typesWithFeature(feature: string): readonly string[] {
  return roleTypes().filter((roleType) => Object.hasOwn(roleTypeData(roleType).features, feature));
}

function hint(typed: string, wording: Wording): string {
  const operation = meantOperation(typed);
  if (operation !== undefined) {
    return `, an operation${operationHint(operation, wording)}`;
  }
  const roleType = meantName(typed, roleTypes()) ?? nounType(typed);
  if (roleType !== undefined) {
    return use([roleType], wording);
  }
  const feature = allFeatures().find((one) => lettersOf(one) === lettersOf(typed));
  return feature === undefined ? use(roleTypes(), wording) : `, a feature${use(typesWithFeature(feature), wording)}, and ${wording.addFeature([feature])}`;
}

function operationHint({ operation, entries }: OperationRoles, wording: Wording): string {
  const entry = entries.find(({ roleType }) => roleType !== undefined);
  if (entry === undefined) {
    return ` that no role type is for: keep a role of your own. ${entries[0].why} See ${entries[0].page}`;
  }
  const features = featuresFor(operation, entry);
  return `${use([entry.roleType!], wording)}${features.length > 0 ? `, and ${wording.addFeature(features)}` : ''}`;
}

/** The role type for a thing that an operation creates, such as `endpoint` or `model-package`. */
function nounType(typed: string): string | undefined {
  const named = operationRoles().filter(({ operation }) => operation.startsWith('Create'));
  const noun = meantName(typed, named.map(({ operation }) => operation.slice('Create'.length)));
  return named.find(({ operation }) => operation === `Create${noun}`)?.entries.find(({ roleType }) => roleType !== undefined)?.roleType;
}

function allFeatures(): readonly string[] {
  return [...new Set(roleTypes().flatMap((roleType) => Object.keys(roleTypeData(roleType).features)))];
}

function use(types: readonly string[], wording: Wording): string {
  return `: use ${listedWithOr(types.map(wording.roleType))}`;
}
