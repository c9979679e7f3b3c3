import { writeFileSync } from 'fs';
import { join } from 'path';
import { currentNotice } from './notice';
import { ROOT } from './project';

writeFileSync(join(ROOT, 'NOTICE'), currentNotice());
