import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { describeRole } from './demo/describe-role';
import { questionRole } from './demo/question-role';
import { Place, rolesOf, Template } from './offline-iam/template-roles';

const EXAMPLE = join(__dirname, '..', 'examples', 'workloads');
const PLACE: Place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

/** Synthesizes the example with the CDK command line, as its user would. */
function synthesize(): Template {
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

async function main(): Promise<void> {
  console.log('Synthesizing examples/workloads with the CDK command line …');
  const roles = rolesOf(synthesize(), PLACE).filter(({ tags }) => tags.RoleType);
  let wrong = 0;
  for (const role of roles) {
    console.log(`\n${describeRole(role)}`);
    const answers = await questionRole(role);
    for (const { what, decision, expected } of answers) {
      console.log(`  ${decision === expected ? '✓' : '✗'} ${decision.padEnd(7)} ${what}`);
    }
    wrong += answers.filter(({ decision, expected }) => decision !== expected).length;
  }
  console.log(`\n${roles.length} roles. ${wrong === 0 ? 'Every answer of the IAM engine is the expected one.' : `${wrong} answers are not the expected ones.`}`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

void main();
