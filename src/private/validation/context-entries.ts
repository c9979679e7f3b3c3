import { Token } from 'aws-cdk-lib';
import { isContextKey, isOrganizationId, isSameContextKey, ORGANIZATION_KEY } from '../../core/iam/context-keys';
import { contextTypeOf } from '../../core/question/context-types';
import { ContextEntry } from '../../core/question/question';

/** The condition keys in `context`, and the organization, as IAM's context entries, checked. */
export function contextEntries(context: { [key: string]: string[] }, organizationId?: string): ContextEntry[] {
  if (organizationId !== undefined) {
    checkOrganization(organizationId, context);
    return contextEntries({ ...context, [ORGANIZATION_KEY]: [organizationId] });
  }
  const keys = Object.keys(context);
  for (const [index, key] of keys.entries()) {
    const other = keys.slice(0, index).find((earlier) => isSameContextKey(earlier, key));
    if (other !== undefined) {
      throw new Error(`'context' has ${JSON.stringify(other)} and ${JSON.stringify(key)}, which IAM treats as one key: list all values `
        + 'under one of them');
    }
  }
  return Object.entries(context).map(([key, values]) => contextEntry(key, values));
}

function contextEntry(key: string, values: string[]): ContextEntry {
  if (!isContextKey(key) || values.length === 0) {
    throw new Error(`'context' has ${JSON.stringify(key)} with ${values.length} values: use a condition key of 5 to 256 characters, such as `
      + 'aws:SourceVpc, with at least one value');
  }
  return { key, type: contextTypeOf(key, values), values };
}

function checkOrganization(organizationId: string, context: { [key: string]: string[] }): void {
  if (!Token.isUnresolved(organizationId) && !isOrganizationId(organizationId)) {
    throw new Error(`'organizationId' is ${JSON.stringify(organizationId)}: use an ID such as o-a1b2c3d4e5`);
  }
  const same = Object.keys(context).find((key) => isSameContextKey(key, ORGANIZATION_KEY));
  if (same !== undefined) {
    throw new Error(`'context' has ${JSON.stringify(same)}, and 'organizationId' states it too: remove it from 'context'`);
  }
}
