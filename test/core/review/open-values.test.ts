import { allow, inShort, policy, reportOf, reportOfAll, role, statementOf } from './report-of';

const deny = (more: object) => ({ Effect: 'Deny', Resource: '*', ...more });
const CONDITIONS = { Conditions: { C: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] } } };
const C = 'C (Equals(Stage, live))';
const either = (one: unknown, other: unknown = { Ref: 'AWS::NoValue' }) => ({ 'Fn::If': ['C', one, other] });
const rolesOf = (statements: readonly unknown[], more: object = {}) =>
  reportOf({ ...CONDITIONS, ...more, Resources: { Own: role({ Policies: [policy(...statements)] }) } }).roles;

describe('what depends on a condition of the template is shown for each way it may turn out', () => {
  test.each<[string, unknown[], string[], number]>([
    ['actions', [allow(either('s3:*', 's3:GetObject'))], [`if ${C}: s3:* on *`, `if not ${C}: s3:GetObject on *`], 180],
    ['resources', [allow('s3:GetObject', ['a', either('b')])], [`if ${C}: s3:GetObject on a b`, `if not ${C}: s3:GetObject on a`], 1],
    ['a part of a resource', [allow('s3:GetObject', { 'Fn::Join': ['/', ['a', either('b', 'c')]] })],
      [`if ${C}: s3:GetObject on a/b`, `if not ${C}: s3:GetObject on a/c`], 1],
    ['an effect', [allow('s3:*'), deny({ Effect: either('Allow', 'Deny'), Action: 's3:*' })], ['s3:* on *', `if ${C}: s3:* on *`, `if not ${C}: Deny s3:* on *`], 180],
    ['where a denial reaches', [allow('s3:*'), deny({ Action: 's3:*', Resource: either('*', 'a') })],
      ['s3:* on *', `if ${C}: Deny s3:* on *`, `if not ${C}: Deny s3:* on a`], 180],
    ['exceptions from what is allowed', [{ Effect: 'Allow', NotAction: either('*', 'iam:*'), Resource: '*' }],
      [`if ${C}: all but * on *`, `if not ${C}: all but iam:* on *`], 22_091 - 190],
    ['exceptions from resources', [{ Effect: 'Allow', Action: 's3:*', NotResource: either('a', 'b') }],
      [`if ${C}: s3:* on all but a`, `if not ${C}: s3:* on all but b`], 180],
    ['a statement within one', [either(allow(either('s3:*', 'iam:*')))], [`if ${C}: s3:* on *`], 180],
  ])('%s', (_, statements, shown, count) => {
    const [own] = rolesOf(statements);
    expect([inShort(own), own.effectiveActions]).toEqual([shown, count]);
  });

  test.each<[string, unknown]>([
    ['a condition', either({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } })],
    ['an operator', { StringEquals: either({ 'aws:SourceVpce': 'vpce-1' }) }],
    ['a value', { StringEquals: { 'aws:SourceVpce': either('vpce-1') } }],
  ])('%s falls away', (_, Condition) => {
    const [{ statements }] = rolesOf([allow('s3:*', '*', { Condition })]);
    expect(statements.map(({ when, conditions }) => [when, conditions.length])).toEqual([[C, 1], [`not ${C}`, 0]]);
  });

  test('in trust too, and a principal that is there both ways has none', () => {
    const trust = [{
      Effect: 'Allow',
      Principal: { Service: ['sagemaker.amazonaws.com', either('scheduler.amazonaws.com')] },
      Action: 'sts:AssumeRole',
    }, { Effect: 'Deny', NotPrincipal: { AWS: either('a', 'b') }, Action: 'sts:AssumeRole' }];
    const { roles: [own] } = reportOf({ ...CONDITIONS, Resources: { Own: role({ AssumeRolePolicyDocument: { Statement: trust } }) } });
    expect(own.trust.map(({ effect, principal, when }) => [effect, principal, when])).toEqual([
      ['Allow', 'sagemaker.amazonaws.com', undefined], ['Allow', 'scheduler.amazonaws.com', C],
      ['Deny', 'everyone but a', C], ['Deny', 'everyone but b', `not ${C}`],
    ]);
  });

  test('of two conditions', () => {
    const nested = { 'Fn::If': ['C', { 'Fn::If': ['D', 'a', 'b'] }, 'c'] };
    expect(inShort(rolesOf([allow('s3:GetObject', nested)])[0])).toEqual([
      `if ${C} and D: s3:GetObject on a`, `if ${C} and not D: s3:GetObject on b`, `if not ${C}: s3:GetObject on c`,
    ]);
  });

  test('of too many to tell apart becomes a note', () => {
    const resources = ['A', 'B', 'C', 'D', 'E'].map((name) => ({ 'Fn::If': [name, name.toLowerCase(), { Ref: 'AWS::NoValue' }] }));
    const report = reportOf({ Resources: { Own: role({ Policies: [policy(allow('s3:*'), deny({ Action: 's3:*', Resource: ['*', ...resources] }))] }) } });
    expect(report.notes).toEqual(['Own: policy inline has a statement that depends on many conditions of the template; it is shown as if all of them held']);
    expect([inShort(report.roles[0])[1], report.roles[0].effectiveActions]).toEqual(['if conditions within it: Deny s3:* on * a b c d e', 180]);
  });

  test('what a condition says is put in, with those that it is made of', () => {
    const [own] = rolesOf([{ 'Fn::If': ['Both', allow('s3:*'), { Ref: 'AWS::NoValue' }] }], {
      Conditions: { C: { 'Fn::Equals': ['a', 'b'] }, Both: { 'Fn::And': [{ Condition: 'C' }, { 'Fn::Not': [{ Condition: 'C' }] }] } },
    });
    expect(own.statements[0].when).toBe('Both (And(Equals(a, b), Not(Equals(a, b))))');
  });
});

