import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { buildSync } from 'esbuild';
import { runSection } from './section';
import { spread } from './spread';
import { BUNDLE } from '../../testing/lambda/lambda-function';
import { offlineRole, Place, rolesOf, Template } from '../../testing/offline-iam/template-roles';
import { validationsOf, withoutWaiting } from '../../testing/template-validations';
import { knownScopes } from '../../testing/workload/known-scopes';
import { validateRole, ValidationOutcome } from '../demo/validate-role';
import { BucketAccess, RoleValidation, SageMakerExecutionRole, SageMakerRoleType } from 'cdk-sagemaker-execution-role';

const ROOT = join(__dirname, '..', '..');
const PLACE: Place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const CALL_MILLISECONDS = 50;

/** How long a bundle takes to load, each in a separate process, interleaved with the others. */
function loadingTimes(bundles: Readonly<Record<string, string>>, rounds: number): Record<string, number[]> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(bundles).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, file] of Object.entries(bundles)) {
      const script = `const s=performance.now();require(${JSON.stringify(file)});process.stdout.write(String(performance.now()-s))`;
      times[name].push(Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })));
    }
  }
  return times;
}

/** A handler that does nothing, ours with its client bundled as esbuild does by default, and ours with the client left to node_modules. */
function otherBundles(folder: string): Record<'empty' | 'byDefault' | 'fromModules', string> {
  const build = (name: string, external: string[]) => {
    const outfile = join(folder, `${name}.js`);
    buildSync({
      entryPoints: [join(ROOT, 'src/handler/index.ts')],
      bundle: true,
      platform: 'node',
      target: 'node20',
      outfile,
      minify: true,
      logLevel: 'error',
      // Ours loads these only when a validation names a resource.
      external: ['./policy-clients.js', ...external],
    });
    return outfile;
  };
  const empty = join(folder, 'empty.js');
  writeFileSync(empty, 'exports.handler = async () => {};\n');
  return { empty, byDefault: build('by-default', []), fromModules: build('from-modules', ['@aws-sdk/*']) };
}

interface ValidateOptions {
  readonly delayMs: number;
  /** The only role, by its name. */
  readonly only?: string;
  /** Whether the roles have no policies. */
  readonly empty?: boolean;
}

/** Validates a created role of each type with the bundle. The first is a training role without features. */
async function validateAll({ delayMs, only, empty }: ValidateOptions): Promise<Map<string, ValidationOutcome>> {
  const app = new App();
  const stack = new Stack(app, 'Bench');
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket');
  const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/own-key');
  const make = (name: string, roleType: SageMakerRoleType, minimal = false) => {
    const role = new SageMakerExecutionRole(stack, name, {
      roleType, minimal, ...knownScopes(roleType, { buckets: [BucketAccess.readWrite(bucket)], encryptionKeys: [key] }),
    });
    new RoleValidation(role, 'Check', { role, requirements: role.requirements });
  };
  make('least', SageMakerRoleType.TRAINING, true);
  Object.values(SageMakerRoleType).forEach((roleType) => make(roleType, roleType));
  const template = app.synth().getStackByName('Bench').template as Template;
  const roles = rolesOf(template, PLACE);
  const outcomes = new Map<string, ValidationOutcome>();
  for (const validation of validationsOf(template, PLACE)) {
    const name = /^(.*?)Check/.exec(validation.logicalId)![1];
    if (only !== undefined && name !== only) {
      continue;
    }
    const role = roles.find(({ arn }) => arn === validation.roleArn)!;
    const account = { accountId: PLACE.account, roles: [{ ...offlineRole(role), ...empty ? { policies: [] } : {} }] };
    outcomes.set(name, await validateRole({ ...validation, properties: withoutWaiting(validation.properties) }, account, PLACE, () => ({ delayMs })));
  }
  return outcomes;
}

/** The role type that a logical id, which has no underscore, was made of. */
const roleTypeOf = (name: string) => Object.values(SageMakerRoleType).find((roleType) => roleType.replace(/_/g, '') === name)!;

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;

/** The median of ratios of pairs, with their quartiles. */
function ratio(ours: readonly number[], others: readonly number[]): string {
  const { lower, median, upper } = spread(ours.map((value, index) => value / others[index]));
  return `**${median.toFixed(2)}** (${lower.toFixed(2)} – ${upper.toFixed(2)})`;
}

const rowsOf = (kind: string, outcomes: ReadonlyMap<string, ValidationOutcome>) => [...outcomes].filter(([name]) => name !== 'least')
  .map(([name, { calls, policyCalls, milliseconds, response }]) =>
    `| \`${roleTypeOf(name)}\` | ${kind} | ${response.Data!.Verdict} | ${calls} | ${policyCalls} | ${Math.round(milliseconds / CALL_MILLISECONDS)} × ${CALL_MILLISECONDS} ms |`);

/** The bytes of a folder's files. */
const sizeOf = (folder: string) => readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

async function measure(short: boolean): Promise<string> {
  // In a folder below the project, so that Node.js finds the packages that are not bundled.
  const folder = mkdtempSync(join(ROOT, 'node_modules/.bench-'));
  try {
    const bundles = { ours: BUNDLE, ...otherBundles(folder) };
    const times = loadingTimes(bundles, short ? 5 : 31);
    const good = await validateAll({ delayMs: CALL_MILLISECONDS });
    const empty = await validateAll({ delayMs: CALL_MILLISECONDS, empty: true });
    const timed: number[] = [];
    let least: (ValidationOutcome) | undefined;
    for (let round = 0; round < (short ? 2 : 9); round++) {
      least = (await validateAll({ delayMs: CALL_MILLISECONDS, only: 'least' })).get('least')!;
      timed.push(least.milliseconds / CALL_MILLISECONDS);
    }
    const verdict = spread(timed);
    return `
## Validating a role

The Lambda function's bundle, in a separate process for each sample. Ratios are medians, with their quartiles.

| | |
| --- | ---: |
| The function's files | ${kilobytes(sizeOf(dirname(bundles.ours)))} |
| of these, the clients that read policies, loaded when a validation names a resource | ${kilobytes(statSync(join(dirname(bundles.ours), 'policy-clients.js')).size)} |
| the same handler with the client bundled the default way | ${kilobytes(statSync(bundles.byDefault).size)} |
| Loading it, more than an empty handler | ${(spread(times.ours).median - spread(times.empty).median).toFixed(0)} ms |
| Loading it, to the default way | ${ratio(times.ours, times.byDefault)} |
| Loading it, to the client out of node_modules | ${ratio(times.ours, times.fromModules)} |
| Heap at the first answer | ${kilobytes(good.get('least')!.heapBytes)} |
| A verdict on a good training role without features, one bucket and one key, where each call takes ${CALL_MILLISECONDS} ms | ${least!.calls} calls, **${verdict.median.toFixed(1)}** × ${CALL_MILLISECONDS} ms (${verdict.lower.toFixed(1)} – ${verdict.upper.toFixed(1)}) |

Calls for the verdict on a role with the default features, one bucket and one key, which the validation doesn't repeat. Each call of IAM takes ${CALL_MILLISECONDS} ms:

| role type | role | verdict | calls of IAM | reads of policies | time |
| --- | --- | --- | ---: | ---: | ---: |
${[...rowsOf('good', good), ...rowsOf('empty', empty)].join('\n')}
`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void runSection(measure);
