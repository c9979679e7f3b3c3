import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { RoleRequirements, SageMakerExecutionRole, SageMakerRoleType, Workload } from '../src';
import { runInProcess } from './cli/run-in-process';
import { roleTypeData } from '../src/core/grant/data/policy-data';
import { featuresThatUse } from '../src/core/grant/scope/statement-scopes';
import { WORKLOAD_PROPERTIES } from '../src/core/rules/workload-properties';
import { TextSlot, textSlots } from '../testing/workload/property-texts';
import { unnamedFeatures } from '../testing/workload/unnamed-features';

/** Texts that match more than one thing, or that IAM refuses. */
const REFUSED: [string, (stack: Stack, example: string) => string][] = [
  ['*', () => '*'],
  ['?', () => '?'],
  ['a policy variable', () => '${aws:username}'],
  ['a token and *', () => `${Fn.importValue('own')}*`],
  ['a token and ?', () => `${Fn.importValue('own')}?`],
  ['a token and a policy variable', () => `${Fn.importValue('own')}\${aws:username}`],
  ['a token behind a dollar sign', () => `own$${Fn.importValue('own')}`],
  ['an emoji', () => '\u{1F600}'],
  ['an emoji behind a token', () => `${Fn.importValue('own')}\u{1F600}`],
  ['a control character', () => '\u0007'],
];

/** The same behind a good text. A pattern may end so. */
const REFUSED_ENDS: typeof REFUSED = [
  ['* at its end', (_, example) => `${example}*`],
  ['? at its end', (_, example) => `${example}?`],
];

const ALL = WORKLOAD_PROPERTIES.flatMap((row) => textSlots(row).map((slot): [string, string, TextSlot] => [row.property, slot.slot, slot]));
const ENDS = ALL.filter(([property]) => WORKLOAD_PROPERTIES.find((row) => row.property === property)!.kind !== 'patterns');

let stack: Stack;
beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
});

/** A workload of the first role type that uses the property, with all features. */
function workloadWith(property: string, value: unknown): Workload {
  const roleType = Object.values(SageMakerRoleType).find((one) => featuresThatUse(property, roleTypeData(one)).length > 0)!;
  return { roleType, minimal: true, features: unnamedFeatures(roleType), [property]: value };
}

function errorOf(act: () => unknown): Error | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

const warnings = () => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('openParameter')).map(({ entry }) => String(entry.data));

test('has texts of each kind of property', () => {
  expect(new Set(ALL.map(([property]) => property)).size).toBeGreaterThan(13);
});

describe.each(ALL)('%s: %s', (property, _, { example, shownAs, value }) => {
  test('takes its example, without a warning of a parameter', () => {
    expect(errorOf(() => new SageMakerExecutionRole(stack, 'Role', workloadWith(property, value(stack, example))))).toBeUndefined();
    expect(warnings()).toEqual([]);
  });

  test.each(REFUSED)('refuses %s, of the construct and of a validation', (_name, text) => {
    const workload = workloadWith(property, value(stack, text(stack, example)));
    for (const error of [errorOf(() => new SageMakerExecutionRole(stack, 'Role', workload)), errorOf(() => RoleRequirements.executionRole(workload))]) {
      expect(error?.message).toContain(`'${shownAs}'`);
      expect(error).not.toBeInstanceOf(TypeError);
    }
  });

  test('warns about a parameter that can become a wildcard', () => {
    const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
    new SageMakerExecutionRole(stack, 'Role', workloadWith(property, value(stack, parameter)));
    expect(warnings()).toEqual([expect.stringContaining(`'${shownAs}' has the parameter Stack/Parameter`)]);
  });
});

const CASES_OF_ENDS = ENDS.flatMap(([property, slot, { value, example }]) =>
  REFUSED_ENDS.map(([end, text]) => [property, slot, end, value, text, example] as const));

test.each(CASES_OF_ENDS)(
  '%s: %s is refused with %s', (property, _slot, _end, value, text, example) => {
    expect(errorOf(() => new SageMakerExecutionRole(stack, 'Role', workloadWith(property, value(stack, text(stack, example)))))?.message).toContain('has a wildcard');
  });

describe('the command line', () => {
  const lists = WORKLOAD_PROPERTIES.filter(({ kind }) => ['constructs', 'keys', 'arns', 'names', 'patterns', 'namePrefix', 'buckets'].includes(kind));

  test.each(lists.flatMap(({ property, option }) => ['*', '?', '${aws:username}', '\u{1F600}'].map((text) => [option, text, property] as const)))(
    'refuses %s %s', async (option, text, property) => {
      const { roleType, features = [] } = workloadWith(property, undefined);
      const { status, stdout, stderr } = await runInProcess(['actions', roleType, '--minimal', ...features.flatMap((one) => ['--feature', one]), option, text]);
      expect([status, stdout]).toEqual([64, '']);
      expect(stderr).toContain(`error: ${option} `);
    });
});
