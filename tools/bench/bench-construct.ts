import { limitProblems } from './limits';
import { report } from './report';
import { IMPORTS, ImportSample, importSample, SynthesisRound, synthesisRound, VARIANTS } from './samples';
import { runSection } from './section';

/** How many rounds each number of roles has. A round of 1,000 roles takes over a minute. */
const ROUNDS = new Map([[1, 5], [10, 5], [100, 5], [1000, 2]]);
// The heap hardly varies, and a limit needs no other number of roles.
const SHORT_ROUNDS = new Map([[100, 2]]);
const IMPORT_ROUNDS = { short: 9, full: 41 };

void runSection((short) => {
  const imports = new Map(IMPORTS.map((what) => [what, [] as ImportSample[]]));
  for (let round = 0; round < (short ? IMPORT_ROUNDS.short : IMPORT_ROUNDS.full); round++) {
    imports.forEach((samples, what) => samples.push(importSample(what)));
  }
  const syntheses = new Map<number, SynthesisRound[]>();
  for (const [roles, rounds] of short ? SHORT_ROUNDS : ROUNDS) {
    const variants = short ? ['byHand', 'ours'] as const : VARIANTS;
    // Every other round has the opposite order, so that a machine that gets faster or slower favors none.
    syntheses.set(roles, Array.from({ length: rounds }, (_, round) => synthesisRound(roles, round % 2 === 0 ? variants : [...variants].reverse())));
    console.error(`measured ${roles} roles`);
  }
  const problems = limitProblems(syntheses, imports);
  problems.forEach((problem) => console.error(problem));
  process.exitCode = problems.length === 0 ? 0 : 1;
  return report(syntheses, imports);
}, true);
