import { isSameContextKey } from '../../iam/context-keys';
import { ContextEntry, QuestionGroup } from '../../question/question';

/** The context of the first question about a group: its facts, and the first value of each assumed key. */
export function firstContext({ facts, assumed }: QuestionGroup, own: readonly ContextEntry[]): ContextEntry[] {
  return overrideBy(own, [...facts, ...assumed.map(firstValue)]);
}

/** The contexts of the user's own entries: the workload makes requests with each value of a key, unless the key is a list. */
export function ownContexts(own: readonly ContextEntry[]): ContextEntry[][] {
  return own.reduce<ContextEntry[][]>((contexts, entry) => entry.type === 'stringList'
    ? contexts.map((context) => [...context, entry])
    : entry.values.flatMap((value) => contexts.map((context) => [...context, { ...entry, values: [value] }])), [[]]);
}

/** The other contexts that a denied request may have: each other assumed value, and none of the assumed keys. */
export function otherContexts({ facts, assumed }: QuestionGroup, own: readonly ContextEntry[]): ContextEntry[][] {
  const open = assumed.filter(({ key }) => !own.some((entry) => isSameContextKey(entry.key, key)));
  if (open.length === 0) {
    return [];
  }
  const variants = open.flatMap((entry) => otherValues(entry).map((value) =>
    [...assumed.filter((other) => other !== entry).map(firstValue), { ...entry, values: [value] }]));
  return [...variants, []].map((entries) => overrideBy(own, [...facts, ...entries]));
}

/** A request has all values of a multivalued key together. */
function firstValue(entry: ContextEntry): ContextEntry {
  return entry.type === 'stringList' ? entry : { ...entry, values: [entry.values[0]] };
}

function otherValues({ type, values }: ContextEntry): readonly string[] {
  return type === 'stringList' ? [] : values.slice(1);
}

/** The user's own entries replace those with the same key. */
function overrideBy(own: readonly ContextEntry[], entries: readonly ContextEntry[]): ContextEntry[] {
  return [...entries.filter(({ key }) => !own.some((entry) => isSameContextKey(entry.key, key))), ...own];
}
