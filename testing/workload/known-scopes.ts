import { roleTypeData } from '../../src/core/grant/data/policy-data';
import { featuresThatUse } from '../../src/core/grant/scope/statement-scopes';

/** The properties that the role type has a use for: the role of an image reads no bucket. */
export function knownScopes<T extends object>(roleType: string, scopes: T): Partial<T> {
  const data = roleTypeData(roleType);
  return Object.fromEntries(Object.entries(scopes).filter(([property]) => featuresThatUse(property, data).length > 0)) as Partial<T>;
}
