import assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The kinds of roles in `roles.cjs`. The last makes another template than the others. */
export const VARIANTS = ['byHand', 'subclass', 'ours', 'fullAccess'] as const;
export type Variant = typeof VARIANTS[number];

/** The cases in `import.cjs`. */
export const IMPORTS = ['subclass', 'package', 'example', 'esModule'] as const;
export type Import = typeof IMPORTS[number];

/** The cost of one app. Times are those of the processor, of all threads. */
export interface SynthesisSample {
  /** The first synthesis of the process, which is of one role. */
  readonly firstMilliseconds: number;
  readonly milliseconds: number;
  readonly heapBytes: number;
  readonly templateBytes: number;
  readonly resources: number;
}

/** One app for each kind of role that is measured, with as many roles, one after the other. */
export type SynthesisRound = Readonly<Partial<Record<Variant, SynthesisSample>> & Record<'byHand' | 'ours', SynthesisSample>>;

/** The processor time to load modules, in milliseconds. */
export interface ImportSample {
  /** The classes of aws-cdk-lib and constructs that a role by hand needs. */
  readonly base: number;
  /** One more thing, after it. */
  readonly own: number;
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
}

/**
 * Measures one app for each kind of role, each in a separate process.
 *
 * @throws if the templates differ by more than logical ids, other than that of `fullAccess`
 */
export function synthesisRound(roles: number, variants: readonly Variant[]): SynthesisRound {
  const measured = variants.map((variant) => [variant, synthesize(variant, roles)] as const);
  const same = measured.filter(([variant]) => variant !== 'fullAccess').map(([, { templates }]) => templates.map(withoutLogicalIds));
  same.slice(1).forEach((templates) => assert.deepStrictEqual(templates, same[0]));
  return Object.fromEntries(measured.map(([variant, { sample }]) => [variant, sample])) as unknown as SynthesisRound;
}

/**
 * Loads one thing after aws-cdk-lib, in a separate process.
 *
 * Without `--no-opt`, V8 optimizes a function in some processes and not in others, which takes longer than the package does.
 */
export function importSample(what: Import): ImportSample {
  return runNode(['--no-opt'], 'import.cjs', what);
}

function synthesize(variant: Variant, roles: number): { sample: SynthesisSample; templates: Template[] } {
  const { templates, ...sample } = runNode<Omit<SynthesisSample, 'resources'> & { templates: Template[] }>(
    ['--expose-gc'], 'synthesis.cjs', variant, String(roles));
  const resources = templates.reduce((sum, { Resources }) => sum + Object.keys(Resources).length, 0);
  return { sample: { ...sample, resources }, templates };
}

/** Node.js without the arguments of this process. */
function runNode<T>(options: readonly string[], script: string, ...args: string[]): T {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return JSON.parse(execFileSync(process.execPath, [...options, join(__dirname, script), ...args], { env, encoding: 'utf8', maxBuffer: Infinity }));
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
