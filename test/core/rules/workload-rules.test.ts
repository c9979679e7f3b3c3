import cases from './name-cases.json';
import { InputError } from '../../../src/core/rules/input-error';
import {
  checkMetricNamespace, checkMlflowServer, checkName, checkPassableRole, checkPrefix,
} from '../../../src/core/rules/workload-rules';

const asOption = (property: string) => `--${property}`;

const RULES: Record<keyof typeof cases, (value: string) => void> = {
  prefix: (value) => checkPrefix(value, asOption),
  name: (value) => checkName('modelPackageGroups', value, asOption),
  mlflowServer: (value) => checkMlflowServer(value, asOption),
  metricNamespace: (value) => checkMetricNamespace(value, asOption),
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

/** The longest names, and the subject of the error about a longer one. */
test.each<[string, number, (characters: number) => void, string]>([
  ['prefix', 1_024, (count) => checkPrefix('p'.repeat(count), asOption), '--buckets lists "p+" with 1025 bytes, but a prefix can have only 1024: use a shorter one'],
  ['prefix in bytes', 512, (count) => checkPrefix('é'.repeat(count), asOption), '--buckets lists "é+" with 1026 bytes'],
  ['model package group', 63, (count) => checkName('modelPackageGroups', 'g'.repeat(count), asOption), 'with 64 characters, but the name of a model package group can have only 63'],
  ['Glue database', 255, (count) => checkName('glueDatabases', 'd'.repeat(count), asOption), 'with 256 characters, but the name of a database can have only 255'],
  ['MLflow server', 256, (count) => checkMlflowServer(SHORT_ARN + 'm'.repeat(count), asOption), 'with 257 characters, but the name of an MLflow app or tracking server can have only 256'],
  ['metric namespace', 255, (count) => checkMetricNamespace('n'.repeat(count), asOption), 'with 256 characters, but a namespace can have only 255'],
])('accepts a %s of %d and rejects a longer one', (_, longest, check, error) => {
  expect(() => check(longest)).not.toThrow();
  expect(() => check(longest + 1)).toThrow(new RegExp(error));
});
