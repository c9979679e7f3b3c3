import fc from 'fast-check';
import { allow, policy, reportOf, role, writtenFile } from './report-of';
import { isUsageError } from '../../../src/cli/parser/usage-error';
import { compareReports } from '../../../src/cli/report/diff/compare-reports';
import { renderPage } from '../../../src/cli/report/page/render-page';
import { checkProperty } from '../../check-property';

const onlyRole = (properties: object, more: object = {}) => reportOf({ Resources: { Own: role(properties) }, ...more });

describe('adds a note about', () => {
  test.each([
    ['a document that is a parameter', { Policies: [{ PolicyName: 'p', PolicyDocument: { Ref: 'Document' } }] },
      "Own: policy p isn't a policy document, or only the deployment knows it: the report omits it"],
    ['a document that is missing', { Policies: [{ PolicyName: 'p' }] }, 'Own: policy p is empty'],
    ['a policy that is a text', { Policies: ['arn:own'] }, 'Own: policy  is empty'],
    ['a statement that is a text', { Policies: [policy('Allow')] },
      "Own: policy inline has a statement that isn't an object, or that only the deployment knows: the report omits it"],
    ['a statement that is a transform', { Policies: [policy({ 'Fn::Transform': { Name: 'AWS::Include' } })] },
      "Own: policy inline has a statement that isn't an object, or that only the deployment knows: the report omits it"],
    ['no action', { Policies: [policy({ Sid: 'S', Effect: 'Allow', Resource: '*' })] }, 'Own: inline, statement S has no action: IAM rejects it'],
    ['no resource', { Policies: [policy({ Effect: 'Allow', Action: 's3:*' })] }, 'Own: inline has no resource: IAM rejects it'],
    ['an effect that is a parameter', { Policies: [policy({ Effect: { Ref: 'Effect' }, Action: 's3:*', Resource: '*' })] },
      'Own: inline has the effect "${Effect}": the report shows it as Allow'],
    ['a trust policy that is a parameter', { AssumeRolePolicyDocument: { Ref: 'Trust' } },
      "the trust policy of Own isn't a policy document, or only the deployment knows it: the report omits it"],
  ])('%s', (_, properties, note) => {
    expect(onlyRole(properties).notes).toContain(note);
  });

  test('a nested stack without a template', () => {
    expect(reportOf({ Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/a' } } } }).notes)
      .toContain("stack: can't find the template of the nested stack Child: the report omits its roles");
  });

  test('resources of an Fn::ForEach', () => {
    expect(reportOf({ Resources: { 'Fn::ForEach::Roles': ['Name', ['a'], {}] } }).notes).toContain('stack has resources in an Fn::ForEach: the report omits them');
  });
});

test('accepts a circular reference in a SAM template, because the transform resolves it', () => {
  const resources = {
    Own: role(),
    Api: { Type: 'AWS::Serverless::Api', Properties: { DefinitionBody: { uri: { 'Fn::Sub': '${Function.Arn}' } } } },
    Function: { Type: 'AWS::Serverless::Function', Properties: { Events: { Get: { Type: 'Api', Properties: { RestApiId: { Ref: 'Api' } } } } } },
  };
  expect(reportOf({ Transform: 'AWS::Serverless-2016-10-31', Resources: resources }).roles).toHaveLength(1);
  expect(() => reportOf({ Resources: resources })).toThrow('circular dependency between resources (Api → Function → Api)');
});

describe('the report', () => {
  const rolesFor = (...statements: object[]) => onlyRole({ AssumeRolePolicyDocument: { Statement: statements } }).roles;
  const assumed = (Principal: unknown, Action: unknown = 'sts:AssumeRole') => rolesFor({ Effect: 'Allow', Principal, Action }).length === 1;

  test.each([
    'sagemaker.amazonaws.com', 'bedrock.amazonaws.com', 'scheduler.amazonaws.com', 'job.sagemaker.amazonaws.com', 'sagemaker-geospatial.amazonaws.com',
    'bedrock-agentcore.amazonaws.com', 'sagemaker.eu-west-1.amazonaws.com', 'sagemaker.amazonaws.com.cn',
  ])('contains a role that trusts %s', (service) => {
    expect(assumed({ Service: service })).toBe(true);
  });

  test.each(['lambda.amazonaws.com', 'states.amazonaws.com', 'sagemaker.application-autoscaling.amazonaws.com', 'notsagemaker.amazonaws.com'])('omits a role that trusts %s', (service) => {
    expect(assumed({ Service: service })).toBe(false);
  });

  test('contains roles that anyone can assume, or an unknown service, or everyone with exceptions', () => {
    expect(assumed('*')).toBe(true);
    expect(assumed({ AWS: '*' })).toBe(true);
    expect(assumed({ Service: { Ref: 'Service' } })).toBe(true);
    expect(assumed({ Service: { 'Fn::Join': ['', ['sagemaker.', { Ref: 'AWS::URLSuffix' }]] } })).toBe(true);
    expect(rolesFor({ Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' })).toHaveLength(1);
  });

  test('omits roles that trust an account, that only deny, or that only allow to tag a session', () => {
    expect(assumed({ AWS: 'arn:aws:iam::111122223333:root' })).toBe(false);
    expect(assumed({ Service: 'sagemaker.amazonaws.com' }, 'sts:TagSession')).toBe(false);
    expect(rolesFor({ Effect: 'Deny', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' })).toHaveLength(0);
  });

  test('shows an unknown kind of principal as other', () => {
    const [own] = rolesFor({ Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com', constructor: 'own' }, Action: 'sts:AssumeRole' });
    expect(own.trust.map(({ principal, principalKind }) => [principal, principalKind])).toEqual([['sagemaker.amazonaws.com', 'service'], ['own', 'other']]);
  });

  test('shows each principal once, also for an action with wildcards', () => {
    const statement = { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: ['sts:Assume*', 'sts:TagSession'] };
    expect(rolesFor(statement, statement)[0].trust).toEqual([
      { effect: 'Allow', principal: 'sagemaker.amazonaws.com', principalKind: 'service', conditions: [] },
    ]);
  });
});

describe('a managed policy', () => {
  const document = { Statement: [allow('s3:GetObject')] };
  const policiesOf = (resources: object) => reportOf({ Resources: resources }).roles.map(({ logicalId, statements, foreignPolicies }) =>
    [logicalId, statements.map(({ policy: name }) => name), foreignPolicies]);

  test('counts once if the role and the policy name each other', () => {
    expect(policiesOf({
      Own: role({ RoleName: 'own', ManagedPolicyArns: [{ Ref: 'Policy' }] }),
      Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: ['own'], PolicyDocument: document } },
    })).toEqual([['Own', ['Policy'], []]]);
  });

  test('is found by its ARN attribute, or by its literal ARN', () => {
    expect(policiesOf({
      Own: role({ ManagedPolicyArns: [{ 'Fn::GetAtt': ['Policy', 'PolicyArn'] }, { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/team/named' }] }),
      Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document } },
      Named: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'named', PolicyDocument: document } },
    })).toEqual([['Own', ['Policy', 'Named'], []]]);
  });

  test('of AWS is foreign, even if the template has one with the same name', () => {
    expect(policiesOf({
      Own: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/named'] }),
      Named: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'named', PolicyDocument: document } },
    })).toEqual([['Own', [], ['arn:aws:iam::aws:policy/named']]]);
  });
});

describe('effective actions count', () => {
  const count = (...statements: object[]) => onlyRole({ Policies: [policy(...statements)] }).roles[0].effectiveActions;
  const deny = (action: unknown, more: object = {}) => ({ Effect: 'Deny', Action: action, Resource: '*', ...more });

  // sqs has 23 actions in the reference, and 22,091 is all of them.
  test.each<[string, number, object[]]>([
    ['each action once', 2, [allow(['s3:GetObject', 's3:getobject']), allow('s3:PutObject', 'arn:aws:s3:::own/*'), allow('s3:GetObject', 'other')]],
    ['the actions that a wildcard matches', 3, [allow('s3:Get?ucketLocation'), allow(['s3:*MultipartUpload', 's3:ListMultipartUploadParts'])]],
    ['every action', 22_091, [allow('*'), allow('*:*')]],
    ['an unknown action as one', 3, [allow(['made-up:One', 'made-up:ONE', 's3:MadeUp', 'made-up:T*'])]],
    ['no action that is always denied', 1, [allow(['s3:GetObject', 's3:PutObject', 'made-up:One']), deny(['s3:Put*', 'MADE-up:*'])]],
    ['an action that is denied on some resources', 1, [allow('s3:GetObject'), deny('s3:*', { Resource: 'arn:aws:s3:::own/*' })]],
    ['an action that is denied under a condition', 1, [allow('s3:GetObject'), deny('s3:*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]],
    ['an action that is denied with NotResource', 1, [allow('s3:GetObject'), { Effect: 'Deny', Action: 's3:*', NotResource: '*' }]],
    ['an action that is denied under a condition of the template', 1, [allow('s3:GetObject'), { 'Fn::If': ['C', deny('s3:*'), { Ref: 'AWS::NoValue' }] }]],
    ['only the exceptions of a Deny with NotAction', 1, [allow(['s3:GetObject', 'sqs:SendMessage', 'made-up:One']), { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }]],
    ['all actions except those of NotAction', 22_091 - 180, [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }]],
  ])('%s', (_, expected, statements) => {
    expect(count(...statements)).toBe(expected);
  });
});

describe('for any template', () => {
  const functions = fc.constantFrom('Ref', 'Fn::If', 'Fn::Sub', 'Fn::Join', 'Fn::GetAtt', 'Fn::Select', 'Fn::Split', 'Fn::ImportValue', 'Fn::FindInMap',
    'Fn::Transform', 'Fn::ForEach::Own', 'Fn::');
  const keys = fc.constantFrom('Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal', 'Statement', 'Condition', 'StringLike',
    'Service', 'AWS', 'PolicyName', 'PolicyDocument', 'Type', 'Properties', 'Metadata', 'Own', 'sid', '');
  const hostileKeys = fc.constantFrom('__proto__', 'constructor', 'toString', 'valueOf', 'toJSON', 'length', 'Ref', 'Fn::Sub');
  const texts = fc.constantFrom('Own', 'Own.Arn', '${Own.Arn}', '${Policy}', '${!Own}', '${', '*', 's3:*', 'Allow', 'Deny', '', 'sagemaker.amazonaws.com',
    '{"Statement":[]}', 'AWS::NoValue', 'AWS::IAM::Role', 'arn:aws:iam::aws:policy/own');
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 6 }, texts, fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 0.5, 1e21),
      fc.tuple(functions, tie('value')).map(([name, argument]) => ({ [name]: argument })),
      fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(keys, tie('value'), { maxKeys: 4 }), fc.dictionary(hostileKeys, tie('value'), { maxKeys: 2 })),
  }));
  const template = fc.tuple(value, value, value, value).map(([trust, policies, attached, anything]) => ({
    Resources: {
      Own: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust, Policies: policies, ManagedPolicyArns: attached, Tags: anything, RoleName: anything } },
      Open: role({ Policies: policies, ManagedPolicyArns: attached, PermissionsBoundary: anything, Description: anything, Tags: anything }),
      Stated: role({ Policies: [policy(policies, { Effect: 'Allow', Action: trust, Resource: attached, Condition: anything })] }),
      Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: attached, PolicyDocument: policies }, Condition: anything },
      Statement: { Type: 'AWS::IAM::RolePolicy', Properties: anything },
      Nested: { Type: 'AWS::CloudFormation::Stack', Properties: anything, Metadata: attached },
      Anything: anything,
    },
    Outputs: anything,
    Conditions: attached,
    Parameters: anything,
    Mappings: anything,
  }));

  test('the report is a page, or one error line', () => {
    checkProperty(fc.property(template, template, (earlier, now) => {
      try {
        const report = reportOf(now);
        expect(JSON.parse(JSON.stringify(report))).toEqual(report);
        renderPage(compareReports(reportOf(earlier, 'earlier.json'), report));
      } catch (error) {
        // Circular dependencies are errors.
        expect(isUsageError(error) ? (error as Error).message : error).toMatch(/circular dependency/);
      }
    }), 400);
  });

  test.each([
    ['a text of Fn::Sub', { 'Fn::Sub': { toString: null } }, '${Sub({toString: })}'],
    ['an index of Fn::Select', { 'Fn::Select': [{ toString: null }, ['a']] }, '${Select({toString: }, [a])}'],
  ])('shows an object instead of %s as it is', (_, resource, shown) => {
    expect(onlyRole({ Policies: [policy(allow('s3:GetObject', resource))] }).roles[0].statements[0].resources).toEqual([shown]);
  });
});

