import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Consumer } from './consumer';
import { makeGoProxy } from './file-registries';
import { freshApp } from './folders';
import { runCommand } from './run-command';
import { goReport } from './test-report';

const APP = freshApp('go');
const REPOSITORY = 'github.com/cdk-sagemaker-execution-role';
const MODULE = `${REPOSITORY}/cdk-sagemaker-execution-role-go/cdksagemakerexecutionrole`;

/**
 * The machine's own release of Go, never one that it downloads. Without Go's index of modules: it keeps the names of a version's files, and the
 * next build of this version may have other files.
 */
const ENVIRONMENT = { GOTOOLCHAIN: 'local', GODEBUG: 'goindex=0' };

export const go: Consumer = {
  tools: [{ name: 'Go', command: ['go', 'version'], least: '1.25' }],

  install(library) {
    const folder = join(library.packageOf('go', [runCommand('go', ['version']).output]), 'cdksagemakerexecutionrole');
    const proxy = makeGoProxy(folder, MODULE, `v${library.version}`);
    const [proxies, unsummed, flags] = runCommand('go', ['env', 'GOPROXY', 'GONOSUMDB', 'GOFLAGS'], { cwd: APP }).output.split('\n');
    removeCachedModule();
    runCommand('go', ['get', `${MODULE}@v${library.version}`], {
      cwd: APP,
      env: {
        ...ENVIRONMENT,
        GOPROXY: `${proxy},${proxies}`,
        // The public checksum database doesn't know the module.
        GONOSUMDB: [unsummed, MODULE].filter(Boolean).join(','),
        GOFLAGS: `${flags} -modcacherw`.trim(),
      },
    });
    runCommand('go', ['build', '-o', 'roles-app', '.'], { cwd: APP, env: ENVIRONMENT });
  },

  test() {
    // Without vet, which would analyse all of aws-cdk-lib.
    const { output, succeeded } = runCommand('go', ['test', '-json', '-vet=off', '-count=1', './...'], { cwd: APP, env: ENVIRONMENT, mayFail: true });
    // Other projects on this machine must not get it for the published module.
    removeCachedModule();
    const report = goReport(output);
    console.log(succeeded ? 'ok' : report);
    return { succeeded, reports: [report] };
  },
};

/** Go takes a module of the same version for the same. */
function removeCachedModule(): void {
  const cache = runCommand('go', ['env', 'GOMODCACHE']).output.trim();
  [REPOSITORY, `cache/download/${REPOSITORY}`].forEach((folder) => rmSync(join(cache, folder), { recursive: true, force: true }));
}
