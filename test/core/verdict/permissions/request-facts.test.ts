import { ContextEntry, QuestionGroup } from '../../../../src/core/question/question';
import { alternatives, byOwner, QuestionPart, withOneFactEach, withRequestFacts } from '../../../../src/core/verdict/permissions/request-facts';

const ARN = 'arn:aws:iam::111122223333:role/validated';
const SESSION = { issuedAt: '2030-01-01T00:00:00.000Z', tags: { team: 'ml' }, mayHaveOtherTags: true, isOfService: true };
const REQUESTER = { arn: ARN, account: '111122223333', region: 'eu-west-1', session: SESSION };

const entry = (key: string, ...values: string[]): ContextEntry => ({ key, type: 'string', values });
const groupOf = (change: Partial<QuestionGroup>): QuestionGroup =>
  ({ actions: ['x:Y'], resources: ['*'], certainty: 'concrete', facts: [], assumed: [], ...change });
const shown = (entries: readonly ContextEntry[]) => entries.map(({ key, type, values }) => `${key}=${values.join()}${type === 'string' ? '' : ` (${type})`}`);

/** The facts of each request. */
const EVERYWHERE = [
  `aws:PrincipalArn=${ARN}`, 'aws:PrincipalAccount=111122223333', 'aws:SecureTransport=true (boolean)', 'aws:PrincipalIsAWSService=false (boolean)',
];
const ISSUED = 'aws:TokenIssueTime=2030-01-01T00:00:00.000Z (date)';
const TEAM = 'aws:PrincipalTag/team=ml';
const partsOf = (change: Partial<QuestionGroup>) => withRequestFacts(groupOf(change), REQUESTER);
const byResources = (parts: readonly QuestionPart[]) => parts.map(({ resources, facts, assumed, openOwners }) =>
  [resources.join(' '), shown(facts).filter((text) => /^aws:Re/.test(text)), shown(assumed).filter((text) => /^aws:Re/.test(text)), openOwners === true]);

test('adds what is known about each request of the role', () => {
  const [{ facts, assumed, session, actions }] = partsOf({ facts: [entry('s3:prefix', 'in/')], assumed: [entry('kms:ViaService', 's3')] });
  expect(shown(facts)).toEqual(['aws:RequestedRegion=eu-west-1', ...EVERYWHERE, ISSUED, 's3:prefix=in/']);
  expect(shown(assumed)).toEqual(['kms:ViaService=s3', TEAM]);
  expect([session, actions]).toEqual([SESSION, ['x:Y']]);
});

test.each([[['kms:Decrypt', 'kms:Encrypt'], true], [['kms:Decrypt', 's3:GetObject'], false]])('adds the caller of a key to the requests %j: %s', (actions, adds) => {
  const [{ facts }] = partsOf({ actions });
  expect(shown(facts).includes('kms:CallerAccount=111122223333')).toBe(adds);
});

