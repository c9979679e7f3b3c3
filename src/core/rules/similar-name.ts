/** A name with more differences is another name. */
const MOST_EDITS = 2;

/** In a short name, two letters are half of it. */
const SHORT_NAME = 4;

/** A shorter part than this is in too many names. */
const SHORTEST_PART = 4;

/** Whether a name is another one with a few letters inserted, removed or replaced. */
export function isMisspelled(typed: string, known: string): boolean {
  const [one, other] = [typed.toLowerCase(), known.toLowerCase()];
  const most = known.length <= SHORT_NAME ? 1 : MOST_EDITS;
  return Math.abs(one.length - other.length) <= most && editDistance(one, other) <= most;
}

/** The known name that the user means: the same letters, a misspelling, a beginning such as `train`, or a longer name such as `training-job`. */
export function meantName(typed: string, known: readonly string[]): string | undefined {
  const letters = lettersOf(typed);
  const isPart = (part: string, whole: string) => part.length >= SHORTEST_PART && whole.includes(part);
  return known.find((name) => lettersOf(name) === letters)
    ?? known.find((name) => isMisspelled(letters, lettersOf(name)))
    ?? known.find((name) => lettersOf(name).startsWith(letters) && letters.length >= SHORTEST_PART)
    ?? known.find((name) => isPart(letters, lettersOf(name)) || letters.startsWith(lettersOf(name)));
}

/** A name without everything that people write in several ways. */
export function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** How many letters to insert, remove or replace. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 0; at < one.length; at++) {
    const next = [at + 1];
    for (let index = 0; index < other.length; index++) {
      next.push(Math.min(row[index] + (one[at] === other[index] ? 0 : 1), row[index + 1] + 1, next[index] + 1));
    }
    row = next;
  }
  return row[other.length];
}
