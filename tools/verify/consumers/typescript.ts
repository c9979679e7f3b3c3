import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Consumer } from './consumer';
import { CACHE, CONSUMERS, PROJECT, TARBALL } from './folders';
import { makeFrom } from './made-from';
import { runCommand } from './run-command';

const APP = join(CONSUMERS, 'typescript');
const MODULES = join(APP, 'node_modules');
/** npm writes it last. */
const LOCK = join(MODULES, '.package-lock.json');
const MAIN = join(APP, 'build/src/main.js');
const REPORT = join(CACHE, 'reports/typescript.xml');

/** The folder where the other apps find the templates of this one. */
const SYNTHESIZED = join(CACHE, 'synthesized');

/** The app that the others are compared with. */
export const typescript: Consumer = {
  tools: [],

  install() {
    makeFrom(LOCK, { files: [TARBALL, join(APP, 'package.json')] }, () => {
      // npm takes a tarball of the same name and version for the same.
      rmSync(join(MODULES, 'cdk-sagemaker-execution-role'), { recursive: true, force: true });
      rmSync(LOCK, { force: true });
      runCommand('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: APP });
    });
    const sources = ['src', 'test'].flatMap((folder) => readdirSync(join(APP, folder)).map((file) => join(APP, folder, file)));
    makeFrom(MAIN, { files: [TARBALL, join(APP, 'package.json'), join(APP, 'tsconfig.json'), ...sources] }, () => {
      rmSync(join(APP, 'build'), { recursive: true, force: true });
      runCommand(process.execPath, [join(PROJECT, 'node_modules/typescript/bin/tsc'), '--project', APP]);
    });
    rmSync(SYNTHESIZED, { recursive: true, force: true });
    runCommand(process.execPath, [MAIN], { cwd: APP, env: { CDK_OUTDIR: SYNTHESIZED } });
  },

  test() {
    const tests = readdirSync(join(APP, 'build/test')).map((file) => join('build/test', file));
    const { succeeded } = runCommand(process.execPath, [
      '--test', '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=junit', `--test-reporter-destination=${REPORT}`, ...tests,
    ], { cwd: APP, shown: true, mayFail: true });
    return { succeeded, reports: [readFileSync(REPORT, 'utf8')] };
  },
};