describe('what a parameter holds by default', () => {
  const parameter = (Default: unknown, Type = 'String') => ({ Parameters: { P: { Type, Default } } });
  const own = (statement: object, parameters: object) => rolesOf([statement], parameters)[0];

  test.each<[string, unknown, object, string, number, boolean, boolean]>([
    ['is counted, and marked where it is a wildcard', { Ref: 'P' }, parameter('*'), '${P (by default *)}', 22_091, true, true],
    ['within a text', { 'Fn::Sub': '${P}:*' }, parameter('s3'), '${P (by default s3)}:*', 180, true, false],
    ['of a list', { Ref: 'P' }, parameter('s3:GetObject, s3:PutObject', 'CommaDelimitedList'), '${P (by default s3:GetObject, s3:PutObject)}', 2, false, false],
    ['is not known of Systems Manager', { Ref: 'P' }, parameter('/path', 'AWS::SSM::Parameter::Value<String>'), '${P}', 1, false, false],
    ['may not be there', { Ref: 'P' }, {}, '${P}', 1, false, false],
  ])('%s', (_, value, parameters, shown, count, wildcardActions, anyResource) => {
    const { statements: [statement], effectiveActions } = own(allow(value, value), parameters);
    expect(statement).toMatchObject({ resources: [shown], wildcardActions, anyResource });
    expect([statement.services.flatMap(({ actions }) => actions), effectiveActions]).toEqual([[shown], count]);
  });

  test('takes nothing away for certain', () => {
    const count = (statement: object) => rolesOf([allow('s3:*'), statement], parameter('s3:*'))[0].effectiveActions;
    expect([count(deny({ NotAction: { Ref: 'P' } })), count(deny({ Action: { Ref: 'P' } })), count(deny({ NotAction: '{{resolve:ssm:/a}}' }))]).toEqual([180, 180, 180]);
  });

  test('an action that only the deployment knows is counted as one, and told of', () => {
    const report = reportOf({ Resources: { Own: role({ Policies: [policy(allow(['{{resolve:ssm:/actions}}', { 'Fn::Sub': '${Service}:Get*' }]))] }) } });
    expect(report.notes).toEqual(['{{resolve:ssm:/actions}}', '${Service}:Get*'].map((action) =>
      `Own: inline: the action ${action} is only known to the deployment: it counts as one`));
    expect(report.roles[0].statements[0].services).toMatchObject([{ service: '*', actionCount: 2 }]);
  });
});

describe('what the templates know is put in', () => {
  test.each<[string, unknown, string[]]>([
    ['of a mapping', { 'Fn::FindInMap': ['Map', 'a', 'One'] }, ['*']],
    ['of a mapping that holds a list', { 'Fn::FindInMap': ['Map', 'a', 'Two'] }, ['x', 'y']],
    ['of a text that is split', { 'Fn::Split': [',', 'x,*'] }, ['x', '*']],
    ['of a list that is joined and split', { 'Fn::Split': ['|', { 'Fn::Join': ['|', ['x', { Ref: 'Y' }]] }] }, ['x', '${Y}']],
    ['not of a mapping by region', { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'One'] }, ['${FindInMap(Map, AWS::Region, One)}']],
  ])('%s', (_, resource, shown) => {
    const [{ statements }] = rolesOf([allow('s3:GetObject', resource)], { Mappings: { Map: { a: { One: '*', Two: ['x', 'y'] } } } });
    expect(statements[0].resources).toEqual(shown);
  });

  test('of what a nested stack is given', () => {
    const child = {
      Parameters: { Actions: { Type: 'CommaDelimitedList' }, Scope: { Type: 'String' } },
      Resources: { Own: role({ Policies: [policy(allow({ Ref: 'Actions' }, { Ref: 'Scope' }))] }) },
    };
    const { roles: [own] } = reportOfAll({
      'child.json': child,
      'parent.json': {
        Resources: {
          Child: {
            Type: 'AWS::CloudFormation::Stack',
            Metadata: { 'aws:asset:path': 'child.json' },
            Properties: { Parameters: { Actions: 's3:*,iam:*', Scope: { 'Fn::Join': ['/', [{ Ref: 'Bucket' }, '*']] } } },
          },
        },
      },
    });
    expect([inShort(own), own.effectiveActions]).toEqual([['s3:* iam:* on ${parent.Bucket}/*'], 370]);
  });
});

