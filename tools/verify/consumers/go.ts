import { join } from 'node:path';
import { Consumer } from './consumer';
import { CACHE, CONSUMERS } from './folders';
import { buildPackage } from './library';
import { runCommand } from './run-command';
import { goReport } from './test-report';

const APP = join(CONSUMERS, 'go');

/** The machine's own release of Go, never one that it downloads. */
const ENVIRONMENT = { GOTOOLCHAIN: 'local' };

export const go: Consumer = {
  tools: [{ name: 'Go', command: ['go', 'version'], least: '1.25' }],

  install() {
    buildPackage('go', [runCommand('go', ['version']).output]);
    runCommand('go', ['build', '-o', join(CACHE, 'go/roles-app'), '.'], { cwd: APP, env: ENVIRONMENT });
  },

  test() {
    // Without vet, which would analyse all of aws-cdk-lib.
    const { output, succeeded } = runCommand('go', ['test', '-json', '-vet=off', '-count=1', './...'], { cwd: APP, env: ENVIRONMENT, mayFail: true });
    const report = goReport(output);
    console.log(succeeded ? 'ok' : report);
    return { succeeded, reports: [report] };
  },
};
