import { allow, inShort, policy, reportOf, reportOfAll, role } from '../report-of';

const attached = (Roles: unknown, action = 'iam:*') => ({ Type: 'AWS::IAM::Policy', Properties: { Roles, PolicyDocument: { Statement: allow(action) } } });
const managed = (action: string, properties: object) =>
  ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { ...properties, PolicyDocument: { Statement: allow(action) } } });
const nested = (file: string, parameters: object = {}, more: object = {}) =>
  ({ Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: parameters }, Metadata: { 'aws:asset:path': file }, ...more });
const withOutput = (name: unknown, value: unknown) => ({ Outputs: { Role: { Value: value, Export: { Name: name } } } });
const ARN = { 'Fn::GetAtt': ['Own', 'Arn'] };

describe('finds the role that a policy names', () => {
  test.each<[string, unknown, object]>([
    ['by a reference', { Ref: 'Own' }, {}],
    ['by a text instead of a list', { Ref: 'Own' }, {}],
    ['by a Join of it alone', [{ 'Fn::Join': ['', [{ Ref: 'Own' }]] }], {}],
    ['by a Sub', [{ 'Fn::Sub': '${Own}' }], {}],
    ['by a Sub with a variable', [{ 'Fn::Sub': ['${Name}', { Name: { Ref: 'Own' } }] }], {}],
    ['by the end of its ARN', [{ 'Fn::Select': [1, { 'Fn::Split': ['/', ARN] }] }], {}],
    ['by the end of its ARN, as the CDK writes it', [{ 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::Select': [5, { 'Fn::Split': [':', ARN] }] }] }] }], {}],
    ['by its literal name', ['own'], { RoleName: 'own' }],
    ['by Fn::Split of a text', { 'Fn::Split': [',', 'own,own'] }, { RoleName: 'own' }],
    ['by a mapping', [{ 'Fn::FindInMap': ['Names', 'All', 'Own'] }], { RoleName: 'own' }],
    ['by the same expression as the role has', [{ 'Fn::Sub': 'team-${AWS::Region}' }], { RoleName: { 'Fn::Join': ['-', ['team', { Ref: 'AWS::Region' }]] } }],
    ['by the same parameter as the role has', [{ Ref: 'Name' }], { RoleName: { Ref: 'Name' } }],
    ['on both sides of a condition', [{ 'Fn::If': ['C', { Ref: 'Own' }, 'own'] }], { RoleName: 'own' }],
  ])('%s', (_, roles, properties) => {
    const report = reportOf({ Resources: { Own: role(properties), Policy: attached(roles) }, Mappings: { Names: { All: { Own: 'own' } } } });
    expect(report.roles.map(inShort)).toEqual([['iam:* on *']]);
    expect(report.notes).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['an existing role', ['existing'], 'existing'],
    ['a parameter', [{ Ref: 'Name' }], '${Name (by default own)}'],
    ['a role of a stack outside the report', [{ 'Fn::ImportValue': 'Core-Role' }], '${ImportValue(Core-Role)}'],
    ['a bucket', [{ Ref: 'Bucket' }], '${Bucket}'],
  ])('adds a note about a policy that is attached to %s', (_, roles, shown) => {
    const report = reportOf({
      Resources: { Own: role(), Bucket: { Type: 'AWS::S3::Bucket' }, Policy: attached(roles) }, Parameters: { Name: { Type: 'String', Default: 'own' } },
    });
    expect(report.notes).toEqual([`stack: policy Policy is attached to ${shown}, but these templates have no such role: the report omits the policy`]);
  });

  test('shows a policy for each role of the same name, and adds a note', () => {
    const report = reportOfAll({
      'beta.json': { Resources: { Own: role({ RoleName: 'own' }) } },
      'live.json': { Resources: { Own: role({ RoleName: 'own' }) } },
      'app.json': { Resources: { Policy: attached(['own']) } },
    });
    expect(report.roles.map(inShort)).toEqual([['iam:* on *'], ['iam:* on *']]);
    expect(report.notes).toEqual(['app: policy Policy is attached to own. Several roles have this name: the report shows the policy for each of them']);
  });
});

describe('finds the role through', () => {
  test.each<[string, unknown, unknown]>([
    ['a literal export', 'Core-Role', 'Core-Role'],
    ['a composed export name', { 'Fn::Sub': '${AWS::Region}-Role' }, { 'Fn::Join': ['', [{ Ref: 'AWS::Region' }, '-Role']] }],
    ['an import by Fn::Sub', 'Core-Role', { 'Fn::Sub': 'Core-Role' }],
  ])('%s', (_, exported, imported) => {
    const report = reportOfAll({
      'core.json': { Resources: { Own: role() }, ...withOutput(exported, { Ref: 'Own' }) },
      'app.json': { Resources: { Policy: attached([{ 'Fn::ImportValue': imported }]) } },
    });
    expect([report.roles.map(inShort), report.notes]).toEqual([[['iam:* on *']], []]);
  });

  test('an exported ARN', () => {
    const name = { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::ImportValue': 'Core-Arn' }] }] }] }] };
    const report = reportOfAll({
      'core.json': { Resources: { Own: role() }, ...withOutput('Core-Arn', ARN) },
      'app.json': { Resources: { Policy: attached([name]) } },
    });
    expect(report.roles.map(inShort)).toEqual([['iam:* on *']]);
  });

  test('a list parameter of a nested stack', () => {
    const report = reportOfAll({
      'child.json': { Parameters: { Roles: { Type: 'CommaDelimitedList' } }, Resources: { Policy: attached({ Ref: 'Roles' }) } },
      'parent.json': { Resources: { One: role(), Two: role(), Child: nested('child.json', { Roles: { 'Fn::Join': [',', [{ Ref: 'One' }, { Ref: 'Two' }]] } }) } },
    });
    expect(report.roles.map(inShort)).toEqual([['iam:* on *'], ['iam:* on *']]);
  });
});

describe('managed policies of the same name in several templates', () => {
  const byArn = (arn: string) => role({ ManagedPolicyArns: [{ 'Fn::Sub': arn }] });

  test('attaches the policy of the own template', () => {
    const stack = (action: string) => ({
      Resources: { Shared: managed(action, { ManagedPolicyName: 'shared' }), Own: byArn('arn:aws:iam::${AWS::AccountId}:policy/shared') },
    });
    expect(reportOfAll({ 'beta.json': stack('*'), 'live.json': stack('s3:GetObject') }).roles.map(inShort)).toEqual([['* on *'], ['s3:GetObject on *']]);
  });

  test('attaches none to a role of a third template', () => {
    const shared = (action: string) => ({ Resources: { Shared: managed(action, { ManagedPolicyName: 'shared' }) } });
    const { roles: [own] } = reportOfAll({
      'beta.json': shared('*'), 'live.json': shared('s3:GetObject'), 'app.json': { Resources: { Own: byArn('arn:aws:iam::111122223333:policy/shared') } },
    });
    expect([inShort(own), own.foreignPolicies]).toEqual([[], ['arn:aws:iam::111122223333:policy/shared']]);
  });
});

describe('merges the attachments of a policy', () => {
  const C = { Conditions: { C: { 'Fn::Equals': ['a', 'b'] } } };
  const NOTHING = { Ref: 'AWS::NoValue' };
  const IF = 'C (Equals(a, b))';

  test.each<[string, unknown, unknown, string[]]>([
    ['always and under a condition', [{ Ref: 'Policy' }], [{ 'Fn::If': ['C', { Ref: 'Own' }, NOTHING] }], ['iam:* on *']],
    ['on both sides of a condition', { 'Fn::If': ['C', [{ Ref: 'Policy' }, 'arn:own'], [{ Ref: 'Policy' }]] }, [], ['iam:* on *']],
    ['twice from the policy', [], [{ Ref: 'Own' }, { 'Fn::If': ['C', { Ref: 'Own' }, NOTHING] }], ['iam:* on *']],
    ['under one condition', [], [{ 'Fn::If': ['C', { Ref: 'Own' }, NOTHING] }], [`if ${IF}: iam:* on *`]],
    ['under either of two', [{ 'Fn::If': ['D', { Ref: 'Policy' }, NOTHING] }], [{ 'Fn::If': ['C', { Ref: 'Own' }, NOTHING] }], [`if D or ${IF}: iam:* on *`]],
  ])('%s', (_, arns, roles, shown) => {
    const { roles: [own] } = reportOf({ ...C, Resources: { Own: role({ ManagedPolicyArns: arns }), Policy: managed('iam:*', { Roles: roles }) } });
    expect(inShort(own)).toEqual(shown);
  });

  test('attaches a policy of a conditional nested stack under its condition', () => {
    const deny = { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: { ...allow('s3:*'), Effect: 'Deny' } } } };
    const { roles: [own] } = reportOfAll({
      'child.json': { Parameters: { Role: { Type: 'String' } }, Resources: { Policy: deny } },
      'parent.json': {
        ...C, Resources: { Own: role({ Policies: [policy(allow('s3:*'))] }), Child: nested('child.json', { Role: { Ref: 'Own' } }, { Condition: 'C' }) },
      },
    });
    expect([inShort(own), own.effectiveActions]).toEqual([['s3:* on *', `if ${IF} of parent: Deny s3:* on *`], 180]);
  });
});

test('reads the template of a nested stack once if the folder contains it too', () => {
  const report = reportOfAll({
    'child.json': { Resources: { Own: role() } }, 'parent.json': { Resources: { Child: nested('child.json') } },
  });
  expect(report.roles.map(({ id }) => id)).toEqual(['parent/Child/Own']);
});
