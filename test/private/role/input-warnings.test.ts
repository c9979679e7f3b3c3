import { App, CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketAccess, SageMakerExecutionRole, SageMakerExecutionRoleProps, SageMakerRoleType as T } from '../../../src';

let stack: Stack;
beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
});

const ID = 'cdk-sagemaker-execution-role';
const makeRole = (props: Partial<SageMakerExecutionRoleProps>) => new SageMakerExecutionRole(stack, 'Role', {
  roleType: T.TRAINING, buckets: [BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket'))], encryptionKeys: [], ...props,
});
const warnings = (id: string) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`\\[ack: ${ID}:${id}\\]`)).map(({ entry }) => String(entry.data));
const withPrefix = (prefix: string) => ({ buckets: [BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, 'Data', 'data'), prefix)] });

describe('prefixWithoutSlash', () => {
  test('warns about a prefix that also matches other folders, and names the fix', () => {
    makeRole(withPrefix('data'));
    expect(warnings('prefixWithoutSlash')).toEqual([
      `the prefix "data" in 'buckets' has no slash at its end, so it also matches "data-private/": use "data/" for a folder [ack: ${ID}:prefixWithoutSlash]`,
    ]);
  });

  test('warns about the literal end of a prefix with a token', () => {
    makeRole(withPrefix(`${Fn.importValue('x')}/raw`));
    expect(warnings('prefixWithoutSlash')).toEqual([expect.stringContaining('also matches "${Token}/raw-private/": use "${Token}/raw/" for a folder')]);
  });

  test.each(['', 'data/', 'a/b/'])('takes the prefix %j', (prefix) => {
    makeRole(withPrefix(prefix));
    expect(warnings('prefixWithoutSlash')).toEqual([]);
  });

  test('takes a prefix that ends with a token', () => {
    makeRole(withPrefix(`data/${Fn.importValue('x')}`));
    expect(warnings('prefixWithoutSlash')).toEqual([]);
  });
});

describe('openParameter', () => {
  const parameter = (props: ConstructorParameters<typeof CfnParameter>[2] = {}) => new CfnParameter(stack, 'Param', props).valueAsString;

  test('warns about a parameter that a deployment can set to a wildcard, and names the fix', () => {
    makeRole({ modelPackageGroups: [parameter()] });
    expect(warnings('openParameter')).toEqual([
      "'modelPackageGroups' has the parameter Stack/Param, and a deployment can set it to a wildcard or a policy variable, which match more than one thing: limit it with "
      + `'allowedPattern', such as '[\\\\w/.:-]+', or with 'allowedValues' [ack: ${ID}:openParameter]`,
    ]);
  });

  test('warns about a parameter in the name of a bucket, in a prefix and in a source ARN', () => {
    const param = parameter();
    makeRole({
      buckets: [BucketAccess.readOnly(s3.Bucket.fromBucketName(stack, 'Data', param), `${param}/`)],
      sourceArns: [`arn:aws:sagemaker:eu-west-1:${param}:training-job/*`],
    });
    expect(warnings('openParameter')).toEqual([expect.stringContaining("'buckets' has"), expect.stringContaining("'sourceArns' has")]);
  });

  test.each([{ allowedPattern: '.*' }, { allowedPattern: '[a-z*]+' }, { allowedValues: ['own', '*'] }])('warns about a limit that allows a wildcard: %j', (props) => {
    makeRole({ modelPackageGroups: [parameter(props)] });
    expect(warnings('openParameter')).toHaveLength(1);
  });

  test.each([{ allowedPattern: '[a-z]+' }, { allowedValues: ['own'] }, { type: 'Number' }, { type: 'AWS::S3::Bucket::Name' }, { allowedPattern: '\\p{javaLowerCase}++' }])(
    'takes a limited parameter: %j', (props) => {
      makeRole({ modelPackageGroups: [parameter(props)] });
      expect(warnings('openParameter')).toEqual([]);
    });

  test('warns about a parameter of a list', () => {
    makeRole({ metricNamespaces: new CfnParameter(stack, 'Names', { type: 'CommaDelimitedList' }).valueAsList });
    expect(warnings('openParameter')).toHaveLength(1);
  });

  test('warns the caller of a HyperPod cluster', () => {
    const user = new iam.User(stack, 'User');
    SageMakerExecutionRole.grantHyperPodConnect(user, { clusterArn: parameter(), eksClusterArn: 'arn:aws:eks:eu-west-1:111122223333:cluster/own' });
    expect(warnings('openParameter')).toEqual([expect.stringContaining("'clusterArn' has the parameter Stack/Param")]);
  });
});

