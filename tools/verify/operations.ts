import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MissingPython, motoPython } from './e2e/moto-environment';
import { ApiMembers, compare, memberNames, namedMembers } from './operations/coverage';
import differences from './operations/differences.json';
import { OperationsFile } from '../../src/core/grant/data/operation-data';

const ROOT = join(__dirname, '../..');
const FOLDER = join(__dirname, 'operations');
const NEWEST = join(ROOT, '.cache/botocore-newest');
const file: OperationsFile = JSON.parse(readFileSync(join(ROOT, 'policies/operations.json'), 'utf8'));

/** Runs a program of Python with JSON as its input and output. @param path the folder of another botocore */
function ask<T>(program: string, input: unknown, path?: string): T {
  const output = execFileSync(motoPython(), [join(FOLDER, program)], {
    input: JSON.stringify(input),
    env: { ...process.env, ...path === undefined ? {} : { PYTHONPATH: path } },
    maxBuffer: 1e8,
    encoding: 'utf8',
  });
  return JSON.parse(output);
}

function write(name: string, data: unknown): void {
  writeFileSync(join(FOLDER, name), `${JSON.stringify(data, undefined, 2)}\n`);
}

function installNewest(): string {
  rmSync(NEWEST, { recursive: true, force: true });
  const install = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--no-deps', '--target', NEWEST, 'botocore'];
  execFileSync(motoPython(), install, { stdio: 'inherit' });
  return NEWEST;
}

function main(newest: boolean): void {
  const models = ask<ApiMembers>('api-members.py', namedMembers(file), newest ? installNewest() : undefined);
  if (!newest) {
    write('api-members.json', models);
    write('managed-policies.json', ask('managed-policies.py', differences.map(({ policy }) => policy)));
  }
  const operations = Object.values(models.roles).flatMap((service) => Object.keys(service)).length;
  console.log(`${models.source} has ${memberNames(models.roles).length} members for roles, in ${operations} operations.`);
  const { unmapped, gone } = compare(file, models);
  unmapped.forEach((member) => console.log(`  policies/operations.json lacks ${member}`));
  gone.forEach((member) => console.log(`  the API models lack ${member}`));
  process.exitCode = unmapped.length + gone.length > 0 ? 1 : 0;
}

try {
  main(process.argv.includes('--newest'));
} catch (error) {
  if (!(error instanceof MissingPython)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}