test.each(['*', '**', 'arn:*', 'arn:aws:*', 'arn:aws:*:*:*:*', 'arn:${AWS::Partition}:*:*:*:*'])('%s is any resource', (resource) => {
  expect(statementOf(allow('s3:*', resource)).anyResource).toBe(true);
});

test.each(['arn:aws:s3:::*', 'arn:aws:*:eu-west-1:*:*', '${Any}', 'b*'])('%s is not any resource', (resource) => {
  expect(statementOf(allow('s3:*', resource)).anyResource).toBe(false);
});

describe('trust in what only the deployment knows puts a role into the report', () => {
  const assumed = (Principal: unknown, Action: unknown = 'sts:AssumeRole') =>
    reportOf({ Resources: { Own: role({ AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal, Action } } }) } }).roles.length === 1;

  test.each<[string, unknown]>([
    ['a dynamic reference', { Service: '{{resolve:ssm:/service}}' }],
    ['the end of a service', { Service: { 'Fn::Sub': 'sagemaker${Suffix}' } }],
    ['the beginning of a service', { Service: { 'Fn::Sub': '${Service}.amazonaws.com' } }],
    ['an account that may be any', { AWS: { Ref: 'Account' } }],
    ['the letter case of a service', { Service: 'SageMaker.amazonaws.com' }],
  ])('%s', (_, principal) => {
    expect(assumed(principal)).toBe(true);
  });

  test('an action', () => {
    expect(assumed({ Service: 'sagemaker.amazonaws.com' }, '{{resolve:ssm:/action}}')).toBe(true);
  });

  test.each<[string, unknown]>([
    ['another service', { Service: { 'Fn::Sub': 'lambda.${AWS::URLSuffix}' } }],
    ['the own account', { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }],
    ['the number of the own account', { AWS: { Ref: 'AWS::AccountId' } }],
    ['another role', { AWS: { 'Fn::GetAtt': ['Other', 'Arn'] } }],
    ['several users and roles', { AWS: [{ 'Fn::GetAtt': 'User.Arn' }, { 'Fn::Sub': '${Other.Arn}' }] }],
  ])('but not in %s', (_, principal) => {
    expect(assumed(principal)).toBe(false);
  });
});

describe('what is made elsewhere becomes a note', () => {
  test.each<[string, object, string]>([
    ['included resources', { 'Fn::Transform': { Name: 'AWS::Include' } }, 'stack has an Fn::Transform: what it includes is not shown'],
    ['an included part', { Own: role({ 'Fn::Transform': { Name: 'AWS::Include' } }) }, 'stack has an Fn::Transform in Own: what it includes is not shown'],
    ['a module', { Own: { Type: 'My::Role::Own::MODULE' } }, 'stack: Own is a module: roles that it makes are not shown'],
    ['a product', { Own: { Type: 'AWS::ServiceCatalog::CloudFormationProvisionedProduct' } }, 'stack: Own is a product of Service Catalog: roles that it makes are not shown'],
    ['a stack set', { Own: { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateURL: 'https://example.com/a.json' } } },
      'stack: the template of the stack set Own is not at hand, and its roles are not shown'],
  ])('%s', (_, resources, note) => {
    expect(reportOf({ Resources: resources }).notes).toContain(note);
  });

  test('but not the stack set whose template stands in it', () => {
    const body = JSON.stringify({ Parameters: { S: { Type: 'String' } }, Resources: { Own: role({ Policies: [policy(allow('s3:GetObject', { Ref: 'S' }))] }) } });
    const report = reportOf({
      Resources: {
        Set: { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateBody: body, Parameters: [{ ParameterKey: 'S', ParameterValue: { Ref: 'Bucket' } }] } },
      },
    });
    expect([report.roles.map(inShort), report.notes]).toEqual([[['s3:GetObject on ${stack.Bucket}']], []]);
  });
});
