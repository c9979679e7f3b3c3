import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Consumer } from './consumer';
import { CACHE, freshApp, PROJECT, SYNTHESIZED } from './folders';
import { writeReadmeProgram } from './fresh-apps';
import { startNpmRegistry } from './npm-registry';
import { runBesideServer, runCommand } from './run-command';

const APP = freshApp('typescript');
const REPORT = join(CACHE, 'reports/typescript.xml');

/** The app that the others are compared with. */
export const typescript: Consumer = {
  tools: [],

  async install({ tarball, version }) {
    const registry = await startNpmRegistry(tarball);
    try {
      await runBesideServer('npm', [
        'install', `--registry=${registry.origin}`, '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact',
        `cdk-sagemaker-execution-role@${version}`,
      ], APP);
    } finally {
      await registry.close();
    }
    writeReadmeProgram(join(APP, 'src/readme.ts'));
    runCommand(process.execPath, [
      join(PROJECT, 'node_modules/typescript/bin/tsc'), '--project', APP, '--typeRoots', join(PROJECT, 'node_modules/@types'),
    ]);
    runCommand(process.execPath, ['build/src/main.js'], { cwd: APP, env: { CDK_OUTDIR: SYNTHESIZED } });
    runCommand(process.execPath, ['build/src/readme.js'], { cwd: APP, env: { CDK_OUTDIR: join(SYNTHESIZED, 'readme') } });
  },

  test() {
    const tests = readdirSync(join(APP, 'build/test')).map((file) => join('build/test', file));
    const { succeeded } = runCommand(process.execPath, [
      '--test', '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=junit', `--test-reporter-destination=${REPORT}`, ...tests,
    ], { cwd: APP, shown: true, mayFail: true });
    return { succeeded, reports: [readFileSync(REPORT, 'utf8')] };
  },
};
