import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { LoopbackServer, startLoopbackServer } from '../../../testing/loopback-server';

/**
 * Starts an npm registry on the loopback interface that has one package, and sends every other request on to the registry of this machine.
 *
 * Verdaccio can do the same, with some 300 packages of its own.
 */
export async function startNpmRegistry(tarball: string): Promise<LoopbackServer> {
  const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8', env: process.env }).trim().replace(/\/$/, '');
  const bytes = readFileSync(tarball);
  const manifest = JSON.parse(execFileSync('tar', ['-xOzf', tarball, 'package/package.json'], { encoding: 'utf8' }));
  const path = `/${manifest.name}/-/${manifest.name}-${manifest.version}.tgz`;
  const hash = (algorithm: string, encoding: 'hex' | 'base64') => createHash(algorithm).update(bytes).digest(encoding);

  const server = await startLoopbackServer(({ url }, response) => {
    switch (url) {
      case path:
        return response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes);
      case `/${manifest.name}`:
        return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({
          'name': manifest.name,
          'dist-tags': { latest: manifest.version },
          'versions': {
            [manifest.version]: {
              ...manifest, dist: { tarball: `${server.origin}${path}`, integrity: `sha512-${hash('sha512', 'base64')}`, shasum: hash('sha1', 'hex') },
            },
          },
        }));
      default:
        return response.writeHead(302, { location: `${upstream}${url}` }).end();
    }
  });
  return server;
}
