import { GetRoleCommand, IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { IamFailure } from '../../src/core/verdict/iam-reader';
import { CLIENT_CONFIG, ClientReader } from '../../src/handler/client-reader';

const { signal } = new AbortController();
const REQUEST = { sourceArn: 'arn:role', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::own/x'], context: [{ key: 'aws:SecureTransport', type: 'boolean', values: ['true'] }] } as const;

/** A reader whose client gives this answer, and the spy on its requests. */
function readerWith(answer: unknown) {
  const client = new IAMClient({ region: 'eu-west-1' });
  const send = jest.spyOn(client, 'send').mockImplementation(async () => {
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  });
  return { reader: new ClientReader(client), send };
}

function errorNamed(name: string): Error {
  return Object.assign(new Error('made to fail'), { name });
}

describe('GetRole', () => {
  test('returns the ARN, the path and the trust policy', async () => {
    const { reader, send } = readerWith({ Role: { Arn: 'arn:role', Path: '/team/', AssumeRolePolicyDocument: '%7B%7D' } });
    expect(await reader.getRole('Trainer', signal)).toEqual({ arn: 'arn:role', path: '/team/', trust: '%7B%7D', tags: {} });
    const [command, options] = send.mock.calls[0] as unknown as [GetRoleCommand, unknown];
    expect(command).toBeInstanceOf(GetRoleCommand);
    expect(command.input).toEqual({ RoleName: 'Trainer' });
    expect(options).toEqual({ abortSignal: signal });
  });

  test('returns the id, the tags, the boundary and the role template', async () => {
    const { reader } = readerWith({
      Role: {
        Arn: 'arn:role',
        RoleId: 'AROA1',
        Tags: [{ Key: 'RoleType', Value: 'training' }, { Key: 'team', Value: '' }],
        PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: 'arn:boundary' },
        SourceRoleTemplate: { TemplateArn: 'arn:template', TemplateMinorVersion: 2 },
      },
    });
    expect(await reader.getRole('Trainer', signal)).toEqual({
      arn: 'arn:role', id: 'AROA1', tags: { RoleType: 'training', team: '' }, boundary: 'arn:boundary', sourceRoleTemplate: 'arn:template',
    });
  });

  test.each([{}, { Role: {} }, { Role: { Arn: '' } }])('fails for an answer without a role: %j', async (answer) => {
    await expect(readerWith(answer).reader.getRole('Trainer', signal)).rejects.toMatchObject({ kind: 'OTHER', message: 'iam:GetRole returned no role' });
  });
});

describe('SimulatePrincipalPolicy', () => {
  const inputOf = async (request: Parameters<ClientReader['simulate']>[0]) => {
    const { reader, send } = readerWith({});
    await reader.simulate(request, signal);
    const [command, options] = send.mock.calls[0] as unknown as [SimulatePrincipalPolicyCommand, unknown];
    expect(command).toBeInstanceOf(SimulatePrincipalPolicyCommand);
    expect(options).toEqual({ abortSignal: signal });
    return command.input;
  };

  test('sends the role, the actions, the resources and the context, in long pages', async () => {
    expect(await inputOf({ ...REQUEST, marker: 'next' })).toEqual({
      PolicySourceArn: 'arn:role',
      ActionNames: ['s3:GetObject'],
      ResourceArns: ['arn:aws:s3:::own/x'],
      ContextEntries: [{ ContextKeyName: 'aws:SecureTransport', ContextKeyType: 'boolean', ContextKeyValues: ['true'] }],
      MaxItems: 1_000,
      Marker: 'next',
    });
  });

  test('excludes service control policies only on request', async () => {
    expect((await inputOf({ ...REQUEST, withoutScps: true })).PolicyExclusionList).toEqual([{ PolicyType: 'scp' }]);
    expect(await inputOf({ ...REQUEST, withoutScps: false })).not.toHaveProperty('PolicyExclusionList');
  });

  test('replaces the permissions boundary only on request', async () => {
    expect((await inputOf({ ...REQUEST, withoutBoundary: true })).PermissionsBoundaryPolicyInputList)
      .toEqual(['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}']);
    expect(await inputOf({ ...REQUEST, withoutBoundary: false })).not.toHaveProperty('PermissionsBoundaryPolicyInputList');
  });

  test('returns the marker of a truncated page only', async () => {
    expect(await readerWith({ IsTruncated: true, Marker: 'next' }).reader.simulate(REQUEST, signal)).toEqual({ evaluations: [], marker: 'next', wasThrottled: false });
    expect(await readerWith({ IsTruncated: false, Marker: 'next' }).reader.simulate(REQUEST, signal)).toEqual({ evaluations: [], marker: undefined, wasThrottled: false });
    expect(await readerWith({}).reader.simulate(REQUEST, signal)).toEqual({ evaluations: [], marker: undefined, wasThrottled: false });
  });

  test.each([[1, false], [2, true], [20, true]])('reports whether IAM was asked %i times: %s', async (attempts, wasThrottled) => {
    expect(await readerWith({ $metadata: { attempts } }).reader.simulate(REQUEST, signal)).toMatchObject({ wasThrottled });
  });

  test.each([{ IsTruncated: true }, { IsTruncated: true, Marker: '' }])('fails for a truncated page without a marker: %j', async (answer) => {
    await expect(readerWith(answer).reader.simulate(REQUEST, signal)).rejects.toMatchObject({
      kind: 'OTHER', message: 'iam:SimulatePrincipalPolicy returned a truncated page without a marker',
    });
  });

  test('returns the decision for an action, and for each resource', async () => {
    const page = await readerWith({
      EvaluationResults: [{
        EvalActionName: 's3:GetObject',
        EvalResourceName: 'arn:${Partition}:s3:::${BucketName}/${ObjectName}',
        EvalDecision: 'explicitDeny',
        MissingContextValues: ['aws:SourceVpc'],
        MatchedStatements: [{ SourcePolicyId: 'One' }, {}, { SourcePolicyId: 'Two' }],
        OrganizationsDecisionDetail: { AllowedByOrganizations: false },
        PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
        ResourceSpecificResults: [{
          EvalResourceName: 'arn:aws:s3:::own/x',
          EvalResourceDecision: 'allowed',
          MissingContextValues: ['aws:SourceVpce'],
          MatchedStatements: [{ SourcePolicyId: 'Three' }, {}],
          PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
        }],
      }],
    }).reader.simulate(REQUEST, signal);
    expect(page.evaluations).toEqual([{
      action: 's3:GetObject',
      resource: 'arn:${Partition}:s3:::${BucketName}/${ObjectName}',
      decision: 'explicitDeny',
      missingContext: ['aws:SourceVpc'],
      matchedPolicies: ['One', 'Two'],
      allowedByOrganizations: false,
      allowedByBoundary: true,
      byResource: [{
        resource: 'arn:aws:s3:::own/x', decision: 'allowed', missingContext: ['aws:SourceVpce'], matchedPolicies: ['Three'], allowedByBoundary: false,
      }],
    }]);
  });

  test('omits the properties that IAM omits', async () => {
    const { evaluations } = await readerWith({ EvaluationResults: [{ ResourceSpecificResults: [{}] }, {}] }).reader.simulate(REQUEST, signal);
    expect(JSON.parse(JSON.stringify(evaluations))).toEqual([{ byResource: [{}] }, {}]);
  });
});

test.each([
  ['NoSuchEntity', 'NOT_FOUND'], ['NoSuchEntityException', 'NOT_FOUND'], ['AccessDenied', 'ACCESS_DENIED'], ['AccessDeniedException', 'ACCESS_DENIED'],
  ['Throttling', 'THROTTLED'], ['ThrottlingException', 'THROTTLED'], ['TimeoutError', 'OTHER'],
])('turns the error %s into a failure of the kind %s', async (name, kind) => {
  const cause = errorNamed(name);
  for (const call of [(reader: ClientReader) => reader.getRole('Trainer', signal), (reader: ClientReader) => reader.simulate(REQUEST, signal)]) {
    const failure = await call(readerWith(cause).reader).then(() => undefined, (error: IamFailure) => error);
    expect(failure).toBeInstanceOf(IamFailure);
    expect(failure).toMatchObject({ kind, message: `${name}: made to fail`, cause });
  }
});

test('lets every attempt of many calls listen for the deadline without a warning about a leak', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on('warning', note);
  const abort = new AbortController();
  const { reader } = readerWith({ Role: { Arn: 'arn:role' } });
  for (let call = 0; call < 20; call += 1) {
    await reader.getRole('Trainer', abort.signal);
    abort.signal.addEventListener('abort', () => undefined);
  }
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', note);
  expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([]);
});

test('makes a client that retries, and that gives up on a silent endpoint', async () => {
  const { config } = (new ClientReader() as unknown as { readonly client: IAMClient }).client;
  expect(await config.maxAttempts()).toBe(20);
  expect(CLIENT_CONFIG).toMatchObject({ retryMode: 'adaptive', requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } });
});
