import { allow, inShort, policy, reportOf, reportOfAll, role, statementOf } from './report-of';

const deny = (more: object) => ({ Effect: 'Deny', Resource: '*', ...more });
const CONDITIONS = { Conditions: { C: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] } } };
const C = 'C (Equals(Stage, live))';
const either = (one: unknown, other: unknown = { Ref: 'AWS::NoValue' }) => ({ 'Fn::If': ['C', one, other] });
const rolesOf = (statements: readonly unknown[], more: object = {}) =>
  reportOf({ ...CONDITIONS, ...more, Resources: { Own: role({ Policies: [policy(...statements)] }) } }).roles;

describe('the report shows each outcome of a condition of the template', () => {
  test.each<[string, unknown[], string[], number]>([
    ['for actions', [allow(either('s3:*', 's3:GetObject'))], [`if ${C}: s3:* on *`, `if not ${C}: s3:GetObject on *`], 180],
    ['for resources', [allow('s3:GetObject', ['a', either('b')])], [`if ${C}: s3:GetObject on a b`, `if not ${C}: s3:GetObject on a`], 1],
    ['for a part of a resource', [allow('s3:GetObject', { 'Fn::Join': ['/', ['a', either('b', 'c')]] })],
      [`if ${C}: s3:GetObject on a/b`, `if not ${C}: s3:GetObject on a/c`], 1],
    ['for an effect', [allow('s3:*'), deny({ Effect: either('Allow', 'Deny'), Action: 's3:*' })], ['s3:* on *', `if ${C}: s3:* on *`, `if not ${C}: Deny s3:* on *`], 180],
    ['for the resources of a Deny', [allow('s3:*'), deny({ Action: 's3:*', Resource: either('*', 'a') })],
      ['s3:* on *', `if ${C}: Deny s3:* on *`, `if not ${C}: Deny s3:* on a`], 180],
    ['for the exceptions of NotAction', [{ Effect: 'Allow', NotAction: either('*', 'iam:*'), Resource: '*' }],
      [`if ${C}: all except * on *`, `if not ${C}: all except iam:* on *`], 22_091 - 190],
    ['for the exceptions of NotResource', [{ Effect: 'Allow', Action: 's3:*', NotResource: either('a', 'b') }],
      [`if ${C}: s3:* on all except a`, `if not ${C}: s3:* on all except b`], 180],
    ['for a choice inside a choice', [either(allow(either('s3:*', 'iam:*')))], [`if ${C}: s3:* on *`], 180],
  ])('%s', (_, statements, shown, count) => {
    const [own] = rolesOf(statements);
    expect([inShort(own), own.effectiveActions]).toEqual([shown, count]);
  });

  test.each<[string, unknown]>([
    ['for a condition', either({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } })],
    ['for an operator', { StringEquals: either({ 'aws:SourceVpce': 'vpce-1' }) }],
    ['for a value', { StringEquals: { 'aws:SourceVpce': either('vpce-1') } }],
  ])('%s that AWS::NoValue removes', (_, Condition) => {
    const [{ statements }] = rolesOf([allow('s3:*', '*', { Condition })]);
    expect(statements.map(({ when, conditions }) => [when, conditions.length])).toEqual([[C, 1], [`not ${C}`, 0]]);
  });

  test('in trust policies, without a condition for a principal of both outcomes', () => {
    const trust = [{
      Effect: 'Allow',
      Principal: { Service: ['sagemaker.amazonaws.com', either('scheduler.amazonaws.com')] },
      Action: 'sts:AssumeRole',
    }, { Effect: 'Deny', NotPrincipal: { AWS: either('a', 'b') }, Action: 'sts:AssumeRole' }];
    const { roles: [own] } = reportOf({ ...CONDITIONS, Resources: { Own: role({ AssumeRolePolicyDocument: { Statement: trust } }) } });
    expect(own.trust.map(({ effect, principal, when }) => [effect, principal, when])).toEqual([
      ['Allow', 'sagemaker.amazonaws.com', undefined], ['Allow', 'scheduler.amazonaws.com', C],
      ['Deny', 'everyone except a', C], ['Deny', 'everyone except b', `not ${C}`],
    ]);
  });

  test('for two conditions', () => {
    const nested = { 'Fn::If': ['C', { 'Fn::If': ['D', 'a', 'b'] }, 'c'] };
    expect(inShort(rolesOf([allow('s3:GetObject', nested)])[0])).toEqual([
      `if ${C} and D: s3:GetObject on a`, `if ${C} and not D: s3:GetObject on b`, `if not ${C}: s3:GetObject on c`,
    ]);
  });

  test('adds a note about a statement with too many conditions', () => {
    const resources = ['A', 'B', 'C', 'D', 'E'].map((name) => ({ 'Fn::If': [name, name.toLowerCase(), { Ref: 'AWS::NoValue' }] }));
    const report = reportOf({ Resources: { Own: role({ Policies: [policy(allow('s3:*'), deny({ Action: 's3:*', Resource: ['*', ...resources] }))] }) } });
    expect(report.notes).toEqual(['Own: policy inline has a statement that depends on more than 4 conditions of the template: the report shows the values of all outcomes together']);
    expect([inShort(report.roles[0])[1], report.roles[0].effectiveActions]).toEqual(['if conditions inside the statement: Deny s3:* on * a b c d e', 180]);
  });

  test('shows the definition of a condition, and of the conditions that it names', () => {
    const [own] = rolesOf([{ 'Fn::If': ['Both', allow('s3:*'), { Ref: 'AWS::NoValue' }] }], {
      Conditions: { C: { 'Fn::Equals': ['a', 'b'] }, Both: { 'Fn::And': [{ Condition: 'C' }, { 'Fn::Not': [{ Condition: 'C' }] }] } },
    });
    expect(own.statements[0].when).toBe('Both (And(Equals(a, b), Not(Equals(a, b))))');
  });
});

