/** What must hold of a template's conditions: all of its terms (`IsProduction`, `not IsProduction`). Without a term it always holds. */
export type Guard = readonly string[];

export const ALWAYS: Guard = [];

const NOT = 'not ';

/** What holds where a term does not. */
export function opposite(term: string): string {
  return term.startsWith(NOT) ? term.slice(NOT.length) : `${NOT}${term}`;
}

/** Both at once; nothing where they cannot hold together. */
export function both(one: Guard, other: Guard): Guard | undefined {
  const terms = [...new Set([...one, ...other])];
  return terms.some((term) => terms.includes(opposite(term))) ? undefined : terms;
}

/** In words what must hold where one of several guards is enough; nothing where one of them always holds. */
export function whenText(guards: readonly Guard[]): string | undefined {
  const least = [...new Set(simplified(guards).map((guard) => guard.join(' and ')))];
  return least.includes('') ? undefined : least.join(' or ');
}

/** Without those that say no more than another one, and with one for two that differ in a term and its opposite. */
function simplified(guards: readonly Guard[]): readonly Guard[] {
  for (const one of guards) {
    for (const other of guards) {
      if (one !== other && one.every((term) => other.includes(term))) {
        return simplified(guards.filter((guard) => guard !== other));
      }
      const differing = one.filter((term) => !other.includes(term));
      if (one.length === other.length && differing.length === 1 && other.includes(opposite(differing[0]))) {
        return simplified([one.filter((term) => term !== differing[0]), ...guards.filter((guard) => guard !== one && guard !== other)]);
      }
    }
  }
  return guards;
}
