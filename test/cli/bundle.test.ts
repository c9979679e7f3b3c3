import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { cliFile } from './run-cli';

/** The size of the clients and the chain of credential providers. */
const MOST_BYTES = 420_000;

const code = (file: string) => readFileSync(join(dirname(cliFile()), file), 'utf8');
const operationsOf = (client: object) => Object.keys(client).filter((name) => /^[A-Z]\w*Command$/.test(name)).map((name) => name.replace(/Command$/, ''));
/** Whole names only: some operations' names begin with another's. */
const namedIn = (text: string, operations: readonly string[]) =>
  operations.filter((name) => new RegExp(`(?<![A-Za-z:])${name}(?:Command|Request|Response|Result)?(?![A-Za-z])`).test(text)).sort();

describe('the file that asks AWS', () => {
  test('knows two operations of IAM, and no other', () => {
    expect(operationsOf(iam).length).toBeGreaterThan(150);
    expect(namedIn(code('validate.js'), operationsOf(iam))).toEqual(['GetRole', 'SimulatePrincipalPolicy']);
  });

  test('knows one operation of STS, and those that a profile needs to assume a role', () => {
    expect(operationsOf(sts).length).toBeGreaterThan(8);
    // The client lists by name which of its operations need no signature, one that is not there among them.
    const listed = /case"AssumeRoleWithSAML":/;
    expect(code('validate.js')).toMatch(listed);
    expect(namedIn(code('validate.js').replace(listed, ''), operationsOf(sts))).toEqual(['AssumeRole', 'AssumeRoleWithWebIdentity', 'GetCallerIdentity']);
  });

  test('has the whole chain of credential providers, which the Lambda function has not', () => {
    for (const part of ['credential_process', 'sso_start_url', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_EC2_METADATA_DISABLED']) {
      expect(code('validate.js')).toContain(part);
    }
  });

  test(`has no policy in it, and is at most ${MOST_BYTES} bytes`, () => {
    expect(code('validate.js')).not.toContain('sagemaker:CreateTrainingJob');
    expect(code('validate.js').length).toBeLessThanOrEqual(MOST_BYTES);
  });
});

test('the file that starts has no client of AWS in it', () => {
  expect(code('main.js')).toContain('hyperpod-connect');
  expect(code('main.js')).not.toMatch(/amazonaws\.com\/doc\/|X-Amz-Security-Token/i);
});
