import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Consumer } from './consumer';
import { CACHE, CONSUMERS, PACKAGES } from './folders';
import { buildPackage } from './library';
import { makeFrom } from './made-from';
import { runCommand } from './run-command';

const APP = join(CONSUMERS, 'python');
const ENVIRONMENT = join(CACHE, 'python');
const PYTHON = join(ENVIRONMENT, ...process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']);
const REPORT = join(CACHE, 'reports/python.xml');

export const python: Consumer = {
  tools: [
    { name: 'Python', command: ['python3', '--version'], least: '3.10' },
    { name: "Python's module venv", command: ['python3', '-c', 'import ensurepip, venv, sys; print(sys.version)'], least: '3.10' },
  ],

  install() {
    const version = runCommand('python3', ['--version']).output;
    buildPackage('python', [version]);
    const requirements = ['requirements.txt', 'requirements-dev.txt'].map((file) => join(APP, file));
    makeFrom(PYTHON, { files: requirements, texts: [version] }, () => {
      rmSync(ENVIRONMENT, { recursive: true, force: true });
      runCommand('python3', ['-m', 'venv', ENVIRONMENT]);
    });
    const wheel = join(PACKAGES, 'python', readdirSync(join(PACKAGES, 'python')).find((file) => file.endsWith('.whl'))!);
    makeFrom(join(ENVIRONMENT, 'pyvenv.cfg'), { files: [wheel] }, () => {
      // pip takes a wheel of the same version for the same.
      pip('uninstall', '--yes', 'cdk-sagemaker-execution-role');
      pip('install', ...requirements.flatMap((file) => ['--requirement', file]), wheel);
    });
  },

  test() {
    const { succeeded } = runCommand(PYTHON, ['-m', 'pytest', '-p', 'no:cacheprovider', `--junitxml=${REPORT}`], {
      cwd: APP, env: { PYTHONDONTWRITEBYTECODE: '1' }, shown: true, mayFail: true,
    });
    return { succeeded, reports: [readFileSync(REPORT, 'utf8')] };
  },
};

function pip(command: string, ...args: readonly string[]): void {
  runCommand(PYTHON, ['-m', 'pip', command, '--quiet', '--no-input', '--disable-pip-version-check', ...args]);
}
