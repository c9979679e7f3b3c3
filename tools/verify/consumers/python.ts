import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Consumer } from './consumer';
import { makePythonIndex } from './file-registries';
import { CACHE, freshApp } from './folders';
import { runCommand } from './run-command';

const APP = freshApp('python');
const ENVIRONMENT = join(APP, '.venv');
const PYTHON = join(ENVIRONMENT, ...process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']);
const REPORT = join(CACHE, 'reports/python.xml');

export const python: Consumer = {
  tools: [
    { name: 'Python', command: ['python3', '--version'], least: '3.10' },
    { name: "Python's module venv", command: ['python3', '-c', 'import ensurepip, venv, sys; print(sys.version)'], least: '3.10' },
  ],

  install(library) {
    const index = makePythonIndex(library.packageOf('python', [runCommand('python3', ['--version']).output]));
    runCommand('python3', ['-m', 'venv', ENVIRONMENT]);
    runCommand(PYTHON, [
      '-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--extra-index-url', index,
      '--requirement', 'requirements.txt', '--requirement', 'requirements-dev.txt', `cdk-sagemaker-execution-role==${library.version}`,
    ], { cwd: APP });
  },

  test() {
    const { succeeded } = runCommand(PYTHON, ['-m', 'pytest', '-p', 'no:cacheprovider', `--junitxml=${REPORT}`], {
      cwd: APP, env: { PYTHONDONTWRITEBYTECODE: '1' }, shown: true, mayFail: true,
    });
    return { succeeded, reports: [readFileSync(REPORT, 'utf8')] };
  },
};
