import { get } from 'node:http';
import {
  FULL_AWS_ACCESS, IamEndpoint, IamEndpointOptions, OfflineAccount, OfflineRole, OfflineStatement, startIamEndpoint,
} from '../../../testing/offline-iam/endpoint';

const ROLE = 'arn:aws:iam::111122223333:role/Role';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234';
const READ: OfflineStatement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::own/*' };

let endpoints: IamEndpoint[] = [];
afterEach(async () => {
  await Promise.all(endpoints.map((endpoint) => endpoint.close()));
  endpoints = [];
});

async function start(options: Partial<IamEndpointOptions> & { account: IamEndpointOptions['account'] }): Promise<IamEndpoint> {
  const endpoint = await startIamEndpoint(options);
  endpoints.push(endpoint);
  return endpoint;
}

const document = (...Statement: OfflineStatement[]) => ({ Version: '2012-10-17', Statement });
const accountOf = (statements: OfflineStatement[], role: Partial<OfflineRole> = {}, scps?: OfflineAccount['scps']): OfflineAccount => ({
  accountId: '111122223333', roles: [{ name: 'Role', policies: [{ id: 'Own', document: document(...statements) }], ...role }], scps,
});

async function call({ url }: IamEndpoint, Action: string, params: Record<string, string> = {}): Promise<{ status: number; xml: string }> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ Action, Version: '2010-05-08', ...params }) });
  return { status: response.status, xml: await response.text() };
}

async function simulate(endpoint: IamEndpoint, actions: string[], resources: string[] = [], more: Record<string, string> = {}): Promise<string> {
  const { xml } = await call(endpoint, 'SimulatePrincipalPolicy', {
    PolicySourceArn: ROLE,
    ...Object.fromEntries(actions.map((action, index) => [`ActionNames.member.${index + 1}`, action])),
    ...Object.fromEntries(resources.map((resource, index) => [`ResourceArns.member.${index + 1}`, resource])),
    ...more,
  });
  return xml;
}

const context = (name: string, type: string, ...values: string[]) => ({
  'ContextEntries.member.1.ContextKeyName': name,
  'ContextEntries.member.1.ContextKeyType': type,
  ...Object.fromEntries(values.map((value, index) => [`ContextEntries.member.1.ContextKeyValues.member.${index + 1}`, value])),
});

/** The texts of all elements of a name, in order. */
const texts = (xml: string, name: string) => [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => text);

describe('GetRole', () => {
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Sid: "it's (a) *" }] };

  test('answers the role with its trust policy URL-encoded', async () => {
    const endpoint = await start({ account: accountOf([], { path: '/team/', trust, boundary: { id: 'Bound', document: document() } }) });
    const { status, xml } = await call(endpoint, 'GetRole', { RoleName: 'Role' });
    expect(status).toBe(200);
    expect(xml).toContain('<GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role><Path>/team/</Path>');
    expect(texts(xml, 'Arn')).toEqual(['arn:aws:iam::111122223333:role/team/Role']);
    expect(texts(xml, 'PermissionsBoundaryArn')).toEqual(['arn:aws:iam::111122223333:policy/Bound']);
    const [encoded] = texts(xml, 'AssumeRolePolicyDocument');
    expect(encoded).toContain('%22Sid%22%3A%22it%27s%20%28a%29%20%2A%22');
    expect(JSON.parse(decodeURIComponent(encoded))).toEqual(trust);
  });

  test('returns a textual trust policy as it is', async () => {
    const endpoint = await start({ account: accountOf([], { trust: '{"half": <of it>' }) });
    expect((await call(endpoint, 'GetRole', { RoleName: 'Role' })).xml)
      .toContain('<AssumeRolePolicyDocument>{&quot;half&quot;: &lt;of it&gt;</AssumeRolePolicyDocument>');
  });

  test('fails for a missing role until it exists', async () => {
    let account = accountOf([], { name: 'Other' });
    const endpoint = await start({ account: () => account });
    const { status, xml } = await call(endpoint, 'GetRole', { RoleName: 'Role' });
    expect(status).toBe(404);
    expect(xml).toContain('<Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>The role with name Role cannot be found.</Message></Error>');
    account = accountOf([]);
    expect((await call(endpoint, 'GetRole', { RoleName: 'Role' })).status).toBe(200);
  });

  test('fails for a path or an ARN in place of a name', async () => {
    const endpoint = await start({ account: accountOf([]) });
    for (const RoleName of ['team/Role', ROLE, '', 'a'.repeat(65)]) {
      const { status, xml } = await call(endpoint, 'GetRole', { RoleName });
      expect([status, ...texts(xml, 'Code')]).toEqual([400, 'ValidationError']);
    }
  });
});

