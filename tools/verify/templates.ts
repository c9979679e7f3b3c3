import { join } from 'path';
import { parseArgs } from 'util';
import { compareTemplates } from './templates/compare';
import { commitOf, committedSource, workingSource } from './templates/compiled-source';
import { templatesOf } from './templates/templates-of';

const ROOT = join(__dirname, '..', '..');

const USAGE = 'npm run templates -- --against REF (a commit, branch or tag whose templates the working tree is compared with)';

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
