import { all, Answer, no, unknown, YES } from './answer';
import { Coverage, coverageOf } from './coverage';
import { Operator, operatorOf, ParsedOperator } from './operator';
import { factAbout, KeyFact, RequestContext } from './request';
import { isObject, textsOf } from '../../iam/untyped-json';

/** The meaning of a condition for one of the values that a request may have, or for a request without the key. */
type Outcome = 'YES' | 'NO' | Extract<Coverage, 'SOME' | 'UNCLEAR'>;

/** Whether a request meets the conditions of a statement. */
export function meetsConditions(operators: unknown, context: RequestContext, denies: boolean): Answer {
  if (operators === undefined) {
    return YES;
  }
  if (!isObject(operators)) {
    return unknown("the condition isn't readable");
  }
  return all(Object.entries(operators).flatMap(([operator, keys]) => isObject(keys)
    ? Object.entries(keys).map(([key, values]) => meetsCondition(operator, key, values, context, denies))
    : [unknown("the condition isn't readable")]));
}

function meetsCondition(operatorName: string, key: string, listed: unknown, context: RequestContext, denies: boolean): Answer {
  const fact = factAbout(key, context);
  const parsed = operatorOf(operatorName);
  const values = textsOf(listed, ['string', 'number', 'boolean']);
  if (!fact || !parsed || !values) {
    return unknown(`the condition on ${key} is not evaluated`);
  }
  if (fact.list && fact.values.length > 0 && !parsed.set && parsed.operator.kind !== 'null') {
    return unknown(`the condition on ${key} compares a list without ForAllValues or ForAnyValue`);
  }
  const known = values.map((value) => withVariables(value, context));
  const present = fact.values.length === 0 ? [] : presentOutcomes(parsed, fact, known);
  const absent = fact.values.length === 0 || fact.mayBeAbsent || fact.presumed ? [outcomeWithoutKey(parsed, values)] : [];
  return answerOf(present, absent, { key, fact, values, denies });
}

/** The outcome for each of the request's values, or for all of them together if the key is a list. */
function presentOutcomes({ operator, set }: ParsedOperator, { values, patterns, list }: KeyFact, known: readonly (string | undefined)[]): Outcome[] {
  if (operator.kind === 'null') {
    return [known.some((value) => value?.toLowerCase() === 'false') ? 'YES' : 'NO'];
  }
  const outcomes = values.map((own) => outcomeOf(operator, known.map((value) =>
    value === undefined ? 'UNCLEAR' : coverageOf(value, own, patterns === true, operator))));
  return list ? [together(outcomes, set === 'all')] : outcomes;
}

/** The outcome for one value of the request, from what each value of the condition covers of it. */
function outcomeOf({ negated }: Operator, coverages: readonly Coverage[]): Outcome {
  const best = (['ALL', 'UNCLEAR', 'SOME'] as const).find((coverage) => coverages.includes(coverage));
  if (best === 'ALL' || best === undefined) {
    return (best === 'ALL') !== (negated === true) ? 'YES' : 'NO';
  }
  return best;
}

function together(outcomes: readonly Outcome[], needsAll: boolean): Outcome {
  const [decisive, other] = needsAll ? ['NO', 'YES'] as const : ['YES', 'NO'] as const;
  return outcomes.includes(decisive) ? decisive : outcomes.every((outcome) => outcome === other) ? other : 'UNCLEAR';
}

function outcomeWithoutKey({ operator, set, ifExists }: ParsedOperator, values: readonly string[]): Outcome {
  if (operator.kind === 'null') {
    return values.some((value) => value.toLowerCase() === 'true') ? 'YES' : 'NO';
  }
  return ifExists || set === 'all' || operator.negated === true && set !== 'any' ? 'YES' : 'NO';
}

/** A condition, for its answer. */
interface Evaluated {
  readonly key: string;
  readonly fact: KeyFact;
  readonly values: readonly string[];
  readonly denies: boolean;
}

function answerOf(present: readonly Outcome[], absent: readonly Outcome[], { key, fact, values, denies }: Evaluated): Answer {
  const isPresumed = fact.presumed === true && present.length > 0;
  const possible = isPresumed ? present : [...present, ...absent];
  const open = (['SOME', 'UNCLEAR'] as const).find((outcome) => possible.includes(outcome));
  if (open) {
    return unknown(`the condition on ${key} ${open === 'SOME' ? `fits only ${values.join(' or ')}`
      : values.some((value) => value.includes('${')) ? 'has a policy variable' : `can't be compared with ${values.join(' or ')}`}`);
  }
  const [first] = possible;
  if (possible.some((outcome) => outcome !== first)) {
    return unknown(`the condition on ${key} excludes some requests`);
  }
  const why = `the condition on ${key} excludes ${fact.meaning ?? (fact.values.join(' and ') || 'requests without it')}`;
  // A fault is an Allow that excludes the request, or a Deny that applies to it.
  const isFault = first === (denies ? 'YES' : 'NO');
  if (isFault && fact.presumed && (!isPresumed || absent.some((outcome) => outcome !== first))) {
    return unknown(denies ? `no AWS page says that every request meets the condition on ${key}` : isPresumed ? `${why}, unless a request doesn't have the key` : why);
  }
  return first === 'YES' ? YES : { ...no(why), byCondition: true };
}

/** The value with the policy variables that are known. Undefined if it has another one. */
function withVariables(value: string, context: RequestContext): string | undefined {
  const filled = value.replace(/\$\{([^}]*)\}/g, (variable, name: string) => {
    const fact = factAbout(name, context);
    return fact?.values.length === 1 && !fact.patterns && !fact.mayBeAbsent && !fact.presumed ? fact.values[0] : variable;
  });
  return filled.includes('${') ? undefined : filled;
}