describe('GetCallerIdentity', () => {
  const CALLER = 'arn:aws:sts::444455556666:assumed-role/Trainer/session';

  test('returns the caller in the form of STS', async () => {
    const endpoint = await start({ account: accountOf([]), caller: CALLER });
    const { status, xml } = await call(endpoint, 'GetCallerIdentity', { Version: '2011-06-15' });
    expect(status).toBe(200);
    expect(xml).toContain('<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">');
    expect([...texts(xml, 'Arn'), ...texts(xml, 'Account')]).toEqual([CALLER, '444455556666']);
  });

  test("rejects the version of IAM's API, as IAM rejects the version of STS", async () => {
    const endpoint = await start({ account: accountOf([]) });
    expect((await call(endpoint, 'GetCallerIdentity')).status).toBe(400);
    expect((await call(endpoint, 'GetRole', { RoleName: 'Role', Version: '2011-06-15' })).status).toBe(400);
  });

  test('names its action and the caller in a refusal', async () => {
    const endpoint = await start({ account: accountOf([]), caller: CALLER, faults: { 1: 'accessDenied' } });
    const { status, xml } = await call(endpoint, 'GetCallerIdentity', { Version: '2011-06-15' });
    expect(status).toBe(403);
    expect(texts(xml, 'Message')[0]).toContain(`User: ${CALLER} is not authorized to perform: sts:GetCallerIdentity`);
  });
});

test('simulates a user like a role, but GetRole does not find it', async () => {
  const user = 'arn:aws:iam::111122223333:user/team/Ann';
  const endpoint = await start({ account: accountOf([READ], { name: 'Ann (user)', arn: user }) });
  expect(texts(await simulate(endpoint, ['s3:GetObject'], ['arn:aws:s3:::own/a'], { PolicySourceArn: user }), 'EvalDecision')).toEqual(['allowed']);
  expect((await call(endpoint, 'GetRole', { RoleName: 'Ann' })).status).toBe(404);
});

