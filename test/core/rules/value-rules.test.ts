import cases from './name-cases.json';
import { WorkloadScope } from '../../../src/core/grant/workload';
import { InputError } from '../../../src/core/rules/input-error';
import { PartialText, quotedText } from '../../../src/core/rules/partial-text';
import { checkArn, checkPrefix } from '../../../src/core/rules/value-rules';
import { propertyNamed } from '../../../src/core/rules/workload-properties';
import { checkPassableRole } from '../../../src/core/rules/workload-rules';
import { checkTexts } from '../../../src/core/rules/workload-texts';

const asOption = (property: string) => `--${property}`;

const check = (values: Partial<WorkloadScope>) => checkTexts({ roleType: 'training', ...values }, asOption, (text) => [text]);
const withPrefix = (prefix: string) => check({ buckets: [{ arn: 'arn:aws:s3:::own', prefix, read: true, write: true }] });

const RULES: Record<keyof typeof cases, (value: string) => void> = {
  prefix: withPrefix,
  name: (value) => check({ modelPackageGroups: [value] }),
  glueDatabase: (value) => check({ glueDatabases: [value] }),
  mlflowServer: (value) => check({ mlflowServers: [value] }),
  metricNamespace: (value) => check({ metricNamespaces: [value] }),
  passedRole: (value) => check({ passableRoles: [value] }),
  function: (value) => check({ functions: [value] }),
  bucketKey: (value) => check({ bucketKeys: [value] }),
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
  ['prefix', 1_024, (count) => withPrefix('p'.repeat(count)), 'the prefix "p+" in --buckets has 1025 bytes: use at most 1024'],
  ['prefix in bytes', 512, (count) => withPrefix('é'.repeat(count)), 'has 1026 bytes: use at most 1024'],
  ['model package group', 63, (count) => check({ modelPackageGroups: ['g'.repeat(count)] }),
    '--modelPackageGroups lists "g+", which has 64 characters: use at most 63'],
  ['Glue database', 255, (count) => check({ glueDatabases: ['d'.repeat(count)] }), 'which has 256 characters: use at most 255'],
  ['MLflow server', 256, (count) => check({ mlflowServers: [SHORT_ARN + 'm'.repeat(count)] }),
    /lists "arn:.*", but its name has 257 characters: use at most 256/.source],
  ['metric namespace', 255, (count) => check({ metricNamespaces: ['n'.repeat(count)] }), 'which has 256 characters: use at most 255'],
])('accepts a %s of %d and rejects a longer one', (_, longest, rule, error) => {
  expect(() => rule(longest)).not.toThrow();
  expect(() => rule(longest + 1)).toThrow(new RegExp(error));
});

/** Parts that only the deployment knows. */
const TOKEN = { shown: '${Token}' };
const ACCOUNT = { shown: '${AWS::AccountId}', sample: '123456789012' };
const ROLE = propertyNamed('passableRoles').resource;

test.each<[string, PartialText, string | undefined]>([
  ['an account', ['arn:aws:iam::', ACCOUNT, ':role/own'], undefined],
  ['an unknown account', ['arn:aws:iam::', TOKEN, ':role/own'], undefined],
  ['a part of the name', ['arn:aws:iam::', ACCOUNT, ':role/own-', TOKEN], undefined],
  ['the name', ['arn:aws:iam::', ACCOUNT, ':role/', TOKEN], undefined],
  ['the resource', ['arn:aws:iam::111122223333:', TOKEN], undefined],
  ['several fields', ['arn:', TOKEN, ':role/own'], undefined],
  ['the beginning', [TOKEN, ':role/own'], undefined],
  ['a wildcard behind a token', ['arn:aws:iam::', ACCOUNT, ':role/own-*'],
    'lists "arn:aws:iam::${AWS::AccountId}:role/own-*", which has a wildcard: name each one'],
  ['a wildcard between tokens', ['arn:aws:iam::', TOKEN, ':role/?', TOKEN], 'which has a wildcard'],
  ['a variable behind a token', ['arn:aws:iam::', TOKEN, ':role/${aws:username}'], 'which has a policy variable: write the name without'],
  ['a dollar sign in front of a token', ['arn:aws:iam::111122223333:role/$', TOKEN], 'which has a policy variable'],
  ['an emoji behind a token', ['arn:aws:iam::', TOKEN, ':role/\u{1F600}'], 'with the character U+1F600'],
  ['a user behind an account', ['arn:aws:iam::', ACCOUNT, ':user/own'],
    'which is not a role: use an ARN such as arn:aws:iam::123456789012:role/path/name'],
  ['a user behind an unknown account', ['arn:aws:iam::', TOKEN, ':user/own'], 'which is not a role'],
  ['another service', ['arn:aws:sts::', TOKEN], 'which is not a role'],
  ['an account of letters', ['arn:', { shown: '${AWS::Partition}', sample: 'aws' }, ':iam::own:role/own'], 'which is not a role'],
  ['a bad character in the name', ['arn:aws:iam::', ACCOUNT, ':role/own ', TOKEN], 'which is not a role'],
  ['a service-linked role', ['arn:aws:iam::', ACCOUNT, ':role/aws-service-role/', TOKEN], 'which is a service-linked role, which only its own service can assume: list another role'],
  ['a gap that the text spells itself', ['arn:aws:iam::111122223333:role/\ufffc'], 'with the character U+FFFC'],
])('checks the literal parts of an ARN with %s', (_, text, error) => {
  const act = () => checkArn(`'passableRoles' lists ${quotedText(text)}`, ROLE, text);
  error === undefined ? expect(act).not.toThrow() : expect(act).toThrow(error);
});

test.each<[PartialText, string | undefined]>([
  [['data/', TOKEN, '/raw/'], undefined],
  [[TOKEN, '/raw/'], undefined],
  [['data/', TOKEN, '/*/'], "the prefix \"data/${Token}/*/\" in 'buckets' has a wildcard"],
  [['/', TOKEN], "begins with a slash, but the keys in S3 URIs don't: use \"${Token}\""],
])('checks the literal parts of the prefix %j', (text, error) => {
  const act = () => checkPrefix("'buckets'", text, 1_024);
  error === undefined ? expect(act).not.toThrow() : expect(act).toThrow(error);
});
