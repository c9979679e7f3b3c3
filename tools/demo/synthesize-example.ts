import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { Template } from '../../testing/offline-iam/template-roles';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'workloads');

/** Synthesizes the example with the CDK command line, as a user does. */
export function synthesizeExample(): Template {
  console.log('Synthesizing examples/workloads with the CDK command line …');
  const out = mkdtempSync(join(tmpdir(), 'workloads-'));
  try {
    execFileSync(process.execPath, [
      join(dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk'), 'synth', '--quiet', '--no-notices', '--no-version-reporting',
      '--output', out,
    ], { cwd: EXAMPLE, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' } });
    return JSON.parse(readFileSync(join(out, 'Workloads.template.json'), 'utf8'));
  } finally {
    rmSync(out, { recursive: true });
  }
}
