import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MissingPython, motoPython } from './e2e/moto-environment';
import { ApiMembers, compare, memberNames, namedMembers, OperationsFile } from './operations/coverage';

const ROOT = join(__dirname, '../..');
const EXTRACT = join(__dirname, 'operations/api-members.json');
const NEWEST = join(ROOT, '.cache/botocore-newest');
const file: OperationsFile = JSON.parse(readFileSync(join(ROOT, 'policies/operations.json'), 'utf8'));

/** The members of the API models. @param path the folder of another botocore */
function readModels(path?: string): ApiMembers {
  const output = execFileSync(motoPython(), [join(__dirname, 'operations/api-members.py')], {
    input: JSON.stringify(namedMembers(file)),
    env: { ...process.env, ...path === undefined ? {} : { PYTHONPATH: path } },
    maxBuffer: 1e8,
    encoding: 'utf8',
  });
  return JSON.parse(output);
}

function installNewest(): string {
  rmSync(NEWEST, { recursive: true, force: true });
  const install = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--no-deps', '--target', NEWEST, 'botocore'];
  execFileSync(motoPython(), install, { stdio: 'inherit' });
  return NEWEST;
}

function main(newest: boolean): void {
  const models = readModels(newest ? installNewest() : undefined);
  if (!newest) {
    writeFileSync(EXTRACT, `${JSON.stringify(models, undefined, 2)}\n`);
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
