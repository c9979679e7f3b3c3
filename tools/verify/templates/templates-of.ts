import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { Templates } from './compare';
import { hasMinimal, Source } from './compiled-source';

const ROOT = join(__dirname, '..', '..', '..');

/** Synthesizes every case in a child process. */
export function templatesOf(source: Source): Templates {
  const file = join(source.folder, 'templates.json');
  const tsx = [join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), '--tsconfig', join(ROOT, 'tsconfig.dev.json')];
  execFileSync(process.execPath, [...tsx, join(__dirname, 'synthesize.ts'), source.folder, String(hasMinimal(source)), file], {
    cwd: ROOT,
    stdio: 'inherit',
    // CDK's own validation changes no template, and takes most of the time. Its warnings are not compared either.
    env: { ...process.env, CDK_VALIDATION: 'false' },
  });
  return JSON.parse(readFileSync(file, 'utf8'));
}
