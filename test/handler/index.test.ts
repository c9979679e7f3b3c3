import { captureLog, contextOf, GOOD, propertiesOf } from './local-validation';
import { ClientReader } from '../../src/handler/client-reader';
import { defaultProvider } from '../../src/handler/environment-credentials';
import { handler } from '../../src/handler/index';
import { startResponseEndpoint } from '../../testing/cloudformation/response-endpoint';
import { OfflineReader } from '../../testing/offline-iam/offline-reader';

afterEach(() => jest.restoreAllMocks());

/** Invokes the function with a client that has the answers of a good role. */
async function invoke(ResourceProperties: Record<string, unknown>) {
  captureLog();
  const offline = new OfflineReader(GOOD);
  const getRole = jest.spyOn(ClientReader.prototype, 'getRole').mockImplementation((name) => offline.getRole(name));
  jest.spyOn(ClientReader.prototype, 'simulate').mockImplementation((request) => offline.simulate(request));
  const endpoint = await startResponseEndpoint();
  const url = endpoint.newUrl();
  await handler({
    RequestType: 'Create', ResponseURL: url, StackId: 'arn:stack', RequestId: 'r', LogicalResourceId: 'Validation', ResourceProperties,
  }, contextOf(300_000));
  const bodies = endpoint.attemptsAt(url).map(({ body }) => JSON.parse(body));
  await endpoint.close();
  return { bodies, calls: getRole.mock.calls.length };
}

test('reads the role with its client, and sends one response', async () => {
  const { bodies, calls } = await invoke(propertiesOf());
  expect(bodies).toEqual([expect.objectContaining({ Status: 'SUCCESS', RequestId: 'r', Data: expect.objectContaining({ Verdict: 'VALID' }) })]);
  expect(calls).toBe(1);
});

test('takes its credentials from the environment alone', async () => {
  const before = { ...process.env };
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIAOWN', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' });
  try {
    expect(await defaultProvider()()).toMatchObject({ accessKeyId: 'AKIAOWN', secretAccessKey: 'secret', sessionToken: 'token' });
    delete process.env.AWS_ACCESS_KEY_ID;
    await expect(defaultProvider()()).rejects.toThrow('environment');
  } finally {
    process.env = before;
  }
});
