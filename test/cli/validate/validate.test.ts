import { createHash } from 'crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { useVirtualTime } from '../../../testing/clock/virtual-time';
import { FULL_AWS_ACCESS, OfflineRole } from '../../../testing/offline-iam/endpoint';
import { runCli } from '../run-cli';
import { runInProcess } from '../run-in-process';
import { accountOf, document, NOTHING, READER, ROLE_ARN, SESSION_ARN, startAws, TRAINER, WORKLOAD, countsOf, READING, WRITING } from '../session/offline-aws';

const NOT_CHECKED = 'not checked: policies of resources in other accounts, resource control policies, policies of VPC endpoints, policies of access points, '
  + 'grants of keys, objects other than the samples, Lake Formation\n';
const VALIDATE = ['validate', ...WORKLOAD];
const NO_WRITES = { document: document({ Effect: 'Deny', Action: 's3:PutObject', Resource: '*' }) };
/** The policy that the role without write access needs. */
const TO_ADD = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:PutObject'], Resource: ['arn:aws:s3:::own-bucket/*'] }] };
/** A role whose reading depends on where the requests come from. */
const FROM_VPC: OfflineRole = {
  ...TRAINER,
  policies: [{
    id: 'Own',
    document: document(WRITING, ...READING.slice(1), { ...READING[0], Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }),
  }],
};

useVirtualTime();

/** The words of the paragraph about the JSON. */
const documentedFields = (help: string): readonly string[] => /^The JSON has (.*?)\n\n/ms.exec(help)?.[1].match(/\w+/g) ?? [];

