import { compareReports } from '../../../../src/cli/report/diff/compare-reports';
import { earlierState } from '../../../../src/cli/report/diff/earlier-state';
import type { Report, RoleReport } from '../../../../src/core/review/report';
import { allow, policy, reportOf, role, writtenFile } from '../../../core/review/report-of';

/** The role of two templates that a comparison finds in both. */
function change(before: object, now: object): RoleReport {
  return compare({ Own: role(before) }, { Own: role(now) }).roles[0];
}

function compare(before: object, now: object): Report {
  return compareReports(reportOf({ Resources: before }), reportOf({ Resources: now }));
}

const READ = allow(['s3:GetObject'], 'arn:aws:s3:::own/*', { Sid: 'Read' });
const changes = ({ statements }: RoleReport) => statements.map(({ sid, change: of, resources }) => [sid, of, resources]);
const managed = (...statements: object[]) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: statements } } });

describe('statements', () => {
  test('are marked as added and removed', () => {
    const compared = change({ Policies: [policy(READ, allow('sqs:SendMessage'))] }, { Policies: [policy(READ, allow('sns:Publish'))] });
    expect(compared.change).toBe('changed');
    expect(compared.statements.map(({ services, change: of }) => [services[0].actions, of])).toEqual([
      [['s3:GetObject'], undefined], [['sqs:SendMessage'], 'removed'], [['sns:Publish'], 'added'],
    ]);
  });

  test('follow the removed statement with the same Sid', () => {
    const wider = allow(['s3:GetObject'], '*', { Sid: 'Read' });
    const compared = change({ Policies: [policy(READ, allow('sns:Publish', '*', { Sid: 'Gone' }))] }, { Policies: [policy(wider, allow('sqs:SendMessage', '*', { Sid: 'New' }))] });
    expect(changes(compared)).toEqual([
      ['Read', 'removed', ['arn:aws:s3:::own/*']], ['Read', 'added', ['*']], ['New', 'added', ['*']], ['Gone', 'removed', ['*']],
    ]);
  });

  test.each([
    ['in another order', allow(['s3:PutObject', 's3:GetObject'], ['b', 'a'], { Sid: 'One' }), allow(['s3:GetObject', 's3:PutObject'], ['a', 'b'], { Sid: 'One' })],
    ['and another Sid', allow('s3:GetObject', 'a', { Sid: 'One' }), allow('s3:GetObject', 'a', { Sid: 'Two' })],
    ['and another letter case of the action', allow('S3:getobject', 'a'), allow('s3:GetObject', 'a')],
  ])('with the same content %s are unchanged', (_, before, now) => {
    const compared = change({ Policies: [policy(before)] }, { Policies: [policy(now)] });
    expect(compared.change).toBeUndefined();
    expect(compared.statements.map(({ change: of }) => of)).toEqual([undefined]);
  });

  test('that move to another policy are unchanged', () => {
    const compared = compare(
      { Own: role({ Policies: [policy(READ)] }) },
      { Own: role({ ManagedPolicyArns: [{ Ref: 'Shared' }] }), Shared: managed(READ) },
    ).roles[0];
    expect([compared.change, compared.foreignPolicyChanges, changes(compared)]).toEqual([undefined, undefined, [['Read', undefined, ['arn:aws:s3:::own/*']]]]);
  });

  test.each([
    ['effect', { ...READ, Effect: 'Deny' }],
    ['actions', { ...READ, Action: 's3:*' }],
    ['resources', { ...READ, Resource: '*' }],
    ['conditions', { ...READ, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['inversion', { Sid: 'Read', Effect: 'Allow', NotAction: ['s3:GetObject'], Resource: 'arn:aws:s3:::own/*' }],
    ['condition of the template', { 'Fn::If': ['IsProduction', READ, { Ref: 'AWS::NoValue' }] }],
  ])('that differ in %s are a change', (_, now) => {
    expect(change({ Policies: [policy(READ)] }, { Policies: [policy(now)] }).statements.map(({ change: of }) => of)).toEqual(['removed', 'added']);
  });
});

describe('a role', () => {
  test('is added or removed with all its parts', () => {
    const { roles, compared } = compare({ Old: role({ Policies: [policy(READ)] }) }, { New: role({ Policies: [policy(READ)] }) });
    expect(compared).toBe(true);
    expect(roles.map(({ logicalId, change: of, statements, trust, effectiveActions }) =>
      [logicalId, of, statements[0].change, trust[0].change, effectiveActions])).toEqual([
      ['New', 'added', 'added', 'added', 1], ['Old', 'removed', 'removed', 'removed', 1],
    ]);
  });

  test('has the earlier number of actions if it differs', () => {
    expect(change({ Policies: [policy(allow('s3:GetObject'))] }, { Policies: [policy(allow(['s3:GetObject', 's3:PutObject']))] }).effectiveActionsBefore).toBe(1);
    expect(change({ Policies: [policy(allow('s3:GetObject'))] }, { Policies: [policy(allow('s3:PutObject'))] })).not.toHaveProperty('effectiveActionsBefore');
  });

  test('with other trust is changed', () => {
    const trusting = (Service: string) => ({
      AssumeRolePolicyDocument: {
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
          { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' },
        ],
      },
    });
    const compared = change(trusting('glue.amazonaws.com'), trusting('ec2.amazonaws.com'));
    expect(compared.change).toBe('changed');
    expect(compared.trust.map(({ principal, change: of }) => [principal, of])).toEqual([
      ['sagemaker.amazonaws.com', undefined], ['glue.amazonaws.com', 'removed'], ['ec2.amazonaws.com', 'added'],
    ]);
  });

  test('with other foreign managed policies is changed', () => {
    const compared = change({ ManagedPolicyArns: ['arn:a', 'arn:b'] }, { ManagedPolicyArns: ['arn:b', 'arn:c'] });
    expect([compared.change, compared.foreignPolicies, compared.foreignPolicyChanges]).toEqual([
      'changed', ['arn:b', 'arn:c'], [{ policy: 'arn:c', change: 'added' }, { policy: 'arn:a', change: 'removed' }],
    ]);
  });

  test('with another permissions boundary is changed', () => {
    const boundary = (arn?: string) => arn === undefined ? {} : { PermissionsBoundary: arn };
    const compared = (before?: string, now?: string) => {
      const { change: of, permissionsBoundary, permissionsBoundaryBefore } = change(boundary(before), boundary(now));
      return [of, permissionsBoundary, permissionsBoundaryBefore];
    };
    expect(compared('arn:a', 'arn:a')).toEqual([undefined, 'arn:a', undefined]);
    expect(compared(undefined, 'arn:a')).toEqual(['changed', 'arn:a', '']);
    expect(compared('arn:a', 'arn:b')).toEqual(['changed', 'arn:b', 'arn:a']);
    expect(compared('arn:a', undefined)).toEqual(['changed', undefined, 'arn:a']);
  });
});

describe('a comparison', () => {
  const own = { Resources: { Own: role({ Policies: [policy(READ)] }) } };

  test('finds roles by stack and logical id, or by logical id if both states are one template', () => {
    const renamed = compareReports(reportOf(own, 'old.json'), reportOf(own, 'new.json'));
    expect(renamed.roles.map(({ id, change: of }) => [id, of])).toEqual([['new/Own', undefined]]);
    const two = (name: string): Report => ({ ...reportOf(own, name), stacks: [name, 'other'] });
    expect(compareReports(two('old.json'), two('new.json')).roles.map(({ id, change: of }) => [id, of])).toEqual([['new/Own', 'added'], ['old/Own', 'removed']]);
  });

  test('accepts an earlier report that is a comparison itself', () => {
    const before = compare({ Own: role({ Policies: [policy(READ)] }), Gone: role() }, { Own: role({ ManagedPolicyArns: ['arn:a'], PermissionsBoundary: 'arn:b' }) });
    expect(before.roles.map(({ change: of }) => of)).toEqual(['changed', 'removed']);
    const earlier = earlierState(writtenFile('before.json', before));
    expect(earlier).toEqual(reportOf({ Resources: { Own: role({ ManagedPolicyArns: ['arn:a'], PermissionsBoundary: 'arn:b' }) } }));
  });

  test('accepts an earlier comparison with a replaced boundary and condition', () => {
    const bounded = (action: string, Condition: string) => ({
      Resources: { Own: { ...role({ PermissionsBoundary: { Ref: 'Boundary' } }) as object, Condition }, Boundary: managed(allow(action)) },
    });
    const [old, now] = [bounded('*', 'C'), bounded('s3:GetObject', 'D')];
    const earlier = earlierState(writtenFile('bounded-before.json', compareReports(reportOf(old), reportOf(now))));
    expect(earlier).toEqual(reportOf(now));
    expect(compareReports(earlier, reportOf(now)).roles[0].change).toBeUndefined();
  });

  test('accepts an earlier template', () => {
    expect(earlierState(writtenFile('own.json', own)).roles).toHaveLength(1);
  });

  test.each([
    ['a role without statements', (report: any) => delete report.roles[0].statements],
    ['an unknown effect', (report: any) => report.roles[0].statements[0].effect = 'Maybe'],
    ['text instead of a list', (report: any) => report.roles[0].statements[0].services[0].actions = 's3:GetObject'],
    ['an unknown property', (report: any) => report.roles[0].html = '<b>'],
    ['an unknown change', (report: any) => report.roles[0].change = 'renamed'],
  ])('rejects an earlier report with %s', (_, spoil) => {
    const report = JSON.parse(JSON.stringify(reportOf(own)));
    spoil(report);
    expect(() => earlierState(writtenFile('spoilt.json', report))).toThrow("isn't a report of this version");
  });
});

describe('marks a role as changed if an expression changes:', () => {
  const C = { 'Fn::If': ['C', 'arn:aws:iam::aws:policy/AdministratorAccess', { Ref: 'AWS::NoValue' }] };
  const template = (properties: object, more: object = {}) => ({ Resources: { Own: role(properties) }, ...more });
  const marked = (before: object, now: object) => compareReports(reportOf(before), reportOf(now)).roles[0].change;
  const reads = { Policies: [policy({ 'Fn::If': ['C', allow('*'), { Ref: 'AWS::NoValue' }] })] };
  const parameter = (Default: string) => ({ Parameters: { P: { Type: 'String', Default } } });
  const mapping = (value: string) => ({ Mappings: { Map: { a: { b: value } } } });
  const mapped = { Policies: [policy(allow('s3:GetObject', { 'Fn::FindInMap': ['Map', 'a', 'b'] }))] };

  test.each<[string, object, object]>([
    ['the condition of a managed policy', template({ ManagedPolicyArns: [C] }), template({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] })],
    ['the default of a managed policy', template({ ManagedPolicyArns: [{ Ref: 'P' }] }, parameter('a')), template({ ManagedPolicyArns: [{ Ref: 'P' }] }, parameter('b'))],
    ['the default of a boundary', template({ PermissionsBoundary: { Ref: 'P' } }, parameter('a')), template({ PermissionsBoundary: { Ref: 'P' } }, parameter('b'))],
    ['a value of a mapping', template(mapped, mapping('a')), template(mapped, mapping('*'))],
    ['the definition of a condition', template(reads, { Conditions: { C: { 'Fn::Equals': ['a', 'b'] } } }), template(reads, { Conditions: { C: { 'Fn::Equals': ['a', 'a'] } } })],
    ['the sides of a condition', template({ Policies: [policy(allow({ 'Fn::If': ['C', 's3:*', 's3:Get*'] }))] }),
      template({ Policies: [policy(allow({ 'Fn::If': ['C', 's3:Get*', 's3:*'] }))] })],
    ['a choice inside a condition', template({ Policies: [policy(allow('s3:*', '*', { Condition: { Bool: { a: 'true' } } }))] }),
      template({ Policies: [policy(allow('s3:*', '*', { Condition: { Bool: { a: { 'Fn::If': ['C', 'true', { Ref: 'AWS::NoValue' }] } } } }))] })],
  ])('%s', (_, before, now) => {
    expect([marked(before, now), marked(now, before), marked(now, now)]).toEqual(['changed', 'changed', undefined]);
  });

  test('the statements of a permissions boundary', () => {
    const bounded = (action: string) => reportOf({
      Resources: { Own: role({ PermissionsBoundary: { Ref: 'Boundary' } }), Boundary: managed(allow(action)) },
    });
    const { roles: [own] } = compareReports(bounded('s3:GetObject'), bounded('*'));
    expect([own.change, own.boundaryStatements!.map(({ services, change: of }) => [services[0].actions, of])]).toEqual(['changed', [
      [['s3:GetObject'], 'removed'], [['*'], 'added'],
    ]]);
  });

  test('the condition of a role', () => {
    const under = (Condition?: string) => reportOf({ Resources: { Own: { ...role(), Condition } } });
    expect(compareReports(under('C'), under()).roles[0]).toMatchObject({ change: 'changed', whenBefore: 'C' });
    expect(compareReports(under(), under('C')).roles[0]).toMatchObject({ change: 'changed', when: 'C', whenBefore: '' });
  });

  test('but not the file name of a single template with a nested stack', () => {
    const child = { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'lone-child.json' } };
    writtenFile('lone-child.json', { Resources: { Own: role() } });
    const [before, now] = ['old', 'new'].map((name) => reportOf({ Resources: { Child: child } }, `${name}.json`));
    expect(compareReports(before, now).roles.map(({ id, change: of }) => [id, of])).toEqual([['new/Child/Own', undefined]]);
  });
});
