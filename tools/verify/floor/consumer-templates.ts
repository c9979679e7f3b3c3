import { execFileSync } from 'child_process';
import { readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';

/** What is told of a failing process: its own words, not those of this tool. */
const STDIO: ['ignore', 'inherit', 'inherit'] = ['ignore', 'inherit', 'inherit'];

/** Compiles the consumer's app with full checks of the declarations that it loads, the package's and CDK's. */
export function compileConsumer(root: string, consumer: string): void {
  execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--project', consumer], { stdio: STDIO });
}

/** The consumer's templates as text, by their files' names, synthesized by the given Node.js. */
export function synthesizeConsumer(consumer: string, node = process.execPath): Map<string, string> {
  const out = join(consumer, 'cdk.out');
  rmSync(out, { recursive: true, force: true });
  execFileSync(node, [join(consumer, 'app.js'), out], {
    // CDK's own validation changes no template, and takes most of the time.
    stdio: STDIO, env: { ...process.env, CDK_VALIDATION: 'false' },
  });
  return new Map(readdirSync(out).filter((file) => file.endsWith('.template.json')).sort()
    .map((file) => [file, readFileSync(join(out, file), 'utf8')]));
}
