import { execFileSync } from 'child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as iam from '@aws-sdk/client-iam';
import { EMPTY, GOOD, propertiesOf } from './local-validation';
import { ResponseTroubles, startResponseEndpoint } from '../../testing/cloudformation/response-endpoint';
import { FakeStack } from '../../testing/cloudformation/stack';
import { bundleFunction } from '../../testing/lambda/bundle-function';
import { BUNDLE, runLambda } from '../../testing/lambda/lambda-function';
import { Faults, OfflineAccount, startIamEndpoint } from '../../testing/offline-iam/endpoint';

const ROOT = join(__dirname, '../..');
const MOST_BYTES = 330_000;
const TIMEOUT_MS = 30_000;

let code: string;
beforeAll(() => {
  if (!existsSync(BUNDLE)) {
    execFileSync('npx', ['projen', 'bundle:handler/index'], { cwd: ROOT, stdio: 'pipe' });
  }
  code = readFileSync(BUNDLE, 'utf8');
});

test(`is at most ${MOST_BYTES} bytes`, () => {
  expect(statSync(BUNDLE).size).toBeLessThanOrEqual(MOST_BYTES);
});

test('contains no policy document', () => {
  expect(code).not.toMatch(/"?\bsid"?:/i);
  expect(code).not.toContain('policies/');
  expect(code).not.toContain('sagemaker:CreateTrainingJob');
});

test('contains two operations of IAM, and no other', () => {
  const commands = Object.keys(iam).filter((name) => /^[A-Z]\w*Command$/.test(name));
  expect(commands.length).toBeGreaterThan(150);
  const operations = commands.map((name) => name.replace(/Command$/, ''));
  // Whole names only: some operations' names begin with another's.
  const named = (name: string) => new RegExp(`(?<![A-Za-z:])${name}(?:Command|Request|Response|Result)?(?![A-Za-z])`).test(code);
  expect(operations.filter(named).sort()).toEqual(['GetRole', 'SimulatePrincipalPolicy']);
  // The bundle can contain the names of command classes only in the schemas of their operations.
  expect([...new Set(code.match(/\b[A-Z][A-Za-z]+Command\b/g))].filter((name) => commands.includes(name) && !/^(GetRole|SimulatePrincipalPolicy)Command$/.test(name)))
    .toEqual([]);
});

describe('in a separate process', () => {
  const OUTCOMES: [string, OfflineAccount, Faults, string, string][] = [
    ['a good role', GOOD, {}, 'CREATE_COMPLETE', 'VALID'],
    ['an empty role', EMPTY, {}, 'ROLLBACK_COMPLETE', 'INVALID'],
    ['a good role that it may not read', GOOD, () => 'accessDenied', 'CREATE_COMPLETE', 'INCONCLUSIVE'],
    ['a good role, while IAM throttles, fails and cuts connections', GOOD, { 1: 'throttle', 2: 'serviceFailure', 4: 'reset', 5: 'garbage' }, 'CREATE_COMPLETE', 'VALID'],
    ['a good role, while IAM never answers', GOOD, () => 'silence', 'CREATE_COMPLETE', 'INCONCLUSIVE'],
  ];
  const TROUBLES: ResponseTroubles = (attempt) => attempt === 1 ? 'error' : attempt === 2 ? 'reset' : undefined;

  test.each(OUTCOMES)('answers for %s, and keeps the URL of the answer out of its log', async (title, account, faults, status, verdict) => {
    const iamEndpoint = await startIamEndpoint({ account, faults });
    const responses = await startResponseEndpoint(TROUBLES);
    const urls: string[] = [];
    const logs: string[] = [];
    // A test can wait only for a function that has little time.
    const timeoutMs = title.includes('never answers') ? 6_000 : TIMEOUT_MS;
    try {
      const stack = new FakeStack({
        responses,
        serviceTimeoutMs: 2 * TIMEOUT_MS,
        invoke: async (event) => {
          urls.push(event.ResponseURL);
          logs.push((await runLambda(event, { timeoutMs, iamUrl: iamEndpoint.url })).log);
        },
      });
      expect(await stack.deploy({ Validation: propertiesOf({ propagationTimeout: title.includes('throttles') ? 30 : 0 }) })).toBe(status);
      expect(stack.complaints).toEqual([]);
      expect(stack.events[0].physicalId).toMatch(new RegExp(`^${verdict}-`));
    } finally {
      await iamEndpoint.close();
      await responses.close();
    }
    const log = logs.join('\n');
    expect(JSON.parse(log.split('\n').find((line) => line.includes('"verdict"'))!)).toMatchObject({ verdict });
    expect(log).toContain('CloudFormation did not accept the response');
    for (const url of urls) {
      const { pathname, search } = new URL(url);
      expect(log).not.toContain(pathname);
      expect(log).not.toContain(search.slice(1));
      expect(log).not.toContain(search.split('=')[1]);
    }
  });
});

test('has the same bytes from two folders', () => {
  const parent = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    const [one, two] = ['one', 'another/folder'].map((name) => {
      const folder = join(parent, name);
      mkdirSync(folder, { recursive: true });
      ['src', 'policies', 'tsconfig.json', 'tsconfig.dev.json', 'package.json'].forEach((item) => cpSync(join(ROOT, item), join(folder, item), { recursive: true }));
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
      const built = bundleFunction('assets/handler', folder);
      return Object.fromEntries(readdirSync(built).map((file) => [file, readFileSync(join(built, file), 'utf8')]));
    });
    expect(Object.keys(one)).toEqual(expect.arrayContaining(['index.js', 'policy-clients.js']));
    expect(one).toEqual(two);
  } finally {
    rmSync(parent, { recursive: true });
  }
});
