import { spawnSync } from 'node:child_process';
import parts from './nightly/parts.json';

/** A command that is too long for CI. */
interface NightlyPart {
  readonly command: string;
  readonly proves: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the generated values depend on the day. */
  readonly seeded?: boolean;
}

/** Runs the parts one after the other, also after a failure, and prints how each ended. */
function main(): number {
  // The seed is printed, so that you can repeat a failure.
  const seed = process.env.PROPERTY_SEED ?? String(Math.floor(Date.now() / 86_400_000));
  const ended = (parts as readonly NightlyPart[]).map(({ command, proves, env, seeded }) => {
    const shown = `${seeded ? `PROPERTY_SEED=${seed} ` : ''}${command}`;
    console.log(`\n--- ${shown}: ${proves}`);
    const start = performance.now();
    const { status } = spawnSync(command, {
      shell: true, stdio: 'inherit', env: { ...process.env, LIBRARY_IS_COMPILED: 'true', ...seeded ? { PROPERTY_SEED: seed } : {}, ...env },
    });
    return { shown, succeeded: status === 0, seconds: Math.round((performance.now() - start) / 1000) };
  });

  console.log();
  ended.forEach(({ shown, succeeded, seconds }) => console.log(`${succeeded ? '✓' : '✗'} ${String(seconds).padStart(6)} s  ${shown}`));
  return ended.every(({ succeeded }) => succeeded) ? 0 : 1;
}

process.exitCode = main();
