import { requestContext } from '../../../../src/core/verdict/resources/request-context';

const ROLE = { arn: 'arn:aws:iam::111122223333:role/validated', account: '111122223333', id: 'AROAEXAMPLE', hasBoundary: false };
const SESSION = {
  'aws:PrincipalType': { values: ['AssumedRole'] },
  'aws:userid': { values: ['AROAEXAMPLE:*'], patterns: true },
  'aws:SourceAccount': { values: [] },
  'aws:SourceArn': { values: [] },
  'aws:SourceOrgID': { values: [] },
  'aws:PrincipalServiceName': { values: [] },
  'aws:username': { values: [] },
  's3:TlsVersion': { values: ['1.2', '1.3'] },
};

test('has the keys of every role session', () => {
  expect(Object.fromEntries(requestContext([], [], ROLE))).toEqual(SESSION);
  expect(requestContext([], [], { ...ROLE, id: undefined }).get('aws:userid')).toEqual({ values: ['AROA*:*'], patterns: true });
});

test('has the keys of the request, and those that are only assumed unless the request has them', () => {
  const entry = (key: string, type: 'string' | 'stringList', ...values: string[]) => ({ key, type, values });
  const context = requestContext(
    [entry('aws:SourceVpc', 'string', 'vpc-1'), entry('aws:TagKeys', 'stringList', 'team', 'cost'), entry('s3:prefix', 'string', 'in/')],
    [entry('AWS:sourcevpc', 'string', 'vpc-2'), entry('kms:ViaService', 'string', 's3', 'ecr'), entry('kms:GrantOperations', 'stringList', 'Decrypt')],
    ROLE,
  );
  expect(Object.fromEntries(context)).toEqual({
    ...SESSION,
    'aws:SourceVpc': { values: ['vpc-1'] },
    'aws:TagKeys': { values: ['team', 'cost'], list: true },
    's3:prefix': { values: ['in/'] },
    'kms:ViaService': { values: ['s3', 'ecr'], mayBeAbsent: true },
    'kms:GrantOperations': { values: ['Decrypt'], list: true, mayBeAbsent: true },
  });
});
