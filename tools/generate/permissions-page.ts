import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { figures, operationsPage } from './operations-page/operations-page';
import { withFigures } from './operations-page/readme-figures';
import { permissionsPage } from './permissions-page/permissions-page';

const ROOT = join(__dirname, '../..');
const README = join(ROOT, 'README.md');

void permissionsPage().then((page) => writeFileSync(join(ROOT, 'docs/permissions.md'), page));
writeFileSync(join(ROOT, 'docs/operations.md'), operationsPage());
writeFileSync(README, withFigures(readFileSync(README, 'utf8'), figures()));