test.each<[string, Partial<QuestionGroup>, unknown[]]>([
  ['a queue', { resources: ['arn:aws:sqs:us-east-1:111122223333:own'] },
    [['arn:aws:sqs:us-east-1:111122223333:own', ['aws:RequestedRegion=us-east-1', 'aws:ResourceAccount=111122223333'], [], false]]],
  ['a queue of another account', { resources: ['arn:aws:sqs:us-east-1:444455556666:own'] },
    [['arn:aws:sqs:us-east-1:444455556666:own', ['aws:RequestedRegion=us-east-1'], ['aws:ResourceAccount=444455556666'], false]]],
  ['a bucket', { resources: ['arn:aws:s3:::own/x'] }, [['arn:aws:s3:::own/x', [], ['aws:RequestedRegion=eu-west-1'], false]]],
  ['an access point', { resources: ['arn:aws:s3:us-east-1:111122223333:accesspoint/own'] },
    [['arn:aws:s3:us-east-1:111122223333:accesspoint/own', ['aws:RequestedRegion=us-east-1', 'aws:ResourceAccount=111122223333'], [], false]]],
  ['a bucket in a known region', { resources: ['arn:aws:s3:::own/x'], facts: [entry('aws:RequestedRegion', 'us-east-1')] },
    [['arn:aws:s3:::own/x', ['aws:RequestedRegion=us-east-1'], [], false]]],
  ['a bucket in an assumed region', { resources: ['arn:aws:s3:::own/x'], assumed: [entry('aws:RequestedRegion', 'us-east-1')] },
    [['arn:aws:s3:::own/x', [], ['aws:RequestedRegion=us-east-1'], false]]],
  ['a role, which is passed in no request on it', { resources: [ARN] }, [[ARN, ['aws:RequestedRegion=eu-west-1'], [], false]]],
  ['a table of any region', { resources: ['arn:aws:glue:*:111122223333:table/a'] },
    [['arn:aws:glue:*:111122223333:table/a', ['aws:RequestedRegion=eu-west-1', 'aws:ResourceAccount=111122223333'], [], false]]],
  ['a name', { resources: ['own'] }, [['own', ['aws:RequestedRegion=eu-west-1'], [], false]]],
  ['an account with a letter', { resources: ['arn:aws:sqs:us-east-1:x111122223333:own'] }, [['arn:aws:sqs:us-east-1:x111122223333:own', ['aws:RequestedRegion=us-east-1'], [], false]]],
  ['an account with another digit', { resources: ['arn:aws:sqs:us-east-1:1111222233334:own'] },
    [['arn:aws:sqs:us-east-1:1111222233334:own', ['aws:RequestedRegion=us-east-1'], [], false]]],
  ['a queue whose owner is known', { resources: ['arn:aws:sqs:eu-west-1:444455556666:own'], facts: [entry('aws:ResourceAccount', '999999999999')] },
    [['arn:aws:sqs:eu-west-1:444455556666:own', ['aws:RequestedRegion=eu-west-1', 'aws:ResourceAccount=999999999999'], [], false]]],
  ['a queue whose owner is assumed', { resources: ['arn:aws:sqs:eu-west-1:444455556666:own'], assumed: [entry('aws:ResourceAccount', '999999999999')] },
    [['arn:aws:sqs:eu-west-1:444455556666:own', ['aws:RequestedRegion=eu-west-1'], ['aws:ResourceAccount=999999999999'], false]]],
  ['queues of two regions', { resources: ['arn:aws:sqs:us-east-1:111122223333:a', 'arn:aws:sqs:eu-west-1:111122223333:b', 'arn:aws:sqs:us-east-1:111122223333:c'] }, [
    ['arn:aws:sqs:us-east-1:111122223333:a arn:aws:sqs:us-east-1:111122223333:c', ['aws:RequestedRegion=us-east-1', 'aws:ResourceAccount=111122223333'], [], false],
    ['arn:aws:sqs:eu-west-1:111122223333:b', ['aws:RequestedRegion=eu-west-1', 'aws:ResourceAccount=111122223333'], [], false],
  ]],
  ['a bucket and all resources', { resources: ['arn:aws:s3:::own', '*'] },
    [['arn:aws:s3:::own', [], ['aws:RequestedRegion=eu-west-1'], false], ['*', ['aws:RequestedRegion=eu-west-1'], [], false]]],
  ['samples of this and of two other accounts', {
    certainty: 'probe', resources: ['arn:aws:ecr:eu-west-1:111122223333:repository/x', 'arn:aws:ecr:eu-west-1:444455556666:repository/x', 'arn:aws:ecr:eu-west-1:999999999999:repository/x'],
  }, [
    ['arn:aws:ecr:eu-west-1:111122223333:repository/x', ['aws:RequestedRegion=eu-west-1', 'aws:ResourceAccount=111122223333'], [], false],
    ['arn:aws:ecr:eu-west-1:444455556666:repository/x arn:aws:ecr:eu-west-1:999999999999:repository/x', ['aws:RequestedRegion=eu-west-1'], [], true],
  ]],
  ['samples without an owner', { certainty: 'probe', resources: ['arn:aws:s3:::own/x'] }, [['arn:aws:s3:::own/x', [], ['aws:RequestedRegion=eu-west-1'], false]]],
])('knows the region and the owner of %s', (_, change, parts) => {
  expect(byResources(partsOf(change))).toEqual(parts);
});

test('asks about samples of several accounts with each owner', () => {
  const resources = ['arn:aws:ecr:eu-west-1:444455556666:repository/x', 'arn:aws:ecr:eu-west-1:999999999999:repository/x', 'arn:aws:ecr:eu-west-1:444455556666:repository/y'];
  const [open] = partsOf({ certainty: 'probe', resources });
  expect(byResources(byOwner(open))).toEqual([
    [`${resources[0]} ${resources[2]}`, ['aws:RequestedRegion=eu-west-1', 'aws:ResourceAccount=444455556666'], [], false],
    [resources[1], ['aws:RequestedRegion=eu-west-1', 'aws:ResourceAccount=999999999999'], [], false],
  ]);
});

test('asks with each value of a fact, and with a sample of a pattern', () => {
  const namespace = entry('cloudwatch:namespace', 'TeamA', 'TeamB*');
  const list: ContextEntry = { key: 'aws:TagKeys', type: 'stringList', values: ['a', 'b'] };
  const service: ContextEntry = { ...entry('iam:PassedToService', 'sagemaker', 'glue'), oneSuffices: true };
  const groups = withOneFactEach(groupOf({ facts: [namespace, list, service] }));
  expect(groups.map(({ certainty, facts }) => [certainty, ...shown(facts)])).toEqual([
    ['concrete', 'cloudwatch:namespace=TeamA', 'aws:TagKeys=a,b (stringList)', 'iam:PassedToService=sagemaker,glue'],
    ['probe', 'cloudwatch:namespace=TeamBprobe', 'aws:TagKeys=a,b (stringList)', 'iam:PassedToService=sagemaker,glue'],
  ]);
  expect(withOneFactEach(groupOf({ certainty: 'any', facts: [namespace] })).map(({ certainty }) => certainty)).toEqual(['any', 'any']);
  expect(withOneFactEach(groupOf({ facts: [namespace, entry('s3:prefix', 'in/', 'out/')] }))).toHaveLength(4);
});

test('asks with one value after the other if one suffices', () => {
  const part = { ...groupOf({ facts: [entry('s3:prefix', 'in/'), { ...entry('iam:PassedToService', 'sagemaker', 'glue'), oneSuffices: true }] }), session: SESSION };
  expect(alternatives(part).map(({ facts }) => facts)).toEqual([
    [entry('s3:prefix', 'in/'), entry('iam:PassedToService', 'sagemaker')], [entry('s3:prefix', 'in/'), entry('iam:PassedToService', 'glue')],
  ]);
  const plain = { ...part, facts: [entry('s3:prefix', 'in/')] };
  expect(alternatives(plain)).toEqual([plain]);
});
