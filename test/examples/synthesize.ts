import { execSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** Temporary folders of this test file. */
const folders: string[] = [];

afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** A folder that exists until the end of the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  folders.push(folder);
  return folder;
}

/**
 * Synthesizes an example like the CDK CLI: with the command and the context of its cdk.json, in a separate process.
 *
 * @returns the folder of the cloud assembly
 */
export function synthesize(example: string, context: Readonly<Record<string, unknown>> = {}, env: NodeJS.ProcessEnv = {}): string {
  const cwd = join(ROOT, 'examples', example);
  const cdk = JSON.parse(readFileSync(join(cwd, 'cdk.json'), 'utf8'));
  const folder = temporaryFolder();
  execSync(cdk.app, {
    cwd,
    stdio: 'pipe',
    env: {
      ...process.env,
      // As npx has it.
      PATH: [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ ...cdk.context, ...context }),
      ...env,
    },
  });
  return folder;
}
