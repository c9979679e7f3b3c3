import cases from './name-cases.json';
import { InputError } from '../../../src/core/rules/input-error';
import { checkArn, checkName, checkPattern, checkPrefix } from '../../../src/core/rules/value-rules';
import { propertyNamed } from '../../../src/core/rules/workload-properties';
import { checkPassableRole } from '../../../src/core/rules/workload-rules';

const asOption = (property: string) => `--${property}`;

const RULES: Record<keyof typeof cases, (value: string) => void> = {
  prefix: (value) => checkPrefix(value, asOption),
  name: (value) => checkName(propertyNamed('modelPackageGroups'), value, asOption),
  mlflowServer: (value) => checkArn(propertyNamed('mlflowServers'), value, asOption),
  metricNamespace: (value) => checkPattern(propertyNamed('metricNamespaces'), value, asOption),
  passableRole: (value) => checkPassableRole(value, '111122223333', asOption),
};

describe.each(Object.keys(cases) as (keyof typeof cases)[])('the rule for a %s', (rule) => {
  const all = cases[rule] as { value: string; error?: string }[];

  test.each(all.filter(({ error }) => error === undefined))('accepts $value', ({ value }) => {
    expect(() => RULES[rule](value)).not.toThrow();
  });

  test.each(all.filter(({ error }) => error !== undefined))('rejects $value', ({ value, error }) => {
    expect(() => RULES[rule](value)).toThrow(error);
    expect(() => RULES[rule](value)).toThrow(InputError);
  });
});

test.each([undefined, '${Token[AWS.AccountId.1]}'])('accepts a passable role of any account if the role is in account %s', (account) => {
  expect(() => checkPassableRole('arn:aws:iam::444455556666:role/own', account, asOption)).not.toThrow();
});

const SHORT_ARN = 'arn:aws:sagemaker:eu-west-1:111122223333:mlflow-app/';

/** The longest values, and the error about a longer one. */
test.each<[string, number, (characters: number) => void, string]>([
  ['prefix', 1_024, (count) => checkPrefix('p'.repeat(count), asOption), 'the prefix "p+" in --buckets has 1025 bytes: use at most 1024'],
  ['prefix in bytes', 512, (count) => checkPrefix('é'.repeat(count), asOption), 'has 1026 bytes: use at most 1024'],
  ['model package group', 63, (count) => checkName(propertyNamed('modelPackageGroups'), 'g'.repeat(count), asOption),
    '--modelPackageGroups lists "g+", which has 64 characters: use at most 63'],
  ['Glue database', 255, (count) => checkName(propertyNamed('glueDatabases'), 'd'.repeat(count), asOption), 'which has 256 characters: use at most 255'],
  ['MLflow server', 256, (count) => checkArn(propertyNamed('mlflowServers'), SHORT_ARN + 'm'.repeat(count), asOption),
    /lists "arn:.*", but its name has 257 characters: use at most 256/.source],
  ['metric namespace', 255, (count) => checkPattern(propertyNamed('metricNamespaces'), 'n'.repeat(count), asOption), 'which has 256 characters: use at most 255'],
])('accepts a %s of %d and rejects a longer one', (_, longest, check, error) => {
  expect(() => check(longest)).not.toThrow();
  expect(() => check(longest + 1)).toThrow(new RegExp(error));
});
