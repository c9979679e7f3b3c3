import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LoopbackServer } from '../../../testing/loopback-server';
import { makeGoProxy, makePythonIndex } from '../../../tools/verify/consumers/file-registries';
import { startNpmRegistry } from '../../../tools/verify/consumers/npm-registry';

const NAME = 'cdk-sagemaker-execution-role';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'registries-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the npm registry', () => {
  let registry: LoopbackServer;
  let tarball: string;

  beforeAll(async () => {
    mkdirSync(join(folder, 'package'));
    writeFileSync(join(folder, 'package/package.json'), JSON.stringify({ name: NAME, version: '1.2.3', peerDependencies: { constructs: '^10' } }));
    tarball = join(folder, 'package.tgz');
    execFileSync('tar', ['-czf', tarball, 'package'], { cwd: folder });
    process.env.npm_config_registry = 'https://registry.example.com/npm/';
    registry = await startNpmRegistry(tarball);
  });

  afterAll(async () => {
    delete process.env.npm_config_registry;
    await registry.close();
  });

  test('has the package with its version, peers and checksum', async () => {
    const { 'dist-tags': tags, versions } = await (await fetch(`${registry.origin}/${NAME}`)).json() as any;
    expect(tags).toEqual({ latest: '1.2.3' });
    expect(versions['1.2.3'].peerDependencies).toEqual({ constructs: '^10' });
    const bytes = Buffer.from(await (await fetch(versions['1.2.3'].dist.tarball)).arrayBuffer());
    expect(bytes.equals(readFileSync(tarball))).toBe(true);
    expect(versions['1.2.3'].dist.integrity).toBe(`sha512-${createHash('sha512').update(bytes).digest('base64')}`);
  });

  test.each(['/constructs', '/@aws-cdk%2fasset-awscli-v1', '/constructs/-/constructs-10.0.5.tgz'])('sends %s on to the registry of this machine', async (path) => {
    const { status, headers } = await fetch(`${registry.origin}${path}`, { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([302, `https://registry.example.com/npm${path}`]);
  });

  test('listens on the loopback interface only', () => {
    expect(registry.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

test('the Python index has the wheel and its checksum', () => {
  mkdirSync(join(folder, 'wheels'));
  writeFileSync(join(folder, 'wheels/library-1.2.3-py3-none-any.whl'), 'wheel');
  const index = fileURLToPath(makePythonIndex(join(folder, 'wheels'), join(folder, 'registries')));
  expect(readFileSync(join(index, NAME, 'index.html'), 'utf8'))
    .toContain(`library-1.2.3-py3-none-any.whl#sha256=${createHash('sha256').update('wheel').digest('hex')}`);
  expect(readFileSync(join(index, NAME, 'library-1.2.3-py3-none-any.whl'), 'utf8')).toBe('wheel');
});

test('the Go proxy has what Go asks for', () => {
  const source = join(folder, 'module');
  mkdirSync(join(source, 'jsii'), { recursive: true });
  writeFileSync(join(source, 'go.mod'), 'module example.com/library\n');
  writeFileSync(join(source, 'jsii/library.tgz'), 'package');
  writeFileSync(join(source, '.gitignore'), '*.tgz\n');
  const versions = join(fileURLToPath(makeGoProxy(source, 'example.com/library', 'v1.2.3', join(folder, 'registries'))), 'example.com/library/@v');
  expect(readFileSync(join(versions, 'list'), 'utf8')).toBe('v1.2.3\n');
  expect(readFileSync(join(versions, 'v1.2.3.mod'), 'utf8')).toBe('module example.com/library\n');
  expect(JSON.parse(readFileSync(join(versions, 'v1.2.3.info'), 'utf8'))).toEqual({ Version: 'v1.2.3' });
  const names = execFileSync('python3', ['-m', 'zipfile', '--list', join(versions, 'v1.2.3.zip')], { encoding: 'utf8' });
  expect(names).toContain('example.com/library@v1.2.3/go.mod');
  expect(names).toContain('example.com/library@v1.2.3/jsii/library.tgz');
});
