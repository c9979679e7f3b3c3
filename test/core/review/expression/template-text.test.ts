import { statementOf } from '../report-of';

const PROFILE = { Bucket: { Type: 'AWS::S3::Bucket' }, Key: { Type: 'AWS::KMS::Key' } };
const shown = (resource: unknown) => statementOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }, PROFILE).resources;

test.each([
  ['a literal', 'arn:aws:s3:::own/*', 'arn:aws:s3:::own/*'],
  ['a number', 7, '7'],
  ['Ref', { Ref: 'Bucket' }, '${Bucket}'],
  ['Ref of a pseudo parameter', { Ref: 'AWS::AccountId' }, '${AWS::AccountId}'],
  ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, '${Bucket.Arn}'],
  ['Fn::GetAtt as a text', { 'Fn::GetAtt': 'Nested.Outputs.Arn' }, '${Nested.Outputs.Arn}'],
  ['Fn::Join', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/', { Ref: 'Prefix' }, '/*']] }, '${Bucket.Arn}/${Prefix}/*'],
  ['Fn::Join of what is no list', { 'Fn::Join': [',', { Ref: 'Names' }] }, '${Join(,, Names)}'],
  ['Fn::Sub', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Bucket}/${ Prefix }' }, 'arn:${AWS::Partition}:s3:::${Bucket}/${Prefix}'],
  ['Fn::Sub with variables', { 'Fn::Sub': ['${A}/${B}', { A: { 'Fn::GetAtt': ['Bucket', 'Arn'] }, B: 'literal' }] }, '${Bucket.Arn}/literal'],
  ['Fn::Sub of an attribute', { 'Fn::Sub': '${Key.Arn}' }, '${Key.Arn}'],
  ['Fn::Sub with an escaped policy variable', { 'Fn::Sub': 'home/${!aws:username}' }, 'home/${aws:username}'],
  ['Fn::Select of a list', { 'Fn::Select': ['1', ['a', { Ref: 'Bucket' }]] }, '${Bucket}'],
  ['Fn::Select of a split literal', { 'Fn::Select': [2, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'c'],
  ['Fn::Select of what is only known later', { 'Fn::Select': [5, { 'Fn::Split': [':', { Ref: 'Arn' }] }] }, '${Select(5, Split(:, Arn))}'],
  ['Fn::Select beyond a list', { 'Fn::Select': [5, ['a']] }, '${Select(5, [a])}'],
  ['Fn::ImportValue', { 'Fn::ImportValue': 'shared-bucket' }, '${ImportValue(shared-bucket)}'],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['Buckets', { Ref: 'AWS::Region' }, 'Store'] }, '${FindInMap(Buckets, AWS::Region, Store)}'],
  ['Fn::If within a text of the one side', { 'Fn::Join': ['', ['a-', { 'Fn::If': ['C', 'x', { Ref: 'Y' }] }]] }, 'a-x'],
  ['a function that there is not', { 'Fn::Invent': { a: [1, null] } }, '${Invent({a: [1, ]})}'],
  ['a Ref of no text', { Ref: ['Bucket'] }, '${Ref(Bucket)}'],
  ['a Fn::GetAtt of no attribute', { 'Fn::GetAtt': ['Bucket'] }, '${GetAtt(Bucket)}'],
  ['an object that is no function', { a: 1, b: { Ref: 'Bucket' } }, '{a: 1, b: ${Bucket}}'],
  ['what other objects inherit', { Ref: '__proto__' }, '${__proto__}'],
])('%s is shown for people', (_, resource, text) => {
  expect(shown(resource)).toEqual([text]);
});

test('of a list, both sides of an Fn::If are shown, and nothing of AWS::NoValue', () => {
  expect(shown([{ 'Fn::If': ['C', ['a', 'b'], { Ref: 'AWS::NoValue' }] }, { Ref: 'AWS::NoValue' }, 'c'])).toEqual(['a', 'b', 'c']);
});
