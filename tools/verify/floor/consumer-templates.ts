import { execFileSync } from 'child_process';
import { readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';

/** Shows the output of a process. */
const STDIO: ['ignore', 'inherit', 'inherit'] = ['ignore', 'inherit', 'inherit'];

/** Compiles the consumer's app, and type-checks the declarations of the package and of CDK that it loads. */
export function compileConsumer(root: string, consumer: string): void {
  execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--project', consumer], { stdio: STDIO });
}

/** The consumer's templates as text by file name, synthesized with the given Node.js. */
export function synthesizeConsumer(consumer: string, node = process.execPath): Map<string, string> {
  const out = join(consumer, 'cdk.out');
  rmSync(out, { recursive: true, force: true });
  execFileSync(node, [join(consumer, 'app.js'), out], {
    // CDK's own validation takes most of the time and doesn't change a template.
    stdio: STDIO, env: { ...process.env, CDK_VALIDATION: 'false' },
  });
  return new Map(readdirSync(out).filter((file) => file.endsWith('.template.json')).sort()
    .map((file) => [file, readFileSync(join(out, file), 'utf8')]));
}
