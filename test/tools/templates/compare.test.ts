import { compareTemplates, withReadableQuestions } from '../../../tools/verify/templates/compare';

const validation = (question: unknown) => ({ Type: 'Custom::SageMakerRoleValidation', Properties: { Validation: question } });
const policy = (...actions: string[]) => ({ Resources: { Policy: { Action: actions } } });

test('reports no difference between equal templates', () => {
  expect(compareTemplates({ one: policy('s3:GetObject'), two: {} }, { one: policy('s3:GetObject'), two: {} }))
    .toEqual({ cases: 2, differing: 0, lines: ['0 of 2 differ'] });
});

test('reports each value that differs, case by case', () => {
  expect(compareTemplates({ one: policy('s3:GetObject'), two: policy('a:B') }, { one: policy('s3:PutObject', 's3:GetObject'), two: policy('a:B') })).toEqual({
    cases: 2,
    differing: 1,
    lines: [
      'one:',
      '  Resources.Policy.Action.0: "s3:GetObject" → "s3:PutObject"',
      '  Resources.Policy.Action.1: nothing → "s3:GetObject"',
      '1 of 2 differ',
    ],
  });
});

test('shortens the differences of one case', () => {
  const actions = Array.from({ length: 45 }, (_, index) => `s3:Action${index}`);
  const { lines } = compareTemplates({ one: policy() }, { one: policy(...actions) });
  expect(lines).toHaveLength(43);
  expect(lines.at(-2)).toEqual('  … and 6 more');
});

test('reports a case that is gone as a difference, and a new one as new', () => {
  expect(compareTemplates({ old: {} }, { new: {} })).toEqual({ cases: 1, differing: 1, lines: ['old:', '  the case is gone', '1 new: new', '1 of 1 differ'] });
});

test.each([[{ one: { error: 'Error: bad' } }], [{}]])('reports a case that cannot be synthesized, also if it could not before: %j', (before) => {
  const { differing, lines } = compareTemplates(before, { one: { error: 'Error: bad' } });
  expect(differing).toBe(1);
  expect(lines).toContain('  cannot be synthesized: Error: bad');
});

test('compares the questions of validations, without the hash in their logical IDs', () => {
  const before = { Resources: { Check0123456789abcdef: validation('{"question":{"actions":["s3:GetObject"]}}') }, Outputs: { Ref: 'Check0123456789abcdef' } };
  const after = { Resources: { Checkfedcba9876543210: validation('{"question":{"actions":["s3:PutObject"]}}') }, Outputs: { Ref: 'Checkfedcba9876543210' } };
  expect(compareTemplates({ one: before }, { one: after }).lines).toEqual([
    'one:',
    '  Resources.Check.Properties.Validation.question.actions.0: "s3:GetObject" → "s3:PutObject"',
    '1 of 1 differ',
  ]);
});

test('reads a question that has values of the deployment', () => {
  const question = { 'Fn::Join': ['', ['{"arn":"arn:', { Ref: 'AWS::Partition' }, ':iam::', { 'Fn::GetAtt': ['Key', 'Arn'] }, '"}']] };
  expect(withReadableQuestions({ Resources: { Check0123456789abcdef: validation(question) } })).toEqual({
    Resources: { Check: validation({ arn: 'arn:${Ref:AWS::Partition}:iam::${Fn::GetAtt:[Key,Arn]}' }) },
  });
});

test('ignores descriptions', () => {
  const functionOf = (description: string, memory: number) =>
    ({ Resources: { Handler: { Properties: { Description: description, MemorySize: memory } } } });
  expect(compareTemplates({ one: functionOf('old', 128) }, { one: functionOf('new', 128) }).differing).toBe(0);
  expect(compareTemplates({ one: functionOf('old', 128) }, { one: functionOf('new', 256) }).differing).toBe(1);
});
