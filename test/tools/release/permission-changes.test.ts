import cases from './permission-cases.json';
import { permissionChanges, permissionNotes } from '../../../tools/release/permission-changes';

const NAME = 'training, default, open scopes, literals';

function template(statements: readonly unknown[], services: readonly string[] = ['sagemaker.amazonaws.com'], condition?: unknown): unknown {
  const allow = (statements as [unknown, unknown, unknown?][]).map(([Action, Resource, Condition]) => ({ Effect: 'Allow', Action, Resource, Condition }));
  return {
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: services.map((Service) => ({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole', Condition: condition })),
          },
        },
      },
      Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: allow } } },
      Bucket: { Type: 'AWS::S3::Bucket' },
    },
  };
}

test.each(cases)('$name', ({ before, after, expected }) => {
  expect(permissionChanges({ [NAME]: template(before) }, { [NAME]: template(after) })).toEqual(expected);
});

test('counts a new service in the trust policy as a major change', () => {
  const services = ['sagemaker.amazonaws.com', 'bedrock.amazonaws.com'];
  expect(permissionChanges({ [NAME]: template([]) }, { [NAME]: template([], services) })).toEqual([{
    roleType: 'training',
    change: 'major',
    lines: ['trusts {"Principal":{"Service":"bedrock.amazonaws.com"},"Action":"sts:AssumeRole"}, which is new.'],
  }]);
});

test('counts a condition of the trust policy as a major change', () => {
  const condition = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
  const [{ change, lines }] = permissionChanges({ [NAME]: template([]) }, { [NAME]: template([], undefined, condition) });
  expect([change, lines.length]).toEqual(['major', 2]);
});

test('finds a permission that an inline policy has', () => {
  const withInline = (Action: string) => ({ Resources: { Role: { Properties: { Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] } }] } } } });
  expect(permissionChanges({ [NAME]: withInline('a:B') }, { [NAME]: withInline('a:C') })[0].change).toBe('major');
});

test('finds a permission that moved out of the default features', () => {
  const all = 'training, all features, open scopes, literals';
  const both = template([['a:B', '*']]);
  expect(permissionChanges({ [NAME]: both, [all]: both }, { [NAME]: template([]), [all]: both }))
    .toEqual([{ roleType: 'training', change: 'major', lines: ['may no longer: `a:B`.'] }]);
});

test('counts a new role type as a minor change, and one that is gone as a major one', () => {
  expect(permissionChanges({ [NAME]: template([]) }, { 'tuning, default, open scopes, literals': template([]) })).toEqual([
    { roleType: 'training', change: 'major', lines: ['is gone.'] },
    { roleType: 'tuning', change: 'minor', lines: ['is new.'] },
  ]);
});

test('compares no template that could not be synthesized', () => {
  expect(() => permissionChanges({ [NAME]: template([]) }, { [NAME]: { error: 'Error: bad' } })).toThrow('A template cannot be compared: Error: bad');
});

test('writes the changes as notes', () => {
  expect(permissionNotes([{ roleType: 'serving', change: 'minor', lines: ['may also: `s3:GetObject`.'] }])).toBe('- `serving` may also: `s3:GetObject`.');
  expect(permissionNotes([])).toBe('No role type has other permissions or another trust policy.');
});