describe('one result for each action', () => {
  test('has the ARN format, the most restrictive decision, and an answer for each resource', async () => {
    const endpoint = await start({ account: accountOf([READ]) });
    const xml = await simulate(endpoint, ['s3:GetObject'], ['arn:aws:s3:::own/a', 'arn:aws:s3:::other/a']);
    expect(texts(xml, 'EvalDecision')).toEqual(['implicitDeny']);
    expect(texts(xml, 'EvalResourceName')).toEqual(['arn:aws:s3:::${BucketName}/${ObjectName}', 'arn:aws:s3:::own/a', 'arn:aws:s3:::other/a']);
    expect(texts(xml, 'EvalResourceDecision')).toEqual(['allowed', 'implicitDeny']);
    expect(xml).toContain('<EvalResourceDecision>allowed</EvalResourceDecision>'
      + '<MatchedStatements><member><SourcePolicyId>Own</SourcePolicyId><SourcePolicyType>IAM Policy</SourcePolicyType></member></MatchedStatements>');
    expect(xml).toContain('<EvalDecision>implicitDeny</EvalDecision><MatchedStatements></MatchedStatements>');
  });

  test('has * for an action without resource types, and no answer for each resource of a request on *', async () => {
    const xml = await simulate(await start({ account: accountOf([{ Effect: 'Allow', Action: 'ecr:*', Resource: '*' }]) }), ['ecr:GetAuthorizationToken']);
    expect(texts(xml, 'EvalResourceName')).toEqual(['*']);
    expect(texts(xml, 'EvalDecision')).toEqual(['allowed']);
    expect(xml).not.toContain('ResourceSpecificResults');
  });

  test('has the decision of organizations only at the top', async () => {
    const deny: OfflineStatement = { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::own/secret' };
    const scps = [[{ document: FULL_AWS_ACCESS }, { document: document(deny) }]];
    const xml = await simulate(await start({ account: accountOf([READ], {}, scps) }), ['s3:GetObject'], ['arn:aws:s3:::own/a', 'arn:aws:s3:::own/secret']);
    expect(texts(xml, 'AllowedByOrganizations')).toEqual(['false']);
    expect(xml.indexOf('OrganizationsDecisionDetail')).toBeLessThan(xml.indexOf('ResourceSpecificResults'));
    expect(texts(xml, 'EvalResourceDecision')).toEqual(['allowed', 'explicitDeny']);
  });
});

test('has one result for each pair, with its details, in the older model', async () => {
  const deny: OfflineStatement = { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::own/secret' };
  const account = accountOf([READ], { boundary: { id: 'Bound', document: document(READ) } }, [[{ document: FULL_AWS_ACCESS }, { document: document(deny) }]]);
  const endpoint = await start({ account, model: 'perPair' });
  const xml = await simulate(endpoint, ['s3:GetObject', 's3:PutObject'], ['arn:aws:s3:::own/a', 'arn:aws:s3:::own/secret']);
  expect(texts(xml, 'EvalActionName')).toEqual(['s3:GetObject', 's3:GetObject', 's3:PutObject', 's3:PutObject']);
  expect(texts(xml, 'EvalResourceName')).toEqual(['arn:aws:s3:::own/a', 'arn:aws:s3:::own/secret', 'arn:aws:s3:::own/a', 'arn:aws:s3:::own/secret']);
  expect(texts(xml, 'EvalDecision')).toEqual(['allowed', 'explicitDeny', 'implicitDeny', 'explicitDeny']);
  expect(texts(xml, 'AllowedByOrganizations')).toEqual(['true', 'false', 'true', 'false']);
  expect(texts(xml, 'AllowedByPermissionsBoundary')).toEqual(['true', 'true', 'false', 'false']);
  expect(xml).not.toContain('ResourceSpecificResults');
});

describe('the decision', () => {
  test('names only the denying policy of the role', async () => {
    const policies = [
      { id: 'Allows', document: document(READ) },
      { id: 'Denies', document: document({ Effect: 'Deny', Action: '*', Resource: '*' }) },
    ];
    const xml = await simulate(await start({ account: accountOf([], { policies }) }), ['s3:GetObject'], ['arn:aws:s3:::own/a']);
    expect(texts(xml, 'EvalResourceDecision')).toEqual(['explicitDeny']);
    expect(new Set(texts(xml, 'SourcePolicyId'))).toEqual(new Set(['Denies']));
  });

  test('follows a service control policy, without its statements and keys, until it is excluded', async () => {
    const Condition = { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
    const scps = [[{ document: FULL_AWS_ACCESS }], [{ document: FULL_AWS_ACCESS }, { document: document({ Effect: 'Deny', Action: '*', Resource: '*', Condition }) }]];
    const account = accountOf([READ], {}, scps);
    const xml = await simulate(await start({ account }), ['s3:GetObject'], ['arn:aws:s3:::own/a']);
    expect(texts(xml, 'EvalDecision')).toEqual(['explicitDeny']);
    expect(texts(xml, 'AllowedByOrganizations')).toEqual(['false']);
    expect(xml).not.toContain('<SourcePolicyId>');
    expect(xml).not.toContain('aws:RequestedRegion');

    const exclusion = { 'PolicyExclusionList.member.1.PolicyType': 'scp' };
    const without = await simulate(await start({ account }), ['s3:GetObject'], ['arn:aws:s3:::own/a'], exclusion);
    expect(texts(without, 'EvalDecision')).toEqual(['allowed']);
    expect(without).not.toContain('OrganizationsDecisionDetail');

    const ignored = await simulate(await start({ account, policyExclusion: 'ignore' }), ['s3:GetObject'], ['arn:aws:s3:::own/a'], exclusion);
    expect(texts(ignored, 'EvalDecision')).toEqual(['explicitDeny']);
    const refused = await simulate(await start({ account, policyExclusion: 'refuse' }), ['s3:GetObject'], ['arn:aws:s3:::own/a'], exclusion);
    expect(texts(refused, 'Code')).toEqual(['ValidationError']);
  });

  test('denies implicitly if a level of service control policies allows nothing', async () => {
    const scps = [[{ document: FULL_AWS_ACCESS }], [{ document: document({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }) }]];
    const xml = await simulate(await start({ account: accountOf([READ], {}, scps) }), ['s3:GetObject'], ['arn:aws:s3:::own/a']);
    expect([...texts(xml, 'EvalDecision'), ...texts(xml, 'AllowedByOrganizations')]).toEqual(['implicitDeny', 'false']);
  });

  test('follows the boundary, and shows its decision', async () => {
    const boundary = { id: 'Bound', document: document({ ...READ, Resource: 'arn:aws:s3:::own/in/*' }) };
    const xml = await simulate(await start({ account: accountOf([READ], { boundary }) }), ['s3:GetObject'], ['arn:aws:s3:::own/in/a', 'arn:aws:s3:::own/a']);
    expect(texts(xml, 'EvalResourceDecision')).toEqual(['allowed', 'implicitDeny']);
    expect(texts(xml, 'AllowedByPermissionsBoundary')).toEqual(['false', 'true', 'false']);
  });

  test('takes a boundary of the call that allows everything, and refuses any other', async () => {
    const endpoint = await start({ account: accountOf([READ], { boundary: { id: 'Bound', document: document() } }) });
    const asked = (boundary: object) => simulate(endpoint, ['s3:GetObject'], ['arn:aws:s3:::own/a'], { 'PermissionsBoundaryPolicyInputList.member.1': JSON.stringify(boundary) });
    expect(texts(await asked({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }), 'EvalDecision')).toEqual(['allowed']);
    expect(texts(await asked({ Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } }), 'Code')).toEqual(['InvalidInput']);
  });

  test('follows only the role for a key', async () => {
    const decrypt: OfflineStatement = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY };
    const xml = await simulate(await start({ account: accountOf([decrypt]) }), ['kms:Decrypt', 'kms:Encrypt'], [KEY]);
    expect(texts(xml, 'EvalDecision')).toEqual(['allowed', 'implicitDeny']);
  });

  test('decides about an action on a resource of a foreign type', async () => {
    const app = 'arn:aws:sagemaker:eu-west-1:111122223333:mlflow-app/app-1';
    const mlflow: OfflineStatement = { Effect: 'Allow', Action: 'sagemaker-mlflow:*', Resource: app };
    const endpoint = await start({ account: accountOf([mlflow, READ]) });
    expect(texts(await simulate(endpoint, ['sagemaker-mlflow:AccessUI'], [app]), 'EvalResourceDecision')).toEqual(['allowed']);
    expect(texts(await simulate(endpoint, ['s3:GetObject'], ['arn:aws:s3:::own']), 'EvalResourceDecision')).toEqual(['implicitDeny']);
  });
});

describe('the resource *', () => {
  const cases: [string, OfflineStatement[], string][] = [
    ['is allowed by *', [{ ...READ, Resource: ['arn:aws:s3:::own/*', '*'] }], 'allowed'],
    ['is not allowed by an ARN', [READ], 'implicitDeny'],
    ['is not allowed by an ARN of wildcards', [{ ...READ, Resource: 'arn:aws:s3:::*' }], 'implicitDeny'],
    ['is allowed by everything except an ARN', [{ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::own/*' }], 'allowed'],
    ['is not denied by an ARN', [{ ...READ, Resource: '*' }, { ...READ, Effect: 'Deny' }], 'allowed'],
    ['is denied by *', [{ ...READ, Resource: '*' }, { ...READ, Effect: 'Deny', Resource: '*' }], 'explicitDeny'],
  ];
  test.each(cases)('%s', async (_, statements, decision) => {
    const endpoint = await start({ account: accountOf(statements) });
    expect(texts(await simulate(endpoint, ['s3:GetObject']), 'EvalDecision')).toEqual([decision]);
    expect(texts(await simulate(endpoint, ['s3:GetObject'], ['*']), 'EvalDecision')).toEqual([decision]);
  });

  test('matches only itself in an ARN', async () => {
    const narrow: OfflineStatement = { ...READ, Resource: 'arn:aws:s3:::own/in/*' };
    const xml = await simulate(await start({ account: accountOf([narrow]) }), ['s3:GetObject'], ['arn:aws:s3:::own/*', 'arn:aws:s3:::own/in/*']);
    expect(texts(xml, 'EvalResourceDecision')).toEqual(['implicitDeny', 'allowed']);
  });
});

describe('context', () => {
  const conditional: OfflineStatement = {
    ...READ, Resource: '*', Condition: { StringEquals: { 'aws:ResourceAccount': '111122223333' } },
  };

  test('lists the unsent keys of the role, with either decision', async () => {
    const account = accountOf([conditional, { ...READ, Action: 's3:PutObject', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, READ]);
    const xml = await simulate(await start({ account, model: 'perPair' }), ['s3:GetObject'], ['arn:aws:s3:::own/a', 'arn:aws:s3:::other/a']);
    expect(texts(xml, 'EvalDecision')).toEqual(['allowed', 'implicitDeny']);
    expect(xml.match(/<MissingContextValues><member>aws:ResourceAccount<\/member><\/MissingContextValues>/g)).toHaveLength(2);
    expect(xml).not.toContain('aws:SecureTransport');
  });

  test('supplies no key of the requester: the caller must send it', async () => {
    const keys = { 'aws:PrincipalArn': '*', 'aws:PrincipalAccount': '111122223333', 'aws:SecureTransport': 'true', 'aws:RequestedRegion': '*' };
    const xml = await simulate(await start({ account: accountOf([{ ...READ, Condition: { StringLike: keys } }]), model: 'perPair' }), ['s3:GetObject'], ['arn:aws:s3:::own/a']);
    expect(texts(xml, 'EvalDecision')).toEqual(['implicitDeny']);
    expect(texts(xml, 'member').sort()).toEqual(Object.keys(keys).sort());
  });

  test('uses a sent key, in upper or lower case', async () => {
    const endpoint = await start({ account: accountOf([conditional]) });
    const answer = async (value: string) => {
      const xml = await simulate(endpoint, ['s3:GetObject'], ['arn:aws:s3:::own/a'], context('aws:resourceaccount', 'string', value));
      return [...texts(xml, 'EvalDecision'), ...texts(xml, 'member')];
    };
    expect(await answer('111122223333')).toEqual(['allowed']);
    expect(await answer('444455556666')).toEqual(['implicitDeny']);
  });

  test('lists unsent keys of the boundary and of variables too', async () => {
    const boundary = { id: 'Bound', document: document({ ...READ, Condition: { StringLike: { 'aws:RequestedRegion': 'eu-*' } } }) };
    const account = accountOf([{ ...READ, Resource: 'arn:aws:s3:::own/${aws:PrincipalTag/team}/*' }], { boundary });
    const xml = await simulate(await start({ account, model: 'perPair' }), ['s3:GetObject'], ['arn:aws:s3:::own/a']);
    expect(texts(xml, 'member')).toEqual(['aws:PrincipalTag/team', 'aws:RequestedRegion']);
  });

  test('accepts several values only for a list', async () => {
    const Condition = { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } };
    const endpoint = await start({ account: accountOf([{ Effect: 'Allow', Action: 'sagemaker:AddTags', Resource: '*', Condition }]) });
    const list = await simulate(endpoint, ['sagemaker:AddTags'], [], context('aws:TagKeys', 'stringList', 'cost', 'team'));
    expect(texts(list, 'EvalDecision')).toEqual(['allowed']);
    expect(texts(await simulate(endpoint, ['sagemaker:AddTags'], [], context('aws:TagKeys', 'string', 'cost', 'team')), 'Code')).toEqual(['InvalidInput']);
    expect(texts(await simulate(endpoint, ['sagemaker:AddTags'], [], context('aws:TagKeys', 'text', 'cost')), 'Code')).toEqual(['ValidationError']);
  });
});

test.each([
  ['an unknown action', { 'ActionNames.member.1': 's3:GetNothing' }, 400, 'InvalidInput'],
  ['an unknown service', { 'ActionNames.member.1': 'nothing:GetObject' }, 400, 'InvalidInput'],
  ['an action with a wildcard', { 'ActionNames.member.1': 's3:Get*' }, 400, 'InvalidInput'],
  ['an action of two characters', { 'ActionNames.member.1': 's3' }, 400, 'ValidationError'],
  ['no action', {}, 400, 'ValidationError'],
  ['a session', { 'PolicySourceArn': 'arn:aws:sts::111122223333:assumed-role/Role/session', 'ActionNames.member.1': 's3:GetObject' }, 400, 'InvalidInput'],
  ['a missing role', { 'PolicySourceArn': `${ROLE}s`, 'ActionNames.member.1': 's3:GetObject' }, 404, 'NoSuchEntity'],
  ['a resource without an ARN', { 'ActionNames.member.1': 's3:GetObject', 'ResourceArns.member.1': 'own/a' }, 400, 'InvalidInput'],
  ['an invented marker', { 'ActionNames.member.1': 's3:GetObject', 'Marker': 'mine' }, 400, 'InvalidInput'],
])('a simulation fails for %s', async (_, params, status, code) => {
  const answer = await call(await start({ account: accountOf([READ]) }), 'SimulatePrincipalPolicy', { PolicySourceArn: ROLE, ...params } as Record<string, string>);
  expect([answer.status, ...texts(answer.xml, 'Code')]).toEqual([status, code]);
});

describe('pages', () => {
  const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];

  test('returns the remaining results with the marker', async () => {
    const endpoint = await start({ account: accountOf([READ]) });
    const first = await simulate(endpoint, ACTIONS, [], { MaxItems: '2' });
    expect(texts(first, 'EvalActionName')).toEqual(['s3:GetObject', 's3:PutObject']);
    expect(texts(first, 'IsTruncated')).toEqual(['true']);
    const second = await simulate(endpoint, ACTIONS, [], { MaxItems: '2', Marker: texts(first, 'Marker')[0] });
    expect(texts(second, 'EvalActionName')).toEqual(['s3:DeleteObject']);
    expect(texts(second, 'IsTruncated')).toEqual(['false']);
    expect(second).not.toContain('<Marker>');
  });

  test('may return fewer results than requested', async () => {
    const endpoint = await start({ account: accountOf([READ]), pageSize: 1 });
    expect(texts(await simulate(endpoint, ACTIONS, [], { MaxItems: '50' }), 'EvalActionName')).toEqual(['s3:GetObject']);
  });

  test('returns at most a hundred results by default', async () => {
    const endpoint = await start({ account: accountOf([READ]), model: 'perPair' });
    const xml = await simulate(endpoint, ['s3:GetObject'], Array.from({ length: 101 }, (_, index) => `arn:aws:s3:::own/${index}`));
    expect(texts(xml, 'EvalDecision')).toHaveLength(100);
    expect(texts(xml, 'IsTruncated')).toEqual(['true']);
  });
});

describe('a fault', () => {
  const account = accountOf([READ]);
  const question = (endpoint: IamEndpoint) => simulate(endpoint, ['s3:GetObject'], ['arn:aws:s3:::own/a', 'arn:aws:s3:::own/b']);

  test.each([
    ['throttle', 400, 'Throttling'],
    ['serviceFailure', 500, 'ServiceFailure'],
    ['accessDenied', 403, 'AccessDenied'],
    [{ error: { status: 500, code: 'PolicyEvaluation' } }, 500, 'PolicyEvaluation'],
  ] as const)('%p fails only the call of that number', async (fault, status, code) => {
    const endpoint = await start({ account, faults: { 1: fault } });
    const { status: actual, xml } = await call(endpoint, 'GetRole', { RoleName: 'Role' });
    expect([actual, ...texts(xml, 'Code')]).toEqual([status, code]);
    expect((await call(endpoint, 'GetRole', { RoleName: 'Role' })).status).toBe(200);
  });

  test('chooses calls by action, number, and number among the calls of the action', async () => {
    const asked: unknown[] = [];
    const faults = (action: string, n: number, nth: number) => {
      asked.push([action, n, nth]);
      return action === 'GetRole' && nth === 2 ? 'throttle' as const : undefined;
    };
    const endpoint = await start({ account, faults });
    expect((await call(endpoint, 'GetRole', { RoleName: 'Role' })).status).toBe(200);
    expect(texts(await question(endpoint), 'EvalDecision')).toEqual(['allowed']);
    expect((await call(endpoint, 'GetRole', { RoleName: 'Role' })).status).toBe(400);
    expect(asked).toEqual([['GetRole', 1, 1], ['SimulatePrincipalPolicy', 2, 1], ['GetRole', 3, 2]]);
  });

  test('reset closes the connection', async () => {
    const endpoint = await start({ account, faults: { 1: 'reset' } });
    await expect(question(endpoint)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(endpoint.calls).toHaveLength(1);
  });

  test('silence lasts until the endpoint closes', async () => {
    const endpoint = await start({ account, faults: { 1: 'silence' } });
    const outcome = question(endpoint).then(() => 'answered', () => 'cut');
    expect(await Promise.race([outcome, new Promise((resolve) => setTimeout(resolve, 150, 'silent'))])).toBe('silent');
    await endpoint.close();
    expect(await outcome).toBe('cut');
  });

  test('garbage sends a body without XML', async () => {
    expect(await question(await start({ account, faults: { 1: 'garbage' } }))).not.toContain('<');
  });

  test('truncated sends half an answer that looks complete to HTTP', async () => {
    const endpoint = await start({ account, faults: { 1: 'truncated' } });
    const cut = await question(endpoint);
    expect(cut).toMatch(/^<SimulatePrincipalPolicyResponse /);
    expect(cut).not.toContain('</SimulatePrincipalPolicyResponse>');
    expect(await question(endpoint)).toContain('</SimulatePrincipalPolicyResponse>');
  });

  test('drip sends a byte at a time, and stops when the endpoint closes', async () => {
    const endpoint = await start({ account, faults: () => 'drip' });
    const sizes: number[] = [];
    await new Promise<void>((resolve, reject) => get(endpoint.url, (response) => {
      response.on('error', () => undefined).on('data', (chunk: Buffer) => sizes.push(chunk.length) === 3 && resolve());
    }).on('error', reject));
    await endpoint.close();
    expect(sizes).toEqual([1, 1, 1]);
  });

  test.each([['same', 1], ['new', 3]] as const)('%s markers never end', async (endlessMarkers, different) => {
    const endpoint = await start({ account, faults: () => ({ endlessMarkers }) });
    const markers: string[] = [];
    for (let page = 0; page < 3; page++) {
      const xml = await simulate(endpoint, ['s3:GetObject'], [], page > 0 ? { Marker: markers[page - 1] } : {});
      expect(texts(xml, 'IsTruncated')).toEqual(['true']);
      markers.push(...texts(xml, 'Marker'));
    }
    expect(markers).toHaveLength(3);
    expect(new Set(markers).size).toBe(different);
  });

  test('missingResults omits answers below the top in the new model, and results in the older one', async () => {
    const faults = () => ({ missingResults: 1 });
    const perAction = await question(await start({ account, faults }));
    expect(texts(perAction, 'EvalResourceName')).toEqual(['arn:aws:s3:::${BucketName}/${ObjectName}', 'arn:aws:s3:::own/a']);
    const perPair = await question(await start({ account, faults, model: 'perPair' }));
    expect(texts(perPair, 'EvalResourceName')).toEqual(['arn:aws:s3:::own/a']);
    expect(texts(await question(await start({ account, faults: () => ({ missingResults: 2 }) })), 'EvalActionName')).toEqual([]);
  });

  test('withoutAction omits only the answers for that action', async () => {
    const endpoint = await start({ account, faults: () => ({ withoutAction: 's3:PutObject' }) });
    expect(texts(await simulate(endpoint, ['s3:GetObject', 's3:PutObject']), 'EvalActionName')).toEqual(['s3:GetObject']);
  });

  test('withoutMatchedStatements omits the statements, and keeps the decisions', async () => {
    const xml = await question(await start({ account, faults: () => ({ withoutMatchedStatements: true }) }));
    expect(texts(xml, 'EvalResourceDecision')).toEqual(['allowed', 'allowed']);
    expect(texts(xml, 'SourcePolicyId')).toEqual([]);
  });

  test('delayMs delays the answer, or another fault', async () => {
    const endpoint = await start({ account, faults: { 1: { delayMs: 120 }, 2: { delayMs: 120, then: 'throttle' } } });
    let before = performance.now();
    expect(texts(await question(endpoint), 'EvalDecision')).toEqual(['allowed']);
    expect(performance.now() - before).toBeGreaterThan(110);
    before = performance.now();
    expect(texts(await question(endpoint), 'Code')).toEqual(['Throttling']);
    expect(performance.now() - before).toBeGreaterThan(110);
  });

  test('throttles a call beyond the rate', async () => {
    const endpoint = await start({ account, requestsPerSecond: 1e-6 });
    const burst = await Promise.all(Array.from({ length: 3 }, () => call(endpoint, 'GetRole', { RoleName: 'Role' })));
    expect(burst.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(burst.filter(({ xml }) => xml.includes('<Code>Throttling</Code>'))).toHaveLength(2);
  });
});

describe('other actions', () => {
  test('are refused, and recorded with their parameters', async () => {
    const endpoint = await start({ account: accountOf([]) });
    const { status, xml } = await call(endpoint, 'DeleteRole', { RoleName: 'Role' });
    expect([status, ...texts(xml, 'Code')]).toEqual([403, 'AccessDenied']);
    expect(texts(xml, 'Message')[0]).toContain('is not authorized to perform: iam:DeleteRole on resource: arn:aws:iam::111122223333:role/Role');
    expect(endpoint.calls).toEqual([{ action: 'DeleteRole', params: { RoleName: 'Role' }, at: expect.any(Number) }]);
  });

  test('are answered by the function that forwards them', async () => {
    const endpoint = await start({
      account: accountOf([]),
      forward: async ({ action, params, body }) => action === 'CreateRole' ? { status: 201, body: `${params.RoleName} of ${body}` } : undefined,
    });
    expect(await call(endpoint, 'CreateRole', { RoleName: 'New' }))
      .toEqual({ status: 201, xml: 'New of Action=CreateRole&Version=2010-05-08&RoleName=New' });
    expect((await call(endpoint, 'DeleteRole')).status).toBe(403);
  });
});
