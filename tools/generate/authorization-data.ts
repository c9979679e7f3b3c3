import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodedReference } from './encoded-reference';
import { printed, refusedActions } from './refused-actions';

const ROOT = join(__dirname, '../..');

void encodedReference().then((data) => writeFileSync(join(ROOT, 'src/core/review/policy/authorization-data.json'), `${JSON.stringify(data, undefined, 2)}\n`));
void refusedActions().then((data) => writeFileSync(join(ROOT, 'policies/refused-actions.json'), printed(data)));
