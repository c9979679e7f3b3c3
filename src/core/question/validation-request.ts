import { ContextEntry, Question, QUESTION_VERSION, QuestionGroup } from './question';
import { isObject } from '../iam/untyped-json';

/** More than any role needs, and few enough to be answered in time. */
const MOST_ANSWERS = 10_000;

/** What to do about a verdict. */
export type VerdictAction = 'fail' | 'warn';

/** A validation as the Lambda function receives it: one JSON document, because CloudFormation turns every value into a string. */
export interface ValidationRequest {
  readonly question: Question;
  readonly onInvalid: VerdictAction;
  readonly onInconclusive: VerdictAction;
  /** In seconds. */
  readonly propagationTimeout: number;
  readonly context: readonly ContextEntry[];
  /** Whether to read the policies of the resources that the workload names. */
  readonly resourcePolicies: boolean;
}

/**
 * Reads a validation request.
 *
 * @throws an error that says what is wrong with it
 */
export function parseValidationRequest(text: unknown): ValidationRequest {
  if (typeof text !== 'string') {
    throw new Error("the property 'Validation' is missing");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("the property 'Validation' is not JSON");
  }
  const request = value as Partial<ValidationRequest> | null;
  const question = request?.question as Partial<Question> | null | undefined;
  if (question?.version !== QUESTION_VERSION) {
    throw new Error(`the question has version ${JSON.stringify(question?.version)}, and this function reads version ${QUESTION_VERSION} only: deploy the `
      + 'validation and its Lambda function with the same release');
  }
  if (typeof question.workload !== 'string' || !isTexts(question.features) || !isServices(question.services)
    || !Array.isArray(question.groups) || !question.groups.every(isGroup)) {
    throw new Error("the question of the property 'Validation' is malformed");
  }
  if (question.groups.length === 0) {
    throw new Error('the question contains no permission');
  }
  const seconds = ['number', 'string'].includes(typeof request!.propagationTimeout) ? Number(request!.propagationTimeout) : 0;
  const context = Array.isArray(request!.context) ? request!.context : [];
  if (!context.every(isEntry)) {
    throw new Error("the context of the property 'Validation' is malformed");
  }
  checkSize(question as Question, context);
  return {
    question: question as Question,
    onInvalid: request!.onInvalid === 'warn' ? 'warn' : 'fail',
    onInconclusive: request!.onInconclusive === 'fail' ? 'fail' : 'warn',
    propagationTimeout: Number.isFinite(seconds) && seconds >= 0 ? seconds : 0,
    context,
    resourcePolicies: request!.resourcePolicies !== false,
  };
}

/** Checks that the function can ask the question in time. */
export function checkSize({ groups }: Question, context: readonly ContextEntry[] = []): void {
  const contexts = context.reduce((product, { type, values }) => type === 'stringList' ? product : product * values.length, 1);
  const answers = contexts * groups.reduce((sum, group) => sum + answersOf(group), 0);
  if (answers > MOST_ANSWERS) {
    throw new Error(`the validation needs ${answers} answers of IAM, but the limit is ${MOST_ANSWERS}: list fewer resources, such as buckets, or divide them between `
      + 'several validations');
  }
}

function isGroup(value: unknown): boolean {
  return isObject(value) && [value.actions, value.resources].every((texts) => isTexts(texts) && texts.length > 0)
    && (value.patterns === undefined || isTexts(value.patterns))
    && ['concrete', 'probe', 'any'].includes(value.certainty as string)
    && [value.facts, value.assumed].every((entries) => Array.isArray(entries) && entries.every(isEntry)) && isNeed(value);
}

function isServices(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => isObject(item) && typeof item.service === 'string' && isNeed(item)
    && (item.actions === undefined || isTexts(item.actions) && item.actions.length > 0)
    && [undefined, true].includes(item.undocumentedConditions as undefined) && isSourceTypes(item.sourceTypes));
}

function isSourceTypes(value: unknown): boolean {
  return value === undefined || Array.isArray(value) && value.length > 0
    && value.every((item) => isObject(item) && typeof item.type === 'string' && [undefined, true].includes(item.undocumented as undefined) && isNeed(item));
}

function isNeed({ assumption, notRequired }: Record<string, unknown>): boolean {
  return [undefined, true].includes(notRequired as undefined)
    && (assumption === undefined || isObject(assumption) && isTexts([assumption.feature ?? assumption.property]));
}

/** Each action on each resource, with each value of a key. */
function answersOf({ actions, resources, facts, assumed }: QuestionGroup): number {
  const pairs = actions.length * resources.length * facts.reduce((product, { values }) => product * values.length, 1);
  return pairs * assumed.reduce((sum, { values }) => sum + values.length, 1);
}

function isEntry(value: unknown): boolean {
  return isObject(value) && typeof value.key === 'string' && typeof value.type === 'string' && isTexts(value.values) && value.values.length > 0;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
