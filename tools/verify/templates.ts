import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { parseArgs } from 'util';
import { compareTemplates, Templates } from './templates/compare';
import { commitOf, committedSource, hasMinimal, Source, workingSource } from './templates/compiled-source';

const ROOT = join(__dirname, '..', '..');

const USAGE = 'npm run templates -- --against REF (a commit, branch or tag whose templates the working tree is compared with)';

/** Synthesizes every case in a child process. */
function templatesOf(source: Source): Templates {
  const file = join(source.folder, 'templates.json');
  const tsx = [join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), '--tsconfig', join(ROOT, 'tsconfig.dev.json')];
  execFileSync(process.execPath, [...tsx, join(__dirname, 'templates', 'synthesize.ts'), source.folder, String(hasMinimal(source)), file], {
    cwd: ROOT,
    stdio: 'inherit',
    // CDK's own validation changes no template, and takes most of the time. Its warnings are not compared either.
    env: { ...process.env, CDK_VALIDATION: 'false' },
  });
  return JSON.parse(readFileSync(file, 'utf8'));
}

function main(): number {
  const { values: { against } } = parseArgs({ options: { against: { type: 'string' } } });
  if (against === undefined) {
    console.error(USAGE);
    return 64;
  }
  const [before, after] = [committedSource(ROOT, commitOf(ROOT, against)), workingSource(ROOT)];
  console.log(`the templates and questions of ${before.name} and of ${after.name}, without descriptions and the function's code`);
  const { lines, differing } = compareTemplates(templatesOf(before), templatesOf(after));
  lines.forEach((line) => console.log(line));
  return differing === 0 ? 0 : 1;
}

process.exitCode = main();
