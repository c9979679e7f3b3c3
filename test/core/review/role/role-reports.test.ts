import { policyFile } from '../../../policies/policy-file';
import { allow, policy, reportOf, role } from '../report-of';

const SERVICE = { Service: 'sagemaker.amazonaws.com' };
const trusting = (...Statement: object[]) => role({ AssumeRolePolicyDocument: { Statement } });
const trustOf = (...statements: object[]) => reportOf({ Resources: { Own: trusting({ Effect: 'Allow', Principal: SERVICE, Action: 'sts:AssumeRole' }, ...statements) } })
  .roles[0].trust.slice(1).map(({ effect, principal, principalKind }) => [effect, principal, principalKind]);

describe('the trust of a role', () => {
  test.each<[string, object, unknown[][]]>([
    ['SAML', { Principal: { Federated: 'arn:saml' }, Action: 'sts:AssumeRoleWithSAML' }, [['Allow', 'arn:saml', 'federated']]],
    ['web identities', { Principal: { Federated: 'oidc' }, Action: 'sts:AssumeRoleWithWebIdentity' }, [['Allow', 'oidc', 'federated']]],
    ['accounts', { Principal: { AWS: ['111122223333', '*'] }, Action: 'sts:*' }, [['Allow', '111122223333', 'aws'], ['Allow', '*', 'any']]],
    ['a principal of another kind', { Principal: { CanonicalUser: 'x' }, Action: 'sts:AssumeRole' }, [['Allow', 'x', 'other']]],
    ['a principal that is a text', { Principal: '*', Action: 'sts:AssumeRole' }, [['Allow', '*', 'any']]],
    ['a principal that is a parameter', { Principal: { Ref: 'P' }, Action: 'sts:AssumeRole' }, [['Allow', '${P}', 'other']]],
    ['an action that is a parameter', { Principal: { AWS: 'x' }, Action: ['sts:TagSession', { Ref: 'P' }] }, [['Allow', 'x', 'aws']]],
    ['NotPrincipal', { Effect: 'Deny', NotPrincipal: { AWS: ['x', 'y'] }, Action: 'sts:AssumeRole' }, [['Deny', 'everyone except x, y', 'other']]],
    ['NotAction', { Principal: { AWS: 'x' }, NotAction: 'sts:TagSession' }, [['Allow', 'x', 'aws']]],
    ['no one, by NotAction', { Principal: { AWS: 'x' }, NotAction: 'sts:AssumeRole*' }, []],
    ['no one, by another action', { Principal: { AWS: 'x' }, Action: 'sts:TagSession' }, []],
  ])('shows %s', (_, statement, shown) => {
    expect(trustOf({ Effect: 'Allow', ...statement })).toEqual(shown);
  });

  test('has no condition of the template without Fn::If', () => {
    expect(reportOf({ Resources: { Own: role() } }).roles[0].trust).toEqual([
      { effect: 'Allow', principal: 'sagemaker.amazonaws.com', principalKind: 'service', conditions: [] },
    ]);
  });
});

test('omits roles that no SageMaker service can assume', () => {
  const lambda = trusting({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  expect(reportOf({ Resources: { Own: role(), Lambda: lambda } }).roles.map(({ logicalId }) => logicalId)).toEqual(['Own']);
});

test('names a role by its construct path', () => {
  const titleOf = (path: unknown) => reportOf({ Resources: { Own: { ...role(), Metadata: { 'aws:cdk:path': path } } } }).roles[0].title;
  expect([titleOf('Stack/Own/Resource'), titleOf('Stack/Resource/Own'), titleOf(1)]).toEqual(['Stack/Own', 'Stack/Resource/Own', 'Own']);
});

test('shows the statements of a permissions boundary of the template', () => {
  const boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: allow('s3:*') } } };
  const [own, other] = reportOf({ Resources: { Boundary: boundary, Own: role({ PermissionsBoundary: { Ref: 'Boundary' } }), Other: role() } }).roles;
  expect(own.boundaryStatements?.map(({ services }) => services.map(({ service }) => service))).toEqual([['s3']]);
  expect(other).not.toHaveProperty('boundaryStatements');
});

describe('the reasons of a role of this library', () => {
  const TAGS = [{ Key: 'CreatedBy', Value: 'cdk-sagemaker-execution-role' }, { Key: 'RoleType', Value: 'training' }];
  const statement = { ...allow('s3:GetObject', 'arn:aws:s3:::own/*'), Sid: 'ReadObjects' };
  const managed = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: statement } } };
  const why = policyFile('training').statements.find(({ sid }) => sid === 'ReadObjects')!.why;
  const shownOf = (tags: object[]) => {
    const [own] = reportOf({ Resources: { Managed: managed, Own: role({ Tags: tags, ManagedPolicyArns: [{ Ref: 'Managed' }], Policies: [policy(statement)] }) } }).roles;
    return [own.roleType, own.statements.map((one) => [one.policy, one.why]).sort()];
  };

  test('belong to its managed policies', () => {
    expect(shownOf(TAGS)).toEqual(['training', [['Managed', why], ['inline', undefined]]]);
  });

  test('are not those of another role', () => {
    expect(shownOf([])).toEqual([undefined, [['Managed', undefined], ['inline', undefined]]]);
  });
});

test('attaches a managed policy by its name only in the account of the ARN', () => {
  const managed = { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'own', PolicyDocument: { Statement: allow('s3:*') } } };
  const foreignOf = (arn: string) => reportOf({ Resources: { Managed: managed, Own: role({ ManagedPolicyArns: [arn] }) } }).roles[0].foreignPolicies;
  expect(foreignOf('arn:aws:iam::111122223333:policy/own')).toEqual([]);
  expect(foreignOf('arn:aws:iam::111122223333:policy/team/own')).toEqual([]);
  expect(foreignOf('arn:aws:iam::aws:policy/own')).toEqual(['arn:aws:iam::aws:policy/own']);
  expect(foreignOf('arn:aws:iam::111122223333:policy/other')).toEqual(['arn:aws:iam::111122223333:policy/other']);
});
