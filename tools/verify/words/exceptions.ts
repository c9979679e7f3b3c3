import { Hit } from './rules';

/** A sentence that may break a rule. */
export interface WordException {
  readonly path: string;
  /** A part of the sentence. */
  readonly text: string;
  readonly reason: string;
}

/** Whether an exception allows a hit. */
function allows({ path, text }: WordException, hit: Hit): boolean {
  return hit.path === path && hit.sentence.includes(text);
}

/** The hits that no exception allows, and the exceptions that allow no hit. */
export function withoutAllowed(hits: readonly Hit[], exceptions: readonly WordException[]): { hits: Hit[]; unused: WordException[] } {
  return {
    hits: hits.filter((hit) => !exceptions.some((exception) => allows(exception, hit))),
    unused: exceptions.filter((exception) => !hits.some((hit) => allows(exception, hit))),
  };
}
