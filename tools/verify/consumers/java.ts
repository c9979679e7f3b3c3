import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Consumer } from './consumer';
import { CONSUMERS } from './folders';
import { buildPackage, MAVEN_REPOSITORY } from './library';
import { CommandOptions, CommandResult, runCommand } from './run-command';

const APP = join(CONSUMERS, 'java');
const REPORTS = join(APP, 'target/surefire-reports');

export const java: Consumer = {
  tools: [
    { name: 'JDK', command: ['javac', '-version'], least: '17' },
    { name: 'Maven', command: ['mvn', '--version'], least: '3.8' },
  ],

  install() {
    buildPackage('java', [runCommand('javac', ['-version']).output]);
    // Maven reuses a jar of the same version and the classes that were compiled against it.
    rmSync(join(MAVEN_REPOSITORY, 'io/github/cdk-sagemaker-execution-role'), { recursive: true, force: true });
    rmSync(join(APP, 'target'), { recursive: true, force: true });
    maven('test-compile');
  },

  test() {
    const { succeeded } = maven('test', { shown: true, mayFail: true });
    const reports = readdirSync(REPORTS).filter((file) => file.endsWith('.xml')).map((file) => readFileSync(join(REPORTS, file), 'utf8'));
    return { succeeded, reports };
  },
};

function maven(phase: string, options: CommandOptions = {}): CommandResult {
  return runCommand('mvn', ['--batch-mode', '--no-transfer-progress', `-Dmaven.repo.local=${MAVEN_REPOSITORY}`, phase], { cwd: APP, ...options });
}
