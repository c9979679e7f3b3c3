import { writeFileSync } from 'fs';
import { join } from 'path';
import { currentNotice } from '../verify/supply-chain/notice';
import { ROOT } from '../verify/supply-chain/project';

writeFileSync(join(ROOT, 'NOTICE'), currentNotice());
