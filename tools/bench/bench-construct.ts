import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { report } from './report';
import { ImportSample, importSample, neededModules, SynthesisPair, synthesisPair } from './samples';

const ROLES = [1, 10, 100, 200];

const { values: { short } } = parseArgs({ options: { short: { type: 'boolean', default: false } } });
const rounds = short ? { synthesis: 2, import: 5 } : { synthesis: 15, import: 41 };

const pairs = new Map(ROLES.map((roles) => [roles, [] as SynthesisPair[]]));
for (let round = 0; round < rounds.synthesis; round++) {
  for (const [at, roles] of ROLES.entries()) {
    pairs.get(roles)!.push(synthesisPair(roles, (round + at) % 2 === 0));
  }
  console.error(`round ${round + 1} of ${rounds.synthesis}`);
}
const { loaded, used } = neededModules();
const imports = { loaded: [] as ImportSample[], used: [] as ImportSample[] };
for (let round = 0; round < rounds.import; round++) {
  imports.loaded.push(importSample(loaded));
  imports.used.push(importSample(used));
}

const text = report(pairs, imports);
console.log(text);
if (!short) {
  writeFileSync(join(__dirname, '../../BENCHMARKS.md'), text);
}
