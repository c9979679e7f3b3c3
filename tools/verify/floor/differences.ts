import { Leaves } from './leaves';

/** One value of a document that is another with other releases; undefined where there is none. */
export interface Difference {
  /** The stack, or the snapshot's file and name. */
  readonly document: string;
  readonly path: string;
  /** With the releases that the project is developed with. */
  readonly developed?: string;
  /** With the releases that it is compared with. */
  readonly compared?: string;
}

/** A difference that is known, and why it may be. `*` in the document and path stands for any characters. */
export interface AllowedDifference extends Difference {
  readonly reason: string;
}

export type Documents = ReadonlyMap<string, Leaves>;

/** Every value that is not the same in both. */
export function differencesOf(developed: Documents, compared: Documents): Difference[] {
  const names = [...new Set([...developed.keys(), ...compared.keys()])].sort();
  return names.flatMap((document) => {
    const [here, there] = [developed.get(document) ?? new Map(), compared.get(document) ?? new Map()];
    return [...new Set([...here.keys(), ...there.keys()])].filter((path) => here.get(path) !== there.get(path))
      .map((path) => ({ document, path, developed: here.get(path), compared: there.get(path) }));
  });
}

/** What is different and not allowed, and what is allowed and not different, one line each. */
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
