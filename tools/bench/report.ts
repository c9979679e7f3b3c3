import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version as cdkVersion } from 'aws-cdk-lib/package.json';
import { aimCell } from './aim';
import { importRatio, Imports, Syntheses } from './limits';
import { Import, ImportSample, SynthesisSample, Variant, VARIANTS } from './samples';
import { spread } from './spread';

/** The ratio that is aimed at, and with how many roles. */
const AIM = { ratio: 1.05, roles: 100 };

const ROLE_TITLES: Readonly<Record<Variant, string>> = {
  byHand: 'By hand',
  subclass: 'Empty subclass',
  ours: 'Ours',
  fullAccess: 'AmazonSageMakerFullAccess',
};

const IMPORT_TITLES: Readonly<Record<Import, string>> = {
  subclass: 'a file with an empty subclass of `iam.Role`',
  package: 'the package, without a name of it',
  example: "the names of the README's example",
  esModule: 'the package, all in an ES module',
};

/** The report, as Markdown. */
export function report(syntheses: Syntheses, imports: Imports): string {
  return `# Benchmarks

\`npm run bench\` compares training roles of this package with hand-written ones. Each of ours has the default features, a bucket and a
key; each other one is an \`iam.Role\` and an \`iam.ManagedPolicy\` per policy of ours, and holds the same statements, trust and tags.
Both templates are the same, except for the logical ids.

Compare the ratios, ours to by hand: the absolute values depend on the machine. Times are processor times, since other work on the machine
changes those least. Each sample is a separate process. \`npm run bench -- --short\` fails if the heap of ${AIM.roles} roles has a ratio above 1.45,
or the import of the README's names one above 1.10. The aim is ${AIM.ratio}.

Measured with Node ${process.versions.node.split('.')[0]} and aws-cdk-lib ${cdkVersion}.

## Import

The processor time to load something after the parts of aws-cdk-lib and constructs that a role by hand needs: the ratio of both together to
aws-cdk-lib alone. It is that of the lowest times of ${imports.get('example')!.length} processes, and the quartiles are those of single processes.

${importTable(imports)}

${readFileSync(join(__dirname, 'import-history.md'), 'utf8').trim()}

## Construct and synthesize

From \`new App\` to the files of the assembly, for four kinds of roles. The empty subclass of \`iam.Role\` is made like the role by hand: what
differs from 1 there is noise. The role with AmazonSageMakerFullAccess has no statements, and far more permissions.
A ratio is the median of those of the rounds, with their quartiles: ${roundsText(syntheses)}.

The processor time of all threads, of the first synthesis in a process. It has one role, and loads most of aws-cdk-lib:

${synthesisTable(new Map([[1, [...syntheses.values()].flat()]]), 'firstMilliseconds', milliseconds)}

The processor time of a later synthesis:

${synthesisTable(syntheses, 'milliseconds', milliseconds)}

The live heap that it adds:

${synthesisTable(syntheses, 'heapBytes', kilobytes)}

The bytes of the templates:

${synthesisTable(syntheses, 'templateBytes', kilobytes)}

The resources:

${synthesisTable(syntheses, 'resources', String)}

## Growth

The processor time per role. Less at more roles is a fixed cost that more roles share.

${growthTable(syntheses)}
`;
}

function roundsText(syntheses: Syntheses): string {
  return [...syntheses].map(([roles, { length }]) => `${length} of ${roles.toLocaleString('en')} ${roles === 1 ? 'role' : 'roles'}`).join(', ');
}

function importTable(imports: Imports): string {
  return table(['After aws-cdk-lib', 'aws-cdk-lib', 'This', 'Ratio', 'Quartiles', 'Aim'], [...imports].map(([what, samples]) => {
    const ratio = importRatio(samples);
    return [
      IMPORT_TITLES[what], ...(['base', 'own'] as const).map((part) => milliseconds(Math.min(...samples.map((sample: ImportSample) => sample[part])))),
      `**${ratio.toFixed(3)}**`, quartiles(samples.map(({ base, own }) => 1 + own / base)), what === 'subclass' ? '' : aimCell(ratio, AIM.ratio, 3),
    ];
  }));
}

function synthesisTable(syntheses: Syntheses, quantity: keyof SynthesisSample, format: (value: number) => string): string {
  const variants = VARIANTS.filter((variant) => [...syntheses.values()].flat().every((round) => round[variant] !== undefined));
  return table(['Roles', ...variants.map((variant) => ROLE_TITLES[variant]), 'Aim'], [...syntheses].map(([roles, rounds]) => {
    const values = (variant: Variant) => rounds.map((round) => round[variant]![quantity]);
    const ratios = (variant: Variant) => values(variant).map((value, round) => value / values('byHand')[round]);
    return [
      roles.toLocaleString('en'),
      ...variants.map((variant) => variant === 'byHand'
        ? format(spread(values(variant)).median)
        : `**${spread(ratios(variant)).median.toFixed(3)}** (${quartiles(ratios(variant))})`),
      roles === AIM.roles ? aimCell(spread(ratios('ours')).median, AIM.ratio, 3) : '',
    ];
  }));
}

function growthTable(syntheses: Syntheses): string {
  return table(['', ...[...syntheses.keys()].map((roles) => `At ${roles.toLocaleString('en')}`)], (['byHand', 'ours'] as const).map((variant) => [
    ROLE_TITLES[variant],
    ...[...syntheses].map(([roles, rounds]) => milliseconds(spread(rounds.map((round) => round[variant].milliseconds)).median / roles)),
  ]));
}

function quartiles(values: readonly number[]): string {
  const { lower, upper } = spread(values);
  return `${lower.toFixed(3)} – ${upper.toFixed(3)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => column === 0 ? '---' : '---:')), ...rows.map(line)].join('\n');
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}

function kilobytes(value: number): string {
  return `${Math.round(value / 1000).toLocaleString('en')} kB`;
}
