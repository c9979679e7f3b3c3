import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REQUIREMENTS = join(__dirname, 'requirements.txt');
/** The SageMaker Python SDK, without its dependencies: its role resolver needs only those of moto. */
const SDK_REQUIREMENTS = join(__dirname, 'sdk-requirements.txt');
const ENVIRONMENT = join(__dirname, '../../../.cache/moto-venv');
/** Written last, so that an environment with it is complete. */
const INSTALLED = join(ENVIRONMENT, 'requirements.txt');
const PYTHON = join(ENVIRONMENT, ...process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']);

/** This machine has no suitable Python. */
export class MissingPython extends Error {}

/** The Python of a virtual environment with moto and the SageMaker Python SDK. Creates the environment if it is missing or has other versions. */
export function motoPython(): string {
  const requirements = [REQUIREMENTS, SDK_REQUIREMENTS].map((file) => readFileSync(file, 'utf8')).join('');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === requirements && runs(PYTHON)) {
    return PYTHON;
  }
  console.log(`Installing ${requirements.trim().split('\n').join(' and ')} into .cache/moto-venv …`);
  rmSync(ENVIRONMENT, { recursive: true, force: true });
  const python = ['python3', 'python'].find(runs);
  if (!python) {
    throw new MissingPython("can't find Python 3.10 or newer as 'python3' or 'python': install it with its modules venv and pip");
  }
  run(python, ['-m', 'venv', ENVIRONMENT], "can't create the virtual environment: install the modules venv and ensurepip of Python (python3-venv on Debian)");
  const install = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'];
  run(PYTHON, [...install, '-r', REQUIREMENTS], "can't install moto: check the connection to the package index");
  run(PYTHON, [...install, '--no-deps', '-r', SDK_REQUIREMENTS], "can't install the SageMaker Python SDK: check the connection to the package index");
  writeFileSync(INSTALLED, requirements);
  return PYTHON;
}

/** Whether moto supports this Python. */
function runs(python: string): boolean {
  try {
    execFileSync(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function run(python: string, args: readonly string[], problem: string): void {
  try {
    execFileSync(python, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: Buffer; stderr?: Buffer };
    throw new MissingPython(`${problem}\n${stdout}${stderr}`, { cause: error });
  }
}
