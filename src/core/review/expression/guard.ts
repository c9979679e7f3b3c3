/** The conditions of a template that must all be true or false: `IsProduction`, `not IsProduction`. An empty guard is always satisfied. */
export type Guard = readonly string[];

export const ALWAYS: Guard = [];

const NOT = 'not ';

/** The negation of a term. */
export function opposite(term: string): string {
  return term.startsWith(NOT) ? term.slice(NOT.length) : `${NOT}${term}`;
}

/** Both guards at once; undefined if they exclude each other. */
export function both(one: Guard, other: Guard): Guard | undefined {
  const terms = [...new Set([...one, ...other])];
  return terms.some((term) => terms.includes(opposite(term))) ? undefined : terms;
}

/** Alternative guards in words; undefined if one of them is always satisfied. */
export function whenText(guards: readonly Guard[]): string | undefined {
  const least = [...new Set(simplified(guards).map((guard) => guard.join(' and ')))];
  return least.includes('') ? undefined : least.join(' or ');
}

/** A text with its guards, such as `arn:… if IsProduction`. */
export function conditionalText(text: string, guards: readonly Guard[]): string {
  const when = whenText(guards);
  return when === undefined ? text : `${text} if ${when}`;
}

/** Drops guards that another guard implies, and merges two that differ only in a term and its negation. */
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