describe('the report stops following values that double with each step:', () => {
  const STEPS = 40;
  const exported = (valueOf: (previous: object) => unknown) => Object.fromEntries(Array.from({ length: STEPS }, (_, step) =>
    [`O${step}`, { Export: { Name: `o${step}` }, Value: step === 0 ? 's3:GetObject' : valueOf({ 'Fn::ImportValue': `o${step - 1}` }) }]));
  const last = { 'Fn::ImportValue': `o${STEPS - 1}` };

  test.each<[string, object, unknown]>([
    ['text', exported((previous) => ({ 'Fn::Join': ['', [previous, previous]] })), last],
    ['list', exported((previous) => ({ 'Fn::Join': [',', [{ 'Fn::Split': [',', previous] }, { 'Fn::Split': [',', previous] }]] })), { 'Fn::Split': [',', last] }],
  ])('a %s of outputs', (_, outputs, action) => {
    expect(onlyRole({ Policies: [policy(allow(action))] }, { Outputs: outputs }).roles).toHaveLength(1);
  });

  test('a condition', () => {
    const conditions = Object.fromEntries(Array.from({ length: STEPS }, (_, step) =>
      [`C${step}`, step === 0 ? { 'Fn::Equals': ['a', 'b'] } : { 'Fn::And': [{ Condition: `C${step - 1}` }, { Condition: `C${step - 1}` }] }]));
    const [{ statements }] = onlyRole({ Policies: [policy(allow({ 'Fn::If': [`C${STEPS - 1}`, 'a', 'b'] }))] }, { Conditions: conditions }).roles;
    expect(statements.map(({ when }) => when!.length < 10_000)).toEqual([true, true]);
  });

  test('a name that nested stacks pass on', () => {
    for (let step = 0; step < STEPS; step++) {
      const handed = { 'Fn::Join': ['', [{ Ref: 'Name' }, { Ref: 'Name' }]] };
      writtenFile(`handed-${step}.json`, {
        Resources: step === 0 ? { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ 'Fn::Sub': '${Name}' }] } } } : {
          Child: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': `handed-${step - 1}.json` }, Properties: { Parameters: { Name: handed } } },
        },
      });
    }
    expect(reportOf({ Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': `handed-${STEPS - 1}.json` } } } }).notes)
      .toEqual([expect.stringContaining('these templates have no such role'), expect.stringContaining('these stacks have no role')]);
  });
});