describe('the default of a parameter', () => {
  const parameter = (Default: unknown, Type = 'String') => ({ Parameters: { P: { Type, Default } } });
  const own = (statement: object, parameters: object) => rolesOf([statement], parameters)[0];

  test.each<[string, unknown, object, string, number, boolean, boolean]>([
    ['counts, and gets a mark if it is a wildcard', { Ref: 'P' }, parameter('*'), '${P (by default *)}', 22_091, true, true],
    ['counts inside a text', { 'Fn::Sub': '${P}:*' }, parameter('s3'), '${P (by default s3)}:*', 180, true, false],
    ['counts for a list', { Ref: 'P' }, parameter('s3:GetObject, s3:PutObject', 'CommaDelimitedList'), '${P (by default s3:GetObject, s3:PutObject)}', 2, false, false],
    ['does not count for a parameter of Systems Manager', { Ref: 'P' }, parameter('/path', 'AWS::SSM::Parameter::Value<String>'), '${P}', 1, false, false],
    ['does not exist', { Ref: 'P' }, {}, '${P}', 1, false, false],
  ])('%s', (_, value, parameters, shown, count, wildcardActions, anyResource) => {
    const { statements: [statement], effectiveActions } = own(allow(value, value), parameters);
    expect(statement).toMatchObject({ resources: [shown], wildcardActions, anyResource });
    expect([statement.services.flatMap(({ actions }) => actions), effectiveActions]).toEqual([[shown], count]);
  });

  test('excludes no action for certain', () => {
    const count = (statement: object) => rolesOf([allow('s3:*'), statement], parameter('s3:*'))[0].effectiveActions;
    expect([count(deny({ NotAction: { Ref: 'P' } })), count(deny({ Action: { Ref: 'P' } })), count(deny({ NotAction: '{{resolve:ssm:/a}}' }))]).toEqual([180, 180, 180]);
  });

  test('counts an action that only the deployment knows as one, and adds a note', () => {
    const report = reportOf({ Resources: { Own: role({ Policies: [policy(allow(['{{resolve:ssm:/actions}}', { 'Fn::Sub': '${Service}:Get*' }]))] }) } });
    expect(report.notes).toEqual(['{{resolve:ssm:/actions}}', '${Service}:Get*'].map((action) =>
      `Own: inline: only the deployment knows the action ${action}: it counts as one action`));
    expect(report.roles[0].statements[0].services).toMatchObject([{ service: '*', actionCount: 2 }]);
  });
});