describe('the verdict', () => {
  test('is VALID with exit code 0', async () => {
    const { env } = await startAws();
    expect(await runInProcess([...VALIDATE, '--role', ROLE_ARN], { env })).toEqual({
      status: 0,
      stdout: `VALID: Role ${ROLE_ARN} can run this training workload: IAM allowed all 21 requests. Objects are sampled\n${NOT_CHECKED}`,
      stderr: '',
    });
  });

  test('is INVALID with exit code 1, the missing permission and the fix', async () => {
    const { env } = await startAws({ account: accountOf(READER) });
    expect(await runInProcess([...VALIDATE, '--role', 'Trainer'], { env })).toEqual({
      status: 1,
      stdout: 'INVALID: Role Trainer can\'t run this training workload (2 of 21 requests denied)\n'
        + '  it lacks s3:PutObject on objects of own-bucket (sampled: probe, sample/data.bin)\n'
        + "Add the statements in 'policy' to the role, or create the role with SageMakerExecutionRole.\n"
        + `policy:\n${JSON.stringify(TO_ADD, undefined, 2)}\n`
        + NOT_CHECKED,
      stderr: '',
    });
  });

  test('is INCONCLUSIVE with exit code 2 and the reason', async () => {
    const { env } = await startAws({ account: { ...accountOf(TRAINER), scps: [[{ document: FULL_AWS_ACCESS }, NO_WRITES]] } });
    expect(await runInProcess([...VALIDATE, '--role', 'Trainer'], { env })).toEqual({
      status: 2,
      stdout: 'INCONCLUSIVE: Can\'t confirm that role Trainer can run this training workload (2 of 21 requests denied)\n'
        + '  a service control policy, perhaps with conditions, denies s3:PutObject on objects of own-bucket (sampled: probe, sample/data.bin)\n'
        + 'Ask the administrator of your organization whether its service control policies allow these actions.\n'
        + NOT_CHECKED,
      stderr: '',
    });
  });

  describe('with the policies of the resources', () => {
    const forbids = { Statement: { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' } };
    const allows = { Statement: { Effect: 'Allow', Principal: { AWS: ROLE_ARN }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::own-bucket/*' } };
    const run = async (role: OfflineRole, policy: object | 'accessDenied', ...options: string[]) => {
      const { env, policyCalls } = await startAws({ account: { ...accountOf(role), resourcePolicies: { 'arn:aws:s3:::own-bucket': policy } } });
      const { status, stdout } = await runInProcess([...VALIDATE, '--role', 'Trainer', ...options], { env });
      return { status, stdout, reads: policyCalls.map(({ arn }) => arn) };
    };

    test('is INVALID if the bucket policy denies the role', async () => {
      const { status, stdout } = await run(TRAINER, forbids);
      expect([status, stdout.split('\n')[1]]).toEqual([1, expect.stringMatching(/^  a Deny statement applies to .* \(.*denied by the bucket policy of arn:aws:s3:::own-bucket\)$/)]);
    });

    test('is VALID if only the bucket policy allows the role to write', async () => {
      expect((await run(READER, allows)).status).toBe(0);
    });

    test('is INCONCLUSIVE if the bucket policy may allow the role, and can not be read', async () => {
      const { status, stdout } = await run(READER, 'accessDenied');
      expect([status, stdout]).toEqual([2, expect.stringContaining('the bucket policy of arn:aws:s3:::own-bucket was not read')]);
    });

    test('reads none with --no-resource-policies', async () => {
      const { status, stdout, reads } = await run(TRAINER, forbids, '--no-resource-policies');
      expect([status, reads]).toEqual([0, []]);
      expect(stdout).toContain('not checked: policies of resources, such as buckets and keys');
    });
  });

  test('lists the unknown answers of an invalid role', async () => {
    const { env } = await startAws({ account: accountOf({ ...FROM_VPC, trust: document({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }) }) });
    const { status, stdout } = await runInProcess([...VALIDATE, '--role', 'Trainer'], { env });
    expect(status).toBe(1);
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      'INVALID: Role Trainer can\'t run this training workload (2 of 21 requests denied)',
      '  its trust policy doesn\'t trust sagemaker.amazonaws.com (no statement allows it)',
      'not known:',
      '  conditions of the request decide about s3:GetObject on objects of own-bucket (sampled: probe, sample/data.bin; condition keys: aws:SourceVpc)',
    ]);
  });

  test('lists the condition keys that IAM did not decide', async () => {
    const tagged = { ...READING[0], Condition: { StringEquals: { 's3:ExistingObjectTag/team': 'ml' } } };
    const { env } = await startAws({ account: accountOf({ ...TRAINER, policies: [{ id: 'Own', document: document(...READING, WRITING, tagged) }] }) });
    const { status, stdout } = await runInProcess([...VALIDATE, '--role', 'Trainer'], { env });
    expect(status).toBe(0);
    expect(stdout).toContain('allowed, but IAM did not decide every condition:\n'
      + '  s3:GetObject on objects of own-bucket (sampled: probe, sample/data.bin; not decided: s3:ExistingObjectTag/team)\n');
  });

  test('prints one JSON document for pipelines', async () => {
    const { env } = await startAws({ account: accountOf(READER) });
    const { status, stdout, stderr } = await runInProcess([...VALIDATE, '--role', 'Trainer', '--json'], { env });
    expect([status, stderr]).toEqual([1, '']);
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      verdict: 'INVALID',
      role: 'Trainer',
      roleArn: ROLE_ARN,
      workload: 'training',
      region: 'eu-west-1',
      good: 20,
      findings: [
        { verdict: 'VALID', reason: 'TRUSTED', subject: 'sagemaker.amazonaws.com', detail: 'a statement allows it' },
        ...['probe', 'sample/data.bin'].map((key) => ({
          verdict: 'INVALID', reason: 'MISSING_PERMISSION', subject: 's3:PutObject', resource: `arn:aws:s3:::own-bucket/${key}`, pattern: 'arn:aws:s3:::own-bucket/*',
        })),
      ],
      notChecked: ['policies of resources in other accounts', 'resource control policies', 'policies of VPC endpoints', 'policies of access points', 'grants of keys',
        'objects other than the samples', 'Lake Formation'],
      wayOut: "Add the statements in 'policy' to the role, or create the role with SageMakerExecutionRole.",
      policy: TO_ADD,
      calls: 11,
      notes: [],
    });
  });
});

describe('the role', () => {
  test('is found by its name, with its path', async () => {
    const aws = await startAws();
    const { status, stdout } = await runInProcess([...VALIDATE, '--role', 'Trainer', '--json'], { env: aws.env });
    expect([status, JSON.parse(stdout).roleArn]).toEqual([0, ROLE_ARN]);
    expect(aws.calls.filter(({ action }) => action === 'SimulatePrincipalPolicy').map(({ params }) => params.PolicySourceArn))
      .toEqual(expect.arrayContaining([ROLE_ARN]));
  });

  test('is INVALID if it does not exist', async () => {
    const { env } = await startAws();
    const { status, stdout } = await runInProcess([...VALIDATE, '--role', 'Other'], { env });
    expect([status, stdout.split('\n')[1]]).toEqual([1, '  IAM finds no role Other']);
  });

  test.each([[[]], [['--propagation-timeout', '2']]])('is INVALID with the wrong path, and the result has the right ARN: %j', async (options) => {
    const { env } = await startAws();
    const wrong = 'arn:aws:iam::111122223333:role/wrong/Trainer';
    const { status, stdout } = await runInProcess([...VALIDATE, '--role', wrong, ...options], { env });
    expect([status, stdout.split('\n').slice(0, 3)]).toEqual([1, [
      `INVALID: Role ${wrong} can't run this training workload`,
      `  IAM finds no role ${wrong} (the role of this name is ${ROLE_ARN})`,
      `Use ${ROLE_ARN}.`,
    ]]);
  });

  test('is rejected in another account, without a call to IAM', async () => {
    const aws = await startAws();
    const foreign = 'arn:aws:iam::999988887777:role/Trainer';
    expect(await runInProcess([...VALIDATE, '--role', foreign], { env: aws.env })).toEqual({
      status: 64,
      stdout: '',
      stderr: `error: ${foreign} is a role of account 999988887777, but the validation runs in account 111122223333: use a role of this account\n`,
    });
    expect(countsOf(aws)).toEqual({ GetCallerIdentity: 1 });
  });

  test.each([
    ['a session', SESSION_ARN, 'is a session of a role: use the role\'s own ARN, arn:aws:iam::111122223333:role/Trainer, with its path if it has one'],
    ['a user', 'arn:aws:iam::111122223333:user/Ann', 'is a user, but SageMaker assumes only roles: use the ARN of a role'],
    ['another partition', 'arn:aws-cn:iam::111122223333:role/Trainer', 'is in the partition aws-cn, but the validation runs in aws: use a role of this partition'],
    ['a name with a path', 'team/Trainer', 'is not a role name: use the name without its path'],
  ])('is rejected as %s', async (_, role, message) => {
    const { env } = await startAws();
    const { status, stdout, stderr } = await runInProcess([...VALIDATE, '--role', role], { env });
    expect([status, stdout]).toEqual([64, '']);
    expect(stderr).toContain(message);
  });

  test('is INVALID if it is service-linked, without a call to IAM', async () => {
    const aws = await startAws();
    const { status, stdout } = await runInProcess([...VALIDATE, '--role', 'arn:aws:iam::111122223333:role/aws-service-role/sagemaker.amazonaws.com/AWSServiceRoleForSageMaker'], { env: aws.env });
    expect([status, stdout.split('\n')[1]]).toEqual([1, expect.stringContaining('is a service-linked role, which only its own service can assume: use another role')]);
    expect(countsOf(aws)).toEqual({ GetCallerIdentity: 1 });
  });
});

describe('--context', () => {
  test.each([
    [[], 2, 'INCONCLUSIVE'],
    [['--context', 'aws:SourceVpc=vpc-1'], 0, 'VALID'],
    [['--context', 'aws:SourceVpc=vpc-2'], 1, 'INVALID'],
  ])('%j: %i', async (context, status, verdict) => {
    const { env } = await startAws({ account: accountOf(FROM_VPC) });
    const result = await runInProcess([...VALIDATE, '--role', 'Trainer', ...context], { env });
    expect([result.status, result.stdout.split(':')[0]]).toEqual([status, verdict]);
  });

  test('merges a key in different cases', async () => {
    const aws = await startAws();
    await runInProcess([...VALIDATE, '--role', 'Trainer', '--context', 'aws:TagKeys=a', '--context', 'AWS:tagkeys=b'], { env: aws.env });
    const { params } = aws.calls.find(({ action }) => action === 'SimulatePrincipalPolicy')!;
    const keys = Object.entries(params).filter(([, value]) => value.toLowerCase() === 'aws:tagkeys').map(([name]) => name);
    expect(keys).toHaveLength(1);
    const prefix = keys[0].replace('ContextKeyName', '');
    expect([params[`${prefix}ContextKeyValues.member.1`], params[`${prefix}ContextKeyValues.member.2`]]).toEqual(['a', 'b']);
  });

  test('passes the type of the values, and both values of a key that is given twice', async () => {
    const aws = await startAws();
    await runInProcess([...VALIDATE, '--role', 'Trainer', '--context', 'aws:MultiFactorAuthPresent=true', '--context', 'aws:TagKeys=a=b', '--context', 'aws:TagKeys=c'], { env: aws.env });
    const { params } = aws.calls.find(({ action }) => action === 'SimulatePrincipalPolicy')!;
    const entry = (key: string) => {
      const [[name]] = Object.entries(params).filter(([, value]) => value === key);
      const prefix = name.replace('ContextKeyName', '');
      return [params[`${prefix}ContextKeyType`], params[`${prefix}ContextKeyValues.member.1`], params[`${prefix}ContextKeyValues.member.2`]];
    };
    expect(entry('aws:MultiFactorAuthPresent')).toEqual(['boolean', 'true', undefined]);
    expect(entry('aws:TagKeys')).toEqual(['stringList', 'a=b', 'c']);
  });
});

describe('time', () => {
  test('waits for a permission that IAM shows later, with --propagation-timeout', async () => {
    for (const [seconds, status] of [['0', 1], ['20', 0]] as const) {
      let simulations = 0;
      const { env } = await startAws({
        account: () => accountOf(simulations > 8 ? TRAINER : READER),
        faults: (action) => {
          simulations += action === 'SimulatePrincipalPolicy' ? 1 : 0;
          return undefined;
        },
      });
      expect((await runInProcess([...VALIDATE, '--role', 'Trainer', '--propagation-timeout', seconds], { env })).status).toBe(status);
    }
  });

  test.each(['throttle', 'silence', 'serviceFailure'] as const)('ends in time with INCONCLUSIVE if IAM only answers with %s', async (fault) => {
    const { env } = await startAws({ faults: (action) => action === 'GetCallerIdentity' ? undefined : fault });
    const start = Date.now();
    const { status, stdout } = await runInProcess([...VALIDATE, '--role', ROLE_ARN, '--timeout', '6'], { env });
    expect([status, stdout.split('\n')[0]]).toEqual([2, `INCONCLUSIVE: Can't confirm that role ${ROLE_ARN} can run this training workload`]);
    expect(stdout).toContain('(the validation ran out of time)');
    expect(Date.now() - start).toBeLessThan(30_000);
  });

  test('ends in time with INCONCLUSIVE if STS is silent', async () => {
    const { env } = await startAws({ faults: () => 'silence' });
    const start = Date.now();
    const { status, stdout } = await runInProcess([...VALIDATE, '--timeout', '6'], { env });
    expect([status, stdout.split('\n').slice(0, 2)]).toEqual([2, [
      'INCONCLUSIVE: Can\'t confirm that the role can run this training workload',
      '  can\'t validate the caller (the command ran out of time (--timeout))',
    ]]);
    expect(Date.now() - start).toBeLessThan(30_000);
  });

  test('retries throttled calls', async () => {
    const aws = await startAws({ faults: (action, _, nth) => action.startsWith('Get') && nth === 1 ? 'throttle' : undefined });
    expect((await runInProcess([...VALIDATE, '--role', 'Trainer'], { env: aws.env })).status).toBe(0);
    expect(countsOf(aws)).toMatchObject({ GetCallerIdentity: 2, GetRole: 2 });
  });
});

describe('access', () => {
  test('is INCONCLUSIVE without iam:SimulatePrincipalPolicy, and names it', async () => {
    const { env } = await startAws({ faults: (action) => action === 'GetCallerIdentity' ? undefined : 'accessDenied' });
    const { status, stdout } = await runInProcess([...VALIDATE, '--role', ROLE_ARN], { env });
    expect(status).toBe(2);
    expect(stdout).toContain('can\'t read its trust policy (AccessDenied: ');
    expect(stdout).toContain('is not authorized to perform: iam:SimulatePrincipalPolicy');
  });

  // As a process: the SDK words an error otherwise in the sandbox of a test.
  test('is INCONCLUSIVE without a network', async () => {
    const { env } = await startAws();
    const { status, stdout, stderr } = await runCli([...VALIDATE, '--json'], { env: { ...env, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' } });
    expect([status, stderr]).toEqual([2, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'INCONCLUSIVE',
      findings: [{ reason: 'CANNOT_SIMULATE', subject: 'the caller', detail: 'sts:GetCallerIdentity: connect ECONNREFUSED 127.0.0.1:9' }],
    });
    expect(JSON.parse(stdout)).not.toHaveProperty('role');
  });

  test('fails without credentials', async () => {
    expect(await runInProcess([...VALIDATE, '--region', 'eu-west-1'], { env: NOTHING })).toEqual({
      status: 64,
      stdout: '',
      stderr: 'error: there are no AWS credentials (Could not load credentials from any providers): sign in, for example with aws sso login, or choose a '
        + 'profile with --profile or AWS_PROFILE\n',
    });
  });

  test.each([
    ['ExpiredToken', 'have expired (ExpiredToken)'],
    ['InvalidClientTokenId', 'are not valid (InvalidClientTokenId)'],
    ['SignatureDoesNotMatch', 'are not valid (SignatureDoesNotMatch)'],
  ])('rejects credentials that AWS refuses: %s', async (code, words) => {
    const aws = await startAws({ faults: () => ({ error: { status: 403, code } }) });
    expect(await runInProcess(VALIDATE, { env: aws.env })).toEqual({
      status: 64,
      stdout: '',
      stderr: `error: the AWS credentials ${words}: sign in again, or choose another profile with --profile or AWS_PROFILE\n`,
    });
    expect(countsOf(aws).GetRole).toBeUndefined();
  });

  test('is INCONCLUSIVE if the credentials expire in between', async () => {
    const { env } = await startAws({ faults: (action, n) => action !== 'GetCallerIdentity' && n > 3 ? { error: { status: 403, code: 'ExpiredToken' } } : undefined });
    const { status, stdout } = await runInProcess([...VALIDATE, '--role', 'Trainer'], { env });
    expect(status).toBe(2);
    expect(stdout).toContain('on arn:aws:kms:eu-west-1:111122223333:key/own-key (ExpiredToken: ');
  });
});

describe('the region', () => {
  const regionsOf = (aws: Pick<Awaited<ReturnType<typeof startAws>>, 'calls'>) => [...new Set(aws.calls.flatMap(({ params }) =>
    Object.values(params).flatMap((value) => /^arn:aws:logs:([^:]+):/.exec(value)?.[1] ?? [])))];

  test('is required', async () => {
    const { env: { AWS_REGION: _, ...env } } = await startAws();
    expect(await runInProcess(VALIDATE, { env })).toEqual({
      status: 64,
      stdout: '',
      stderr: 'error: there is no Region: use --region or AWS_REGION, or set it in the profile. IAM is global, but the resources of a workload are not\n',
    });
  });

  test.each([
    ['of the option', ['--region', 'Frankfurt'], 'eu-west-1', '--region "Frankfurt"'],
    ['of the option, which is empty', ['--region', ''], 'eu-west-1', '--region ""'],
    ['of the option, which no host has', ['--region', 'Europe (Ireland)'], 'eu-west-1', '--region "Europe (Ireland)"'],
    ['of the environment', [], 'Frankfurt', 'AWS_REGION "Frankfurt"'],
    ['of the environment, which no host has', [], 'eu_west_1', 'AWS_REGION "eu_west_1"'],
  ])('is rejected if it is wrong: %s', async (_, options, AWS_REGION, named) => {
    const { env } = await startAws();
    expect(await runInProcess([...VALIDATE, ...options], { env: { ...env, AWS_REGION } })).toEqual({
      status: 64, stdout: '', stderr: `error: ${named} is not a Region: use one such as eu-west-1\n`,
    });
  });

  test('is rejected if AWS_DEFAULT_REGION is wrong', async () => {
    const { env: { AWS_REGION: _, ...env } } = await startAws();
    expect(await runInProcess(VALIDATE, { env: { ...env, AWS_DEFAULT_REGION: 'Frankfurt' } })).toEqual({
      status: 64, stdout: '', stderr: 'error: AWS_DEFAULT_REGION "Frankfurt" is not a Region: use one such as eu-west-1\n',
    });
  });

  test.each([
    ['AWS_REGION', { AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-east-1' }, 'us-west-2'],
    ['AWS_DEFAULT_REGION, where there is no other', { AWS_DEFAULT_REGION: 'us-east-1' }, 'us-east-1'],
    ['AWS_DEFAULT_REGION, where the other is empty', { AWS_REGION: '', AWS_DEFAULT_REGION: 'us-east-1' }, 'us-east-1'],
  ])('comes from %s', async (_, variables, region) => {
    const { env: { AWS_REGION, ...env }, ...aws } = await startAws();
    await runInProcess([...VALIDATE, '--role', 'Trainer'], { env: { ...env, ...variables } });
    expect(regionsOf(aws)).toEqual([region]);
  });

  test('comes from the option before the environment', async () => {
    const aws = await startAws();
    await runInProcess([...VALIDATE, '--role', 'Trainer', '--region', 'us-west-2'], { env: aws.env });
    expect(regionsOf(aws)).toEqual(['us-west-2']);
  });
});

describe('profiles', () => {
  let folder: string;
  let files: Record<string, string>;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'profiles-'));
    files = { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') };
    writeFileSync(files.AWS_CONFIG_FILE, '[profile team]\nregion = ap-south-1\n[profile other]\nregion = us-east-1\n'
      + '[profile chained]\nrole_arn = arn:aws:iam::111122223333:role/team/Trainer\nsource_profile = team\nregion = ap-south-1\n'
      + '[profile tool]\nregion = eu-west-1\ncredential_process = node -e "process.exit(1)"\n');
    writeFileSync(files.AWS_SHARED_CREDENTIALS_FILE, '[team]\naws_access_key_id = AKIATEAM\naws_secret_access_key = offline\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** An environment whose credentials and region are in files. */
  async function start() {
    const aws = await startAws();
    const { AWS_ENDPOINT_URL } = aws.env;
    return { ...aws, env: { ...NOTHING, ...files, AWS_ENDPOINT_URL } };
  }

  test.each([
    ['--profile', ['--profile', 'team'], {}],
    ['AWS_PROFILE', [], { AWS_PROFILE: 'team' }],
  ])('%s gives the credentials and the region', async (_, options, more) => {
    const aws = await start();
    const { status, stdout } = await runInProcess([...VALIDATE, '--role', 'Trainer', '--json', ...options], { env: { ...aws.env, ...more } });
    // The key and the log groups of the role are of another region.
    expect([status, JSON.parse(stdout).region]).toEqual([1, 'ap-south-1']);
  });

  test("AWS_DEFAULT_REGION overrides the profile's Region, as in the AWS CLI", async () => {
    const aws = await start();
    const { stdout } = await runInProcess([...VALIDATE, '--role', 'Trainer', '--json', '--profile', 'team'], { env: { ...aws.env, AWS_DEFAULT_REGION: 'eu-west-1' } });
    expect(JSON.parse(stdout)).toMatchObject({ region: 'eu-west-1', verdict: 'VALID' });
  });

  test('rejects an empty name, instead of using the credentials of the environment', async () => {
    const aws = await startAws();
    expect(await runInProcess([...VALIDATE, '--profile', ''], { env: { ...aws.env, ...files } })).toEqual({
      status: 64, stdout: '', stderr: 'error: --profile "" is not a profile: use its name, or omit --profile\n',
    });
    expect(aws.calls).toEqual([]);
  });

  test('--profile overrides the credentials of the environment', async () => {
    const aws = await startAws();
    const { status, stdout, stderr } = await runCli([...VALIDATE, '--profile', 'tool'], { env: { ...aws.env, ...files } });
    expect([status, stdout]).toEqual([64, '']);
    expect(stderr).toMatch(/^error: the profile "tool" is unknown, or gives no credentials: .*\n$/);
  });

  test('a profile that assumes a role makes the role the caller', async () => {
    const aws = await start();
    const { status, stdout } = await runInProcess([...VALIDATE, '--profile', 'chained', '--region', 'eu-west-1'], { env: aws.env });
    expect([status, stdout.split('\n')[0]]).toEqual([0, `VALID: Role ${ROLE_ARN} can run this training workload: IAM allowed all 21 requests. Objects are sampled`]);
    expect(countsOf(aws)).toMatchObject({ AssumeRole: 1, GetCallerIdentity: 1 });
  });

  test('rejects an expired session of IAM Identity Center, and says how to renew it', async () => {
    const startUrl = 'https://team.awsapps.com/start';
    const home = join(folder, 'home');
    mkdirSync(join(home, '.aws/sso/cache'), { recursive: true });
    const token = { startUrl, region: 'eu-west-1', accessToken: 'offline', expiresAt: '2020-01-01T00:00:00Z' };
    writeFileSync(join(home, '.aws/sso/cache', `${createHash('sha1').update(startUrl).digest('hex')}.json`), JSON.stringify(token));
    const config = join(home, '.aws/config');
    writeFileSync(config, `[profile sso]\nregion = eu-west-1\nsso_start_url = ${startUrl}\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = Team\n`);
    const { status, stderr } = await runInProcess([...VALIDATE, '--profile', 'sso'], { env: { ...NOTHING, HOME: home, AWS_CONFIG_FILE: config } });
    expect(status).toBe(64);
    expect(stderr).toMatch(/^error: there are no AWS credentials of the profile "sso" \(The SSO session .* has expired.* aws sso login .*\): sign in, .*\n$/);
  });

  test.each(['nobody', 'other'])('rejects a profile that is unknown or without credentials: %s', async (profile) => {
    const aws = await start();
    expect(await runInProcess([...VALIDATE, '--profile', profile], { env: aws.env })).toEqual({
      status: 64,
      stdout: '',
      stderr: `error: the profile "${profile}" is unknown, or gives no credentials: sign in, or choose another one with --profile or AWS_PROFILE\n`,
    });
    expect(aws.calls).toEqual([]);
  });
});

describe('the role type', () => {
  const USE = 'use --type, such as --type training';
  const withoutType = (...args: string[]) => ['validate', ...WORKLOAD.slice(WORKLOAD.indexOf('--minimal')), ...args];
  const tagged = (tags?: Record<string, string>) => accountOf({ ...TRAINER, tags });

  test.each([[['--role', 'Trainer']], [['--role', ROLE_ARN]], [[]]])('is that of the tag RoleType, with the role as %j', async (role) => {
    const { env } = await startAws({ account: tagged({ RoleType: 'training' }) });
    const { status, stdout } = await runInProcess(withoutType(...role), { env });
    expect([status, stdout.split('\n')[1]]).toEqual([0, 'note: the role type training is from the tag of the role']);
  });

  test('is that of --type, even if the tag differs', async () => {
    const { env } = await startAws({ account: tagged({ RoleType: 'serving' }) });
    expect((await runInProcess([...VALIDATE, '--role', 'Trainer', '--json'], { env })).stdout).toContain('"workload": "training"');
  });

  test.each<[string, Record<string, string> | undefined, string]>([
    ['no tags', undefined, 'and the role Trainer has no tag RoleType'],
    ['another tag', { roletype: 'training' }, 'and the role Trainer has no tag RoleType'],
    ['another value', { RoleType: 'data-science' }, 'and the tag RoleType of the role Trainer is "data-science", which isn\'t a role type'],
  ])('is needed with %s', async (_, tags, problem) => {
    const { env } = await startAws({ account: tagged(tags) });
    expect(await runInProcess(withoutType('--role', 'Trainer'), { env })).toEqual({ status: 64, stdout: '', stderr: `error: --type is missing, ${problem}: ${USE}\n` });
  });

  test('is needed if the tags cannot be read', async () => {
    const { env } = await startAws({ faults: (action) => action === 'GetRole' ? 'accessDenied' : undefined });
    const { status, stderr } = await runInProcess(withoutType('--role', 'Trainer'), { env });
    expect([status, stderr]).toEqual([64, expect.stringMatching(/^error: --type is missing, and the tag RoleType of the role Trainer can't be read \(AccessDenied: .*\): use --type/)]);
  });
});

test('names the role template that a role was created from', async () => {
  const template = 'arn:aws:iam::aws:role-template/awsserviceprincipal/Example';
  const { env } = await startAws({ account: accountOf({ ...TRAINER, sourceRoleTemplate: template }) });
  expect((await runInProcess([...VALIDATE, '--role', 'Trainer'], { env })).stdout).toContain(`note: the role was created from the role template ${template}\n`);
  expect(JSON.parse((await runInProcess([...VALIDATE, '--role', 'Trainer', '--json'], { env })).stdout)).toMatchObject({ sourceRoleTemplate: template });
});

describe('arguments', () => {
  test.each([
    ['an unknown type', ['--type', 'training-job'], 'the role type is "training-job": use training'],
    ['an unknown option', ['--type', 'training', '--rol', 'x'], "unknown option '--rol': did you mean --role?"],
    ['a bucket of an unknown mode', ['--type', 'training', '--bucket', 'b:rx'], '--bucket "b:rx"'],
    ['a context without a value', ['--type', 'training', '--context', 'aws:SourceVpc'],
      '--context "aws:SourceVpc" is not KEY=VALUE with a key of 5 to 256 characters and no white space around key and value: use one such as '
        + 'aws:SourceVpc=vpc-1'],
    ['a context without a service', ['--type', 'training', '--context', 'vpc=1'], '--context "vpc=1" is not KEY=VALUE'],
    ['no time', ['--type', 'training', '--timeout', '0'], '--timeout is "0": use a whole number of seconds from 1 to 3600'],
    ['a malformed time', ['--type', 'training', '--timeout', '1e2'], '--timeout is "1e2": use a whole number of seconds from 1 to 3600'],
    ['too long a propagation', ['--type', 'training', '--propagation-timeout', '601'], '--propagation-timeout is "601": use a whole number of seconds from 0 to 600'],
  ])('reject %s before any call to AWS', async (_, args, message) => {
    const { status, stdout, stderr } = await runInProcess(['validate', ...args], { env: NOTHING });
    expect([status, stdout]).toEqual([64, '']);
    expect(stderr).toMatch(/^error: .*\n$/);
    expect(stderr).toContain(message);
  });

  test('--help names every field of the JSON', async () => {
    const { env } = await startAws({ account: accountOf(READER) });
    const { stdout } = await runInProcess([...VALIDATE, '--role', 'Trainer', '--json'], { env });
    const fields = Object.keys(JSON.parse(stdout));
    expect(fields).toEqual(['version', 'verdict', 'role', 'roleArn', 'workload', 'good', 'findings', 'wayOut', 'policy', 'notChecked', 'calls', 'region', 'notes']);
    const help = (await runInProcess(['validate', '--help'])).stdout;
    expect(fields.concat('reason', 'subject', 'resource', 'detail').filter((field) => !documentedFields(help).includes(field))).toEqual([]);
  });

  test('--help names the options, the exit codes and the permissions', async () => {
    const { status, stdout, stderr } = await runInProcess(['validate', '--help']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Usage: sagemaker-role validate|check [options]');
    for (const part of ['--type', '--role', '--bucket', '--context', '--propagation-timeout', '--profile', '--region', '--timeout', '--json',
      '0 VALID, 1 INVALID, 2 INCONCLUSIVE, 64', 'iam:SimulatePrincipalPolicy']) {
      expect(stdout).toContain(part);
    }
  });
});
