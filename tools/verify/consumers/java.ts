import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Consumer } from './consumer';
import { freshApp } from './folders';
import { MAVEN_REPOSITORY } from './library';
import { CommandOptions, CommandResult, runCommand } from './run-command';

const APP = freshApp('java');
const REPORTS = join(APP, 'target/surefire-reports');

/** The properties of pom.xml for the library's version and repository. */
let properties: readonly string[] = [];

export const java: Consumer = {
  tools: [
    { name: 'JDK', command: ['javac', '-version'], least: '17' },
    { name: 'Maven', command: ['mvn', '--version'], least: '3.8' },
  ],

  install(library) {
    const repository = library.packageOf('java', [runCommand('javac', ['-version']).output]);
    properties = [`-Dlibrary.version=${library.version}`, `-Dlibrary.repository=${pathToFileURL(repository).href}`];
    // Maven reuses a jar of the same version.
    rmSync(join(MAVEN_REPOSITORY, 'io/github/cdk-sagemaker-execution-role'), { recursive: true, force: true });
    maven('test-compile');
  },

  test() {
    const { succeeded } = maven('test', { shown: true, mayFail: true });
    const reports = readdirSync(REPORTS).filter((file) => file.endsWith('.xml')).map((file) => readFileSync(join(REPORTS, file), 'utf8'));
    return { succeeded, reports };
  },
};

function maven(phase: string, options: CommandOptions = {}): CommandResult {
  return runCommand('mvn', [
    '--batch-mode', '--no-transfer-progress', `-Dmaven.repo.local=${MAVEN_REPOSITORY}`, ...properties, phase,
  ], { cwd: APP, ...options });
}
