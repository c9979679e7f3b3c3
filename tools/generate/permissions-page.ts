import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissionsPage } from './permissions-page/permissions-page';

const FILE = join(__dirname, '../../docs/permissions.md');

void permissionsPage().then((page) => writeFileSync(FILE, page));