describe('the report resolves known values', () => {
  test.each<[string, unknown, string[]]>([
    ['a mapping', { 'Fn::FindInMap': ['Map', 'a', 'One'] }, ['*']],
    ['a mapping with a list', { 'Fn::FindInMap': ['Map', 'a', 'Two'] }, ['x', 'y']],
    ['Fn::Split of a text', { 'Fn::Split': [',', 'x,*'] }, ['x', '*']],
    ['Fn::Split of an Fn::Join', { 'Fn::Split': ['|', { 'Fn::Join': ['|', ['x', { Ref: 'Y' }]] }] }, ['x', '${Y}']],
    ['no mapping by Region', { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'One'] }, ['${FindInMap(Map, AWS::Region, One)}']],
  ])('%s', (_, resource, shown) => {
    const [{ statements }] = rolesOf([allow('s3:GetObject', resource)], { Mappings: { Map: { a: { One: '*', Two: ['x', 'y'] } } } });
    expect(statements[0].resources).toEqual(shown);
  });

  test('the parameters of a nested stack', () => {
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

test.each(['*', '**', 'arn:*', 'arn:aws:*', 'arn:aws:*:*:*:*', 'arn:${AWS::Partition}:*:*:*:*'])('treats %s as any resource', (resource) => {
  expect(statementOf(allow('s3:*', resource)).anyResource).toBe(true);
});

test.each(['arn:aws:s3:::*', 'arn:aws:*:eu-west-1:*:*', '${Any}', 'b*'])('does not treat %s as any resource', (resource) => {
  expect(statementOf(allow('s3:*', resource)).anyResource).toBe(false);
});

describe('the report contains a role whose trust policy has an unknown', () => {
  const assumed = (Principal: unknown, Action: unknown = 'sts:AssumeRole') =>
    reportOf({ Resources: { Own: role({ AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal, Action } } }) } }).roles.length === 1;

  test.each<[string, unknown]>([
    ['dynamic reference', { Service: '{{resolve:ssm:/service}}' }],
    ['end of a service', { Service: { 'Fn::Sub': 'sagemaker${Suffix}' } }],
    ['beginning of a service', { Service: { 'Fn::Sub': '${Service}.amazonaws.com' } }],
    ['account', { AWS: { Ref: 'Account' } }],
    ['letter case of a service', { Service: 'SageMaker.amazonaws.com' }],
  ])('%s', (_, principal) => {
    expect(assumed(principal)).toBe(true);
  });

  test('action', () => {
    expect(assumed({ Service: 'sagemaker.amazonaws.com' }, '{{resolve:ssm:/action}}')).toBe(true);
  });

  test.each<[string, unknown]>([
    ['another service', { Service: { 'Fn::Sub': 'lambda.${AWS::URLSuffix}' } }],
    ['the own account', { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }],
    ['the number of the own account', { AWS: { Ref: 'AWS::AccountId' } }],
    ['another role', { AWS: { 'Fn::GetAtt': ['Other', 'Arn'] } }],
    ['several users and roles', { AWS: [{ 'Fn::GetAtt': 'User.Arn' }, { 'Fn::Sub': '${Other.Arn}' }] }],
  ])('but no role that trusts %s', (_, principal) => {
    expect(assumed(principal)).toBe(false);
  });
});

describe('adds a note about roles that CloudFormation creates from', () => {
  test.each<[string, object, string]>([
    ['included resources', { 'Fn::Transform': { Name: 'AWS::Include' } }, 'stack has an Fn::Transform: the report omits what it includes'],
    ['an included part', { Own: role({ 'Fn::Transform': { Name: 'AWS::Include' } }) }, 'stack has an Fn::Transform in Own: the report omits what it includes'],
    ['a module', { Own: { Type: 'My::Role::Own::MODULE' } }, 'stack: Own is a module: the report omits roles that it creates'],
    ['a product', { Own: { Type: 'AWS::ServiceCatalog::CloudFormationProvisionedProduct' } }, 'stack: Own is a Service Catalog product: the report omits roles that it creates'],
    ['a stack set', { Own: { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateURL: 'https://example.com/a.json' } } },
      "stack: can't find the template of the stack set Own: the report omits its roles"],
  ])('%s', (_, resources, note) => {
    expect(reportOf({ Resources: resources }).notes).toContain(note);
  });

  test('no stack set that contains its template', () => {
    const body = JSON.stringify({ Parameters: { S: { Type: 'String' } }, Resources: { Own: role({ Policies: [policy(allow('s3:GetObject', { Ref: 'S' }))] }) } });
    const report = reportOf({
      Resources: {
        Set: { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateBody: body, Parameters: [{ ParameterKey: 'S', ParameterValue: { Ref: 'Bucket' } }] } },
      },
    });
    expect([report.roles.map(inShort), report.notes]).toEqual([[['s3:GetObject on ${stack.Bucket}']], []]);
  });
});
