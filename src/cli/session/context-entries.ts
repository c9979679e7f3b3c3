import { contextKeyId, isContextKey, isOrganizationId, ORGANIZATION_KEY } from '../../core/iam/context-keys';
import { contextTypeOf } from '../../core/question/context-types';
import { ContextEntry } from '../../core/question/question';
import { UsageError } from '../parser/usage-error';

/** Parses `key=value`. A key that is given several times, in any case, has several values. The organization is a key too. */
export function contextEntries(typed: readonly string[], organizationId?: string): ContextEntry[] {
  const entries = new Map<string, { key: string; values: string[] }>();
  for (const pair of typed) {
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    if (!isContextKey(key) || value === '' || value !== value.trim()) {
      throw new UsageError(`--context ${JSON.stringify(pair)} is not KEY=VALUE with a key of 5 to 256 characters and no white space around key and value: `
        + 'use one such as aws:SourceVpc=vpc-1');
    }
    const entry = entries.get(contextKeyId(key)) ?? { key, values: [] };
    entries.set(contextKeyId(key), entry);
    entry.values.push(value);
  }
  if (organizationId !== undefined) {
    if (!isOrganizationId(organizationId)) {
      throw new UsageError(`--organization-id is ${JSON.stringify(organizationId)}: use an ID such as o-a1b2c3d4e5`);
    }
    if (entries.has(contextKeyId(ORGANIZATION_KEY))) {
      throw new UsageError(`--context ${ORGANIZATION_KEY} and --organization-id state the same: omit one of them`);
    }
    entries.set(contextKeyId(ORGANIZATION_KEY), { key: ORGANIZATION_KEY, values: [organizationId] });
  }
  return [...entries.values()].map(({ key, values }) => ({ key, type: contextTypeOf(key, values), values }));
}
