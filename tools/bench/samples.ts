import assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The cost of one app. */
export interface SynthesisSample {
  /** The first synthesis of the process, which is of one role. */
  readonly firstMilliseconds: number;
  readonly milliseconds: number;
  /** The time of all threads. Other work on the machine disturbs it less. */
  readonly processorMilliseconds: number;
  readonly heapBytes: number;
  readonly templateBytes: number;
  readonly resources: number;
}

/** Two apps of as many roles, measured one after the other. */
export interface SynthesisPair {
  readonly ours: SynthesisSample;
  readonly byHand: SynthesisSample;
}

/** The files of others that the package needs. */
export interface Modules {
  /** Those that are loaded with it. */
  readonly loaded: readonly string[];
  /** Those, and what aws-cdk-lib loads once the package uses what it names. */
  readonly used: readonly string[];
}

/** How long modules take to load, in milliseconds. */
export interface ImportSample {
  /** Those of others. */
  readonly base: number;
  /** The package's own, after them. */
  readonly own: number;
}

/** The cost of loading the package after modules of others. */
export type ImportSamples = Readonly<Record<keyof Modules, readonly ImportSample[]>>;

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
}

/**
 * Measures an app of ours and one by hand, each in a separate process.
 *
 * @throws if their templates differ by more than logical ids
 */
export function synthesisPair(roles: number, oursFirst: boolean): SynthesisPair {
  const order = oursFirst ? ['ours', 'byHand'] as const : ['byHand', 'ours'] as const;
  const measured = Object.fromEntries(order.map((variant) => [variant, synthesize(variant, roles)]));
  const { ours, byHand } = measured;
  assert.deepStrictEqual(ours.templates.map(withoutLogicalIds), byHand.templates.map(withoutLogicalIds));
  return { ours: ours.sample, byHand: byHand.sample };
}

export function neededModules(): Modules {
  return runNode('modules.cjs');
}

/** Loads the package after some modules, in a separate process. */
export function importSample(modules: readonly string[]): ImportSample {
  return runNode('import.cjs', ...modules);
}

function synthesize(variant: keyof SynthesisPair, roles: number): { sample: SynthesisSample; templates: Template[] } {
  const { templates, ...sample } = runNode<Omit<SynthesisSample, 'resources'> & { templates: Template[] }>(
    'synthesis.cjs', variant, String(roles));
  const resources = templates.reduce((sum, { Resources }) => sum + Object.keys(Resources).length, 0);
  return { sample: { ...sample, resources }, templates };
}

/** Node.js without the arguments of this process. */
function runNode<T>(script: string, ...args: string[]): T {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const file = join(__dirname, script);
  return JSON.parse(execFileSync(process.execPath, ['--expose-gc', file, ...args], { env, encoding: 'utf8', maxBuffer: Infinity }));
}

/** The template, its resources named after their type and their place among those of that type. */
function withoutLogicalIds(template: Template): unknown {
  const seen = new Map<string, number>();
  const names = new Map(Object.entries(template.Resources).map(([id, { Type }]) => {
    seen.set(Type, (seen.get(Type) ?? 0) + 1);
    return [id, `${Type} ${seen.get(Type)}`];
  }));
  const json = JSON.stringify(template).replace(/"(\w+)"/g, (quoted, word) => names.has(word) ? JSON.stringify(names.get(word)) : quoted);
  return JSON.parse(json);
}
