import { Leaves } from './leaves';

/** A value of a document that is different with other releases, or undefined if the document doesn't have it. */
export interface Difference {
  /** The stack, or the file and name of the snapshot. */
  readonly document: string;
  readonly path: string;
  /** The value with the releases of development. */
  readonly developed?: string;
  /** The value with the other releases. */
  readonly compared?: string;
}

/** A known difference and its reason. `*` in the document and in the path stands for any characters. */
export interface AllowedDifference extends Difference {
  readonly reason: string;
}

export type Documents = ReadonlyMap<string, Leaves>;

/** The values that are different. */
export function differencesOf(developed: Documents, compared: Documents): Difference[] {
  const names = [...new Set([...developed.keys(), ...compared.keys()])].sort();
  return names.flatMap((document) => {
    const [here, there] = [developed.get(document) ?? new Map(), compared.get(document) ?? new Map()];
    return [...new Set([...here.keys(), ...there.keys()])].filter((path) => here.get(path) !== there.get(path))
      .map((path) => ({ document, path, developed: here.get(path), compared: there.get(path) }));
  });
}

/** The differences that aren't allowed, and the allowed differences that don't exist, one line each. */
export function differenceProblems(differences: readonly Difference[], allowed: readonly AllowedDifference[]): string[] {
  return [
    ...differences.filter((one) => !allowed.some((entry) => covers(entry, one)))
      .map((one) => `unknown difference: ${one.document}: ${one.path}: ${one.developed ?? 'nothing'} → ${one.compared ?? 'nothing'}`),
    ...allowed.filter((entry) => !differences.some((one) => covers(entry, one)))
      .map((entry) => `stale entry of allowed-differences.json: ${entry.document}: ${entry.path}`),
  ];
}

function covers(entry: AllowedDifference, one: Difference): boolean {
  return matches(entry.document, one.document) && matches(entry.path, one.path)
    && (entry.developed ?? undefined) === one.developed && (entry.compared ?? undefined) === one.compared;
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}