describe('a trust policy', () => {
  const arns = (count: number, more = '') => Array.from({ length: count }, (_, index) => `arn:aws:sagemaker:eu-west-1:111122223333:training-job/team-${index}-${more}*`);

  test('warns without the account condition', () => {
    makeRole({ accountScopedTrust: false });
    expect(warnings('accountScopedTrust')).toEqual([
      "'accountScopedTrust: false' lets a service assume the role for any account (the confused deputy problem), unless 'sourceArns' has ARNs of that service: "
      + `remove it if the services send aws:SourceAccount [ack: ${ID}:accountScopedTrust]`,
    ]);
  });

  test('does not warn by default', () => {
    makeRole({ accountScopedTrust: true });
    expect(warnings('accountScopedTrust')).toEqual([]);
  });

  test.each<[string, Partial<SageMakerExecutionRoleProps>, string]>([
    ['an empty list', { sourceArns: [] }, "Stack/Role: 'sourceArns' is empty: list at least one, or omit it"],
    ['any account without the account condition', { accountScopedTrust: false, sourceArns: ['arn:aws:sagemaker:*:*:training-job/*'] },
      'Stack/Role: \'sourceArns\' lists "arn:aws:sagemaker:*:*:training-job/*", which names no account, so the service could assume the role for any account: '
      + "write the account, or remove 'accountScopedTrust: false'"],
    ['a part of an account', { accountScopedTrust: false, sourceArns: ['arn:aws:sagemaker:*:11112222*:training-job/*'] }, 'which names no account'],
    ['a policy variable', { sourceArns: ['arn:aws:sagemaker:*:${aws:PrincipalAccount}:training-job/*'] }, 'which has a policy variable'],
    ['an emoji', { sourceArns: ['arn:aws:sagemaker:*:*:training-job/\u{1F600}*'] }, 'with the character U+1F600'],
  ])('rejects %s in sourceArns', (_, props, message) => {
    expect(() => makeRole(props)).toThrow(message);
  });

  test.each([['an account', () => '111122223333'], ['a token', () => stack.account]])('takes source ARNs with %s without the account condition', (_, account) => {
    expect(() => makeRole({ accountScopedTrust: false, sourceArns: [`arn:aws:sagemaker:*:${account()}:training-job/*`] })).not.toThrow();
  });

  test('fails the synthesis over 2048 characters, and names the fix', () => {
    makeRole({ sourceArns: arns(40) });
    expect(() => Template.fromStack(stack)).toThrow(/\[Stack\/Role\] the trust policy has 2\d{3} characters, but IAM accepts 2048: use fewer 'sourceArns', or patterns that match several resources/);
  });

  test('counts what the app adds, and the longest values of tokens', () => {
    const build = (statements: number) => {
      stack = new Stack(new App(), 'Stack');
      const role = makeRole({ sourceArns: arns(24) });
      for (let number = 0; number < statements; number++) {
        role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({
          actions: ['sts:AssumeRole'],
          principals: [new iam.ServicePrincipal('glue.amazonaws.com')],
          conditions: { ArnLike: { 'aws:SourceArn': Lazy.string({ produce: () => Fn.importValue(`x${number}`) }) } },
        }));
      }
      return () => Template.fromStack(stack);
    };
    expect(build(0)).not.toThrow();
    expect(build(2)).toThrow('the trust policy has');
  });

  test('takes exactly 2048 characters', () => {
    const size = () => JSON.stringify(Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))
      .map(({ Properties }) => Properties.AssumeRolePolicyDocument)[0]).length;
    const build = (padding: number) => {
      stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
      makeRole({ sourceArns: [...arns(20), `arn:aws:sagemaker:eu-west-1:111122223333:training-job/${'x'.repeat(padding)}*`] });
    };
    build(1);
    const free = 2_048 - size();
    build(1 + free);
    expect(size()).toBe(2_048);
    build(2 + free);
    expect(() => Template.fromStack(stack)).toThrow('the trust policy has 2049 characters');
  });
});
