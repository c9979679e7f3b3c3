import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodedReference } from './encoded-reference';

const FILE = join(__dirname, '../../src/core/review/policy/authorization-data.json');

void encodedReference().then((data) => writeFileSync(FILE, `${JSON.stringify(data, undefined, 2)}\n`));
