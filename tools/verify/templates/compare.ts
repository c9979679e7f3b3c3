import { VALIDATION } from '../../../testing/template-validations';
import { Difference, differencesOf } from '../floor/differences';
import { Leaves, leavesOf } from '../floor/leaves';

/** The templates of one library, by the names of their cases. */
export type Templates = Readonly<Record<string, any>>;

export interface Comparison {
  readonly cases: number;
  /** The cases whose templates differ, are gone, or cannot be synthesized. */
  readonly differing: number;
  readonly lines: readonly string[];
}

/** More lines than this would hide the other cases. */
const LINES_PER_CASE = 40;

/** Compares two libraries. A case that only the newer one has, such as a new role type, doesn't count as a difference. */
export function compareTemplates(before: Templates, after: Templates): Comparison {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const added = names.filter((name) => !(name in before));
  const problems = names.filter((name) => !added.includes(name) || isError(after[name]))
    .map((name) => ({ name, lines: problemsOf(before[name], after[name]) })).filter(({ lines }) => lines.length > 0);
  const cases = names.length - added.length;
  return {
    cases,
    differing: problems.length,
    lines: [
      ...problems.flatMap(({ name, lines }) => [`${name}:`, ...shortened(lines).map((line) => `  ${line}`)]),
      ...added.length > 0 ? [`${added.length} new: ${added.join('; ')}`] : [],
      `${problems.length} of ${cases} differ`,
    ],
  };
}

function problemsOf(before: any, after: any): string[] {
  if (after === undefined) {
    return ['the case is gone'];
  }
  if (isError(after)) {
    return [`cannot be synthesized: ${after.error}`];
  }
  return differencesOf(documents(before), documents(after)).map(lineOf);
}

function isError(template: any): boolean {
  return template?.error !== undefined;
}

function lineOf({ path, developed: before, compared: after }: Difference): string {
  return `${path}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`;
}

function shortened(lines: readonly string[]): readonly string[] {
  return lines.length > LINES_PER_CASE ? [...lines.slice(0, LINES_PER_CASE), `… and ${lines.length - LINES_PER_CASE} more`] : lines;
}

function documents(template: unknown): ReadonlyMap<string, Leaves> {
  return new Map([['', leavesOf(withReadableQuestions(template))]]);
}

/**
 * A template without descriptions. Its validations show their questions value by value, under a logical ID that stays the same.
 *
 * The ID ends with a hash of the question. It would make a difference of every value of the resource.
 */
export function withReadableQuestions(template: any): unknown {
  const ids = Object.entries<any>(template?.Resources ?? {})
    .filter(([, { Type }]) => Type === VALIDATION).map(([id]) => id);
  const text = ids.reduce((json, id) => json.replaceAll(`"${id}"`, `"${id.replace(/[0-9a-f]{16}$/, '')}"`), JSON.stringify(template));
  return JSON.parse(text, (key, value) => {
    switch (key) {
      case 'Validation': return parsedQuestion(value);
      // The description of the function is for readers: new words change no permission.
      case 'Description': return undefined;
      default: return value;
    }
  });
}

/** The question as an object, with `${…}` for values that the deployment fills in. A value that isn't JSON stays as it is. */
function parsedQuestion(value: any): unknown {
  const parts: unknown[] = value?.['Fn::Join']?.[1] ?? [value];
  const json = parts.map((part) => typeof part === 'string' ? part : `\${${JSON.stringify(part).replace(/[{}"]/g, '')}}`).join('');
  try {
    return JSON.parse(json);
  } catch {
    return value;
  }
}
