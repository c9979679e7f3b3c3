import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Stack } from 'aws-cdk-lib';
import { SageMakerExecutionRole, SageMakerExecutionRoleProps, SageMakerRoleType } from '../../../src';
import { callerStatements } from '../../../src/core/grant/callers';
import { roleTypeData } from '../../../src/core/grant/data/policy-data';
import { featuresThatUse } from '../../../src/core/grant/scope/statement-scopes';
import { WORKLOAD_PROPERTIES } from '../../../src/core/rules/workload-properties';
import { longestArn } from '../../../src/core/rules/workload-property';
import { unnamedFeatures } from '../../../testing/workload/unnamed-features';
import { runInProcess } from '../run-in-process';

const ROOT = join(__dirname, '../../..');
const ROLE_TYPES = Object.values(SageMakerRoleType);
const DOCS = readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md') && file !== 'upgrading.md')
  .map((file) => readFileSync(join(ROOT, 'docs', file), 'utf8')).join('\n');
const DECLARATIONS = readFileSync(join(ROOT, 'src/workload.ts'), 'utf8');

/** Values for the option of a property. Each names one thing. */
const TYPED: Readonly<Record<string, readonly string[]>> = {
  buckets: ['own-bucket'],
  encryptionKeys: ['own-key'],
  repositories: ['own-image'],
  passableRoles: ['own-role'],
  functions: ['own-function'],
  topics: ['own-topic'],
  queues: ['own-queue'],
  modelPackageGroups: ['own-group'],
  mlflowServers: ['arn:aws:sagemaker:eu-west-1:111122223333:mlflow-app/own'],
  pipelines: ['own-pipeline'],
  featureGroups: ['own-features'],
  resourceNamePrefix: ['own-'],
  glueDatabases: ['own_database'],
  metricNamespaces: ['/own/*'],
  network: ['vpc-1', '--subnet', 'subnet-1', '--security-group', 'sg-1'],
  keysViaServiceOnly: [],
  anyAuthorizedService: [],
  passSelf: [],
  jobConditions: ['requireNetwork'],
  resourceTags: ['team=ml'],
  additionalPermissions: ['ssm:GetParameter=arn:aws:ssm:eu-west-1:111122223333:parameter/own'],
};

/** The options without which a flag is an error or does nothing. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  keysViaServiceOnly: ['--key', 'own-key'],
  passSelf: ['--pass-role', 'own-role'],
  anyAuthorizedService: ['--vpc', 'vpc-1', '--subnet', 'subnet-1', '--security-group', 'sg-1'],
};

/** The most characters of an ARN, counted by hand from the limits in AWS's API references. */
const LONGEST_ARNS: Readonly<Record<string, number>> = {
  // arn:aws-us-gov:s3::: and 63
  buckets: 20 + 63,
  // arn:aws-us-gov:kms:ap-southeast-1:123456789012:key/ and mrk- with 32 digits
  encryptionKeys: 51 + 36,
  // arn:aws-us-gov:ecr:ap-southeast-1:123456789012:repository/ and 256
  repositories: 58 + 256,
  // arn:aws-us-gov:iam::123456789012:role/, a path of 512 without its first slash, and 64
  passableRoles: 38 + 511 + 64,
  // arn:aws-us-gov:lambda:ap-southeast-1:123456789012:function:, 64, a colon and 128
  functions: 59 + 64 + 1 + 128,
  // arn:aws-us-gov:sns:ap-southeast-1:123456789012: and 256
  topics: 47 + 256,
  // arn:aws-us-gov:sagemaker:ap-southeast-1:123456789012:model-package-group/ and 63
  modelPackageGroups: 73 + 63,
  // arn:aws-us-gov:sqs:ap-southeast-1:123456789012: and 80
  queues: 47 + 80,
  // arn:aws-us-gov:sagemaker:ap-southeast-1:123456789012:mlflow-tracking-server/ and 256
  mlflowServers: 76 + 256,
};

/** Whether only the callers of a role type use the property. */
const boundByCallers = (roleType: string, property: string) =>
  property === 'resourceNamePrefix' && featuresThatUse(property, { statements: callerStatements({ roleType }) }).length > 0;

describe.each(WORKLOAD_PROPERTIES.map((row) => [row.property, row] as const))('%s', (property, row) => {
  // No policy file names these.
  const users = ['jobConditions', 'resourceTags', 'additionalPermissions'].includes(property) ? ROLE_TYPES : ROLE_TYPES.filter((roleType) => featuresThatUse(property, roleTypeData(roleType)).length > 0);
  // Without the option, the role may pass itself.
  const words = [row.kind === 'choice' ? row.option.replace('--', '--no-') : row.option, ...TYPED[property]];

  test('is a documented property of Workload', () => {
    expect(DECLARATIONS).toMatch(new RegExp(`\\*/\\n {2}readonly ${property}\\?: `));
  });

  test('is in the docs, with its option', () => {
    expect(DOCS).toContain(`\`${property}\``);
    expect(DOCS).toMatch(new RegExp(`${row.option}(?![\\w-])`));
  });

  test('has an option with its help', async () => {
    const { stdout } = await runInProcess(['actions', '--help']);
    expect(stdout.replace(/\s+/g, ' ')).toContain(` ${row.option} ${row.value === undefined ? '' : `${row.value} `}${row.help}`);
  });

  test('reaches the permissions of the role types that use it', async () => {
    expect(users.length).toBeGreaterThan(0);
    const all = unnamedFeatures(users[0] as SageMakerRoleType).flatMap((feature) => ['--feature', feature]);
    const keys = NEEDED[property] ?? [];
    const permissions = async (...more: string[]) => {
      const { status, stdout } = await runInProcess(['actions', users[0], ...all, ...keys, ...more, '--json']);
      expect(status).toBe(0);
      return JSON.parse(stdout).statements;
    };
    expect(await permissions(...words)).not.toEqual(await permissions());
  });

  test('is rejected for the other role types, in code and on the command line', async () => {
    for (const roleType of row.mustBeUsed ? ROLE_TYPES.filter((one) => !users.includes(one) && !boundByCallers(one, property)) : []) {
      const { status, stderr } = await runInProcess(['actions', roleType, ...words]);
      expect([status, stderr]).toEqual([64, `error: ${row.option} has no effect on role type ${roleType.replace(/_/g, '-')}: omit it\n`]);
    }
  });

  test('rejects a value of another type in code', () => {
    const value = row.kind === 'namePrefix' ? 7 : 'text';
    const props = { roleType: users[0], [property]: value } as unknown as SageMakerExecutionRoleProps;
    const fix = {
      flag: 'true or false',
      choice: 'true or false',
      network: "an object with 'vpc' and 'securityGroups'",
      namePrefix: 'a text',
      jobConditions: 'an object',
      tags: 'an object with keys and values',
    }[row.kind as string] ?? 'a list';
    expect(() => new SageMakerExecutionRole(new Stack(), 'Role', props)).toThrow(`'${property}' is ${JSON.stringify(value)}: use ${fix}`);
  });

  test('has the longest ARN that AWS allows', () => {
    expect('resource' in row && row.resource ? longestArn(row.resource) : undefined).toEqual(LONGEST_ARNS[property]);
  });
});

test('each option has words in this test', () => {
  expect(Object.keys(TYPED).sort()).toEqual(WORKLOAD_PROPERTIES.map(({ property }) => property).sort());
});
