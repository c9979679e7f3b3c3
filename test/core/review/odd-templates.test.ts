import fc from 'fast-check';
import { allow, policy, reportOf, role, writtenFile } from './report-of';
import { isUsageError } from '../../../src/cli/parser/usage-error';
import { compareReports } from '../../../src/cli/report/diff/compare-reports';
import { renderPage } from '../../../src/cli/report/page/render-page';
import { checkProperty } from '../../check-property';

const onlyRole = (properties: object, more: object = {}) => reportOf({ Resources: { Own: role(properties) }, ...more });

describe('what cannot be read as it is becomes a note', () => {
  test.each([
    ['a document that is a parameter', { Policies: [{ PolicyName: 'p', PolicyDocument: { Ref: 'Document' } }] },
      'Own: policy p is only known to the deployment, or is no policy document: what it says is not shown'],
    ['a document that is missing', { Policies: [{ PolicyName: 'p' }] }, 'Own: policy p is empty'],
    ['a policy that is a text', { Policies: ['arn:own'] }, 'Own: policy  is empty'],
    ['a statement that is a text', { Policies: [policy('Allow')] },
      'Own: policy inline has a statement that is only known to the deployment, or is none: it is not shown'],
    ['a statement that is a transform', { Policies: [policy({ 'Fn::Transform': { Name: 'AWS::Include' } })] },
      'Own: policy inline has a statement that is only known to the deployment, or is none: it is not shown'],
    ['no action', { Policies: [policy({ Sid: 'S', Effect: 'Allow', Resource: '*' })] }, 'Own: inline, statement S has no action: IAM refuses it'],
    ['no resource', { Policies: [policy({ Effect: 'Allow', Action: 's3:*' })] }, 'Own: inline has no resource: IAM refuses it'],
    ['an effect that is a parameter', { Policies: [policy({ Effect: { Ref: 'Effect' }, Action: 's3:*', Resource: '*' })] },
      'Own: inline has the effect "${Effect}": it is shown as an Allow'],
    ['a trust policy that is a parameter', { AssumeRolePolicyDocument: { Ref: 'Trust' } },
      'the trust policy of Own is only known to the deployment, or is no policy document: what it says is not shown'],
  ])('%s', (_, properties, note) => {
    expect(onlyRole(properties).notes).toContain(note);
  });

  test('a nested stack whose template is not at hand', () => {
    expect(reportOf({ Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/a' } } } }).notes)
      .toContain('stack: the template of the nested stack Child is not at hand, and its roles are not shown');
  });

  test('resources of a loop', () => {
    expect(reportOf({ Resources: { 'Fn::ForEach::Roles': ['Name', ['a'], {}] } }).notes).toContain('stack has resources in an Fn::ForEach, which are not shown');
  });
});

test('functions and their API may refer to each other in a template for SAM, whose events become resources of their own', () => {
  const resources = {
    Own: role(),
    Api: { Type: 'AWS::Serverless::Api', Properties: { DefinitionBody: { uri: { 'Fn::Sub': '${Function.Arn}' } } } },
    Function: { Type: 'AWS::Serverless::Function', Properties: { Events: { Get: { Type: 'Api', Properties: { RestApiId: { Ref: 'Api' } } } } } },
  };
  expect(reportOf({ Transform: 'AWS::Serverless-2016-10-31', Resources: resources }).roles).toHaveLength(1);
  expect(() => reportOf({ Resources: resources })).toThrow('circle (Api → Function → Api)');
});

describe('trust', () => {
  const rolesFor = (...statements: object[]) => onlyRole({ AssumeRolePolicyDocument: { Statement: statements } }).roles;
  const assumed = (Principal: unknown, Action: unknown = 'sts:AssumeRole') => rolesFor({ Effect: 'Allow', Principal, Action }).length === 1;

  test.each([
    'sagemaker.amazonaws.com', 'bedrock.amazonaws.com', 'scheduler.amazonaws.com', 'job.sagemaker.amazonaws.com', 'sagemaker-geospatial.amazonaws.com',
    'bedrock-agentcore.amazonaws.com', 'sagemaker.eu-west-1.amazonaws.com', 'sagemaker.amazonaws.com.cn',
  ])('of %s puts a role into the report', (service) => {
    expect(assumed({ Service: service })).toBe(true);
  });

  test.each(['lambda.amazonaws.com', 'states.amazonaws.com', 'sagemaker.application-autoscaling.amazonaws.com', 'notsagemaker.amazonaws.com'])('of %s does not', (service) => {
    expect(assumed({ Service: service })).toBe(false);
  });

  test('of everybody, of a service that only the deployment knows, and of all but some, does', () => {
    expect(assumed('*')).toBe(true);
    expect(assumed({ AWS: '*' })).toBe(true);
    expect(assumed({ Service: { Ref: 'Service' } })).toBe(true);
    expect(assumed({ Service: { 'Fn::Join': ['', ['sagemaker.', { Ref: 'AWS::URLSuffix' }]] } })).toBe(true);
    expect(rolesFor({ Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' })).toHaveLength(1);
  });

  test('of an account, a denial, and what only tags a session, does not', () => {
    expect(assumed({ AWS: 'arn:aws:iam::111122223333:root' })).toBe(false);
    expect(assumed({ Service: 'sagemaker.amazonaws.com' }, 'sts:TagSession')).toBe(false);
    expect(rolesFor({ Effect: 'Deny', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' })).toHaveLength(0);
  });

  test('of a kind of principal that there is not is shown as another one', () => {
    const [own] = rolesFor({ Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com', constructor: 'own' }, Action: 'sts:AssumeRole' });
    expect(own.trust.map(({ principal, principalKind }) => [principal, principalKind])).toEqual([['sagemaker.amazonaws.com', 'service'], ['own', 'other']]);
  });

  test('is shown once for each principal, however often it is said, and with wildcards of the action', () => {
    const statement = { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: ['sts:Assume*', 'sts:TagSession'] };
    expect(rolesFor(statement, statement)[0].trust).toEqual([
      { effect: 'Allow', principal: 'sagemaker.amazonaws.com', principalKind: 'service', conditions: [] },
    ]);
  });
});

describe('attachment', () => {
  const document = { Statement: [allow('s3:GetObject')] };
  const policiesOf = (resources: object) => reportOf({ Resources: resources }).roles.map(({ logicalId, statements, foreignPolicies }) =>
    [logicalId, statements.map(({ policy: name }) => name), foreignPolicies]);

  test('of one policy in both ways counts once', () => {
    expect(policiesOf({
      Own: role({ RoleName: 'own', ManagedPolicyArns: [{ Ref: 'Policy' }] }),
      Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: ['own'], PolicyDocument: document } },
    })).toEqual([['Own', ['Policy'], []]]);
  });

  test('by a policy\'s ARN attribute, or its literal ARN, finds the policy', () => {
    expect(policiesOf({
      Own: role({ ManagedPolicyArns: [{ 'Fn::GetAtt': ['Policy', 'PolicyArn'] }, { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/team/named' }] }),
      Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document } },
      Named: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'named', PolicyDocument: document } },
    })).toEqual([['Own', ['Policy', 'Named'], []]]);
  });

  test('of AWS\'s policies stays foreign, even where one of the template is called alike', () => {
    expect(policiesOf({
      Own: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/named'] }),
      Named: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'named', PolicyDocument: document } },
    })).toEqual([['Own', [], ['arn:aws:iam::aws:policy/named']]]);
  });
});

describe('effective actions', () => {
  const count = (...statements: object[]) => onlyRole({ Policies: [policy(...statements)] }).roles[0].effectiveActions;
  const deny = (action: unknown, more: object = {}) => ({ Effect: 'Deny', Action: action, Resource: '*', ...more });

  // sqs has 23 actions in the reference, and 22,091 is all of them.
  test.each<[string, number, object[]]>([
    ['each action once', 2, [allow(['s3:GetObject', 's3:getobject']), allow('s3:PutObject', 'arn:aws:s3:::own/*'), allow('s3:GetObject', 'other')]],
    ['what a wildcard stands for', 3, [allow('s3:Get?ucketLocation'), allow(['s3:*MultipartUpload', 's3:ListMultipartUploadParts'])]],
    ['everything', 22_091, [allow('*'), allow('*:*')]],
    ['an unknown action as one', 3, [allow(['made-up:One', 'made-up:ONE', 's3:MadeUp', 'made-up:T*'])]],
    ['nothing that is always denied', 1, [allow(['s3:GetObject', 's3:PutObject', 'made-up:One']), deny(['s3:Put*', 'MADE-up:*'])]],
    ['what is denied somewhere', 1, [allow('s3:GetObject'), deny('s3:*', { Resource: 'arn:aws:s3:::own/*' })]],
    ['what is denied sometimes', 1, [allow('s3:GetObject'), deny('s3:*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]],
    ['what is denied but for some resources', 1, [allow('s3:GetObject'), { Effect: 'Deny', Action: 's3:*', NotResource: '*' }]],
    ['what is denied under a condition of the template', 1, [allow('s3:GetObject'), { 'Fn::If': ['C', deny('s3:*'), { Ref: 'AWS::NoValue' }] }]],
    ['only what is left by denying all others', 1, [allow(['s3:GetObject', 'sqs:SendMessage', 'made-up:One']), { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }]],
    ['all but the exceptions', 22_091 - 180, [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }]],
  ])('count %s', (_, expected, statements) => {
    expect(count(...statements)).toBe(expected);
  });
});

describe('whatever a template holds', () => {
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

  test('there is a page, or one line that says what is wrong with it', () => {
    checkProperty(fc.property(template, template, (earlier, now) => {
      try {
        const report = reportOf(now);
        expect(JSON.parse(JSON.stringify(report))).toEqual(report);
        renderPage(compareReports(reportOf(earlier, 'earlier.json'), report));
      } catch (error) {
        // A circle is refused.
        expect(isUsageError(error) ? (error as Error).message : error).toMatch(/in a circle/);
      }
    }), 400);
  });

  test.each([
    ['a function\'s text', { 'Fn::Sub': { toString: null } }, '${Sub({toString: })}'],
    ['a place in a list', { 'Fn::Select': [{ toString: null }, ['a']] }, '${Select({toString: }, [a])}'],
  ])('an object instead of %s is shown as it stands', (_, resource, shown) => {
    expect(onlyRole({ Policies: [policy(allow('s3:GetObject', resource))] }).roles[0].statements[0].resources).toEqual([shown]);
  });
});

describe('what doubles with each step is not followed to its end', () => {
  const STEPS = 40;
  const exported = (valueOf: (previous: object) => unknown) => Object.fromEntries(Array.from({ length: STEPS }, (_, step) =>
    [`O${step}`, { Export: { Name: `o${step}` }, Value: step === 0 ? 's3:GetObject' : valueOf({ 'Fn::ImportValue': `o${step - 1}` }) }]));
  const last = { 'Fn::ImportValue': `o${STEPS - 1}` };

  test.each<[string, object, unknown]>([
    ['a text', exported((previous) => ({ 'Fn::Join': ['', [previous, previous]] })), last],
    ['a list', exported((previous) => ({ 'Fn::Join': [',', [{ 'Fn::Split': [',', previous] }, { 'Fn::Split': [',', previous] }]] })), { 'Fn::Split': [',', last] }],
  ])('%s of outputs', (_, outputs, action) => {
    expect(onlyRole({ Policies: [policy(allow(action))] }, { Outputs: outputs }).roles).toHaveLength(1);
  });

  test('a condition', () => {
    const conditions = Object.fromEntries(Array.from({ length: STEPS }, (_, step) =>
      [`C${step}`, step === 0 ? { 'Fn::Equals': ['a', 'b'] } : { 'Fn::And': [{ Condition: `C${step - 1}` }, { Condition: `C${step - 1}` }] }]));
    const [{ statements }] = onlyRole({ Policies: [policy(allow({ 'Fn::If': [`C${STEPS - 1}`, 'a', 'b'] }))] }, { Conditions: conditions }).roles;
    expect(statements.map(({ when }) => when!.length < 10_000)).toEqual([true, true]);
  });

  test('a name that is handed down', () => {
    for (let step = 0; step < STEPS; step++) {
      const handed = { 'Fn::Join': ['', [{ Ref: 'Name' }, { Ref: 'Name' }]] };
      writtenFile(`handed-${step}.json`, {
        Resources: step === 0 ? { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ 'Fn::Sub': '${Name}' }] } } } : {
          Child: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': `handed-${step - 1}.json` }, Properties: { Parameters: { Name: handed } } },
        },
      });
    }
    expect(reportOf({ Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': `handed-${STEPS - 1}.json` } } } }).notes)
      .toEqual([expect.stringContaining('which is no role of these templates'), expect.stringContaining('no role of these stacks')]);
  });
});
