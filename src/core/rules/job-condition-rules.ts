import { InputError } from './input-error';
import { literalsOf, PartialText, quotedText } from './partial-text';
import { DisplayName, Wording } from './wording';
import { callerActions } from '../grant/callers';
import { jobConditionsData } from '../grant/data/job-condition-data';
import { setOptions } from '../grant/filling/job-conditions';
import { selectedStatements } from '../grant/grants';
import { scopeMembers } from '../grant/scope/scope-members';
import { NAME_PREFIX, usesNamePrefix } from '../grant/scope/statement-scopes';
import { JobConditionsScope, WorkloadScope } from '../grant/workload';

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StoppingCondition.html */
const LONGEST_RUNTIME = 28 * 24 * 3_600;

/** Rejects a demand that IAM could never enforce, and one that no request could meet. */
export function checkJobConditions(scope: WorkloadScope, wording: Wording): void {
  const { creating } = jobConditionsData();
  const started = [...new Set([...startedActions(scope), ...startedByCaller(scope)])];
  for (const option of setOptions(scope)) {
    const shown = `${wording.property('jobConditions')} has ${option}`;
    if (!started.some((action) => creating[action].includes(option))) {
      throw new InputError(started.length === 0
        ? `${shown}, but neither a role of type ${wording.roleType(scope.roleType)} nor its callers start jobs: omit it`
        : `${shown}, but no action of the role or its callers knows that condition (${started.join(', ')}): omit it`);
    }
    if (isKeyOption(option) && scope.encryptionKeys !== undefined && scopeMembers('keys', scope).length === 0) {
      throw new InputError(`${shown}, but the workload has no key: list one in ${wording.property('encryptionKeys')}`);
    }
  }
  if (scope.resourceTags !== undefined && started.length === 0) {
    throw new InputError(`${wording.property('resourceTags')} has no effect on role type ${wording.roleType(scope.roleType)}: omit it`);
  }
}

/** A warning about conditions that IAM can't enforce on some of these actions. */
export function unenforcedConditions(
  scope: WorkloadScope, wording: Wording, actions: readonly string[] = startedActions(scope),
): string | undefined {
  const { creating } = jobConditionsData();
  const missing = (action: string) => setOptions(scope).filter((option) => !creating[action]?.includes(option));
  const gaps = actions.filter((action) => missing(action).length > 0).map((action) => `${action} (${missing(action).join(', ')})`);
  return gaps.length === 0 ? undefined
    : `IAM can't enforce all of ${wording.property('jobConditions')}. These actions don't know a condition: ${gaps.join(', ')}`;
}

/** A warning about conditions, tags and a prefix of names that narrow nothing of the role itself. */
export function unusedConditions(scope: WorkloadScope, wording: Wording): string | undefined {
  const startsNothing = startedActions(scope).length === 0;
  const usesPrefix = selectedStatements(scope).some((statement) => usesNamePrefix(statement, scope));
  const names = [
    ...startsNothing && setOptions(scope).length > 0 ? ['jobConditions'] : [],
    ...startsNothing && scope.resourceTags ? ['resourceTags'] : [],
    ...scope.resourceNamePrefix !== undefined && !usesPrefix ? [NAME_PREFIX] : [],
  ];
  return names.length === 0 ? undefined : `the role itself does nothing that ${names.map(wording.property).join(' or ')} narrows`;
}

/** Rejects a value that matches every type, or none. */
export function checkJobConditionValues({ instanceTypes, maxRuntime }: JobConditionsScope, displayName: DisplayName): void {
  const property = displayName('jobConditions');
  const wrong = instanceTypes?.find((type) => !/^ml\.[a-z\d-]+\.(?:\*|[a-z\d-]+)$/.test(type));
  if (wrong !== undefined || instanceTypes?.length === 0) {
    throw new InputError(`${property} has ${JSON.stringify(wrong ?? [])} in instanceTypes: use a type such as ml.m5.large, `
      + 'or a family such as ml.g5.*');
  }
  if (maxRuntime !== undefined && !(Number.isInteger(maxRuntime) && maxRuntime >= 1 && maxRuntime <= LONGEST_RUNTIME)) {
    throw new InputError(`${property} has a maxRuntime of ${maxRuntime} seconds: use whole seconds, from 1 to `
      + `${LONGEST_RUNTIME} (28 days)`);
  }
}

/**
 * Rejects a tag that no resource can have, or that IAM would take for a variable.
 *
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export function checkTag(key: string, value: PartialText, displayName: DisplayName): void {
  const property = displayName('resourceTags');
  if (!/^(?!aws:)[\w .:/=+@\xc0-\xff-]{1,128}$/i.test(key)) {
    throw new InputError(`${property} has the key ${JSON.stringify(key)}: use 1 to 128 letters, digits, spaces and _.:/=+-@, `
      + 'not beginning with aws:');
  }
  const literals = literalsOf(value);
  if (!/^[\w .:/=+@\xc0-\xff-]{0,256}$/.test(literals.join('')) || literals.length === value.length && literals.join('') === '') {
    throw new InputError(`${property} has the value ${quotedText(value)}: use 1 to 256 letters, digits, spaces and `
      + '_.:/=+-@');
  }
}

/** The actions of a role that create or change jobs, models, endpoints and pipelines. */
export function startedActions(scope: WorkloadScope): string[] {
  return creatingOf(selectedStatements(scope).flatMap(({ actions }) => actions));
}

/** The same actions of a caller that starts the workload. */
export function startedByCaller(scope: WorkloadScope): string[] {
  return creatingOf(callerActions(scope));
}

function creatingOf(actions: readonly string[]): string[] {
  const { creating } = jobConditionsData();
  return [...new Set(actions.filter((action) => action in creating))];
}

function isKeyOption(option: keyof JobConditionsScope): boolean {
  return option === 'requireVolumeKey' || option === 'requireOutputKey';
}
