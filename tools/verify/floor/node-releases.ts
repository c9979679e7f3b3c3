import { execFileSync } from 'child_process';
import { existsSync, mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';

/** The majors of Node.js that AWS CDK supports. Their templates are compared with those of the running one. */
export const NODE_MAJORS: readonly number[] = [20, 22, 24];

/** The path of a Node.js major, which is installed once from npm's packages of Node.js. */
export function nodeOf(root: string, major: number): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = join(root, '.cache', 'node', String(major));
  const program = join(folder, 'node_modules', name, 'bin', platform === 'win' ? 'node.exe' : 'node');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', `${name}@${major}`], {
      cwd: folder, stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return program;
}
