import { version as cdkVersion } from 'aws-cdk-lib/package.json';
import { aimCell } from './aim';
import { ImportSample, ImportSamples, SynthesisPair, SynthesisSample } from './samples';
import { spread } from './spread';

/** The ratio that is aimed at, and with how many roles. */
const AIM = { ratio: 1.05, roles: 100 };

/** The pairs of each number of roles, in the order of their rounds. */
export type SynthesisPairs = ReadonlyMap<number, readonly SynthesisPair[]>;

/** The report, as Markdown. */
export function report(pairs: SynthesisPairs, imports: ImportSamples): string {
  return `# Benchmarks

\`npm run bench\` compares training roles of this package with hand-written ones. Each of ours has the default features, a bucket and a
key; each other one is an \`iam.Role\` and an \`iam.ManagedPolicy\` per policy of ours, and holds the same statements, trust and tags.
Both templates are the same, except for the logical ids.

Compare the ratios, ours to by hand: times and heap depend on the machine. Each sample is a separate process. The two of a pair run
one after the other, in alternating order. A ratio is the median of those of the pairs, with their quartiles; there are
${rounds(pairs)} rounds. The second ratio is that of the two lowest values, since other work on the machine only ever adds. The aim is
a ratio of ${AIM.ratio} at most, at ${AIM.roles} roles and for the import: the last column says where it is met.

Measured with Node ${process.versions.node.split('.')[0]} and aws-cdk-lib ${cdkVersion}.

## Construct and synthesize

From \`new App\` to the files of the assembly: the time, the processor time of all threads, and the live heap that is added. The first
synthesis of a process also loads most of aws-cdk-lib; the others come after it.

${synthesisTable(pairs)}

## Growth

The time per role, and the growth of the time divided by that of the roles: 1 is linear, less is a fixed cost spread thinner.

${growthTable(pairs)}

## Import

The time of \`require\`, without and with this package, after the files of aws-cdk-lib and constructs that it needs: those that are
loaded with it, or also those that aws-cdk-lib loads once the package uses what it names.

${importTable(imports)}
`;
}

function rounds(pairs: SynthesisPairs): number {
  return Math.max(...[...pairs.values()].map(({ length }) => length));
}

function synthesisTable(pairs: SynthesisPairs): string {
  const quantities = [
    ['Time', 'milliseconds', milliseconds],
    ['Processor time', 'processorMilliseconds', milliseconds],
    ['Heap', 'heapBytes', kilobytes],
    ['Template', 'templateBytes', bytes],
    ['Resources', 'resources', String],
  ] as const;
  return table(['', 'Roles', 'By hand', 'Ours', 'Ratio', 'Quartiles', 'Of the lowest', 'Aim'], [
    comparison('Time, first', 1, [...pairs.values()].flat(), 'firstMilliseconds', milliseconds),
    ...quantities.flatMap(([what, quantity, format]) =>
      [...pairs].map(([roles, ofRoles]) => comparison(what, roles, ofRoles, quantity, format))),
  ]);
}

function growthTable(pairs: SynthesisPairs): string {
  const perRole = [...pairs.keys()].map((roles) => `Per role at ${roles}`);
  return table(['', ...perRole, '10 to 200', 'Quartiles', '100 to 200', 'Quartiles'], [
    growthRow('By hand', 'byHand', pairs),
    growthRow('Ours', 'ours', pairs),
  ]);
}

function importTable({ loaded, used }: ImportSamples): string {
  return table(['After what is', 'Without', 'With', 'Ratio', 'Quartiles', 'Of the lowest', 'Aim'], [
    importRow('loaded with it', loaded),
    importRow('used by it', used),
  ]);
}

function comparison(
  what: string, roles: number, pairs: readonly SynthesisPair[], quantity: keyof SynthesisSample, format: (value: number) => string,
): string[] {
  const [byHand, ours] = [pairs.map((pair) => pair.byHand[quantity]), pairs.map((pair) => pair.ours[quantity])];
  return [what, String(roles), ...comparisonCells(byHand, ours, format, roles === AIM.roles)];
}

function growthRow(title: string, variant: keyof SynthesisPair, pairs: SynthesisPairs): string[] {
  const times = (roles: number) => pairs.get(roles)!.map((pair) => pair[variant].milliseconds);
  const growth = (from: number, to: number) =>
    ratioCells(times(to).map((time, round) => time / times(from)[round] / (to / from)));
  return [
    title,
    ...[...pairs.keys()].map((roles) => milliseconds(spread(times(roles)).median / roles)),
    ...growth(10, 200),
    ...growth(100, 200),
  ];
}

function importRow(title: string, samples: readonly ImportSample[]): string[] {
  return [title, ...comparisonCells(samples.map(({ base }) => base), samples.map(({ base, own }) => base + own), milliseconds, true)];
}

function comparisonCells(without: readonly number[], ours: readonly number[], format: (value: number) => string, aimed: boolean): string[] {
  const ratios = ours.map((value, at) => value / without[at]);
  return [
    format(spread(without).median),
    format(spread(ours).median),
    ...ratioCells(ratios),
    (Math.min(...ours) / Math.min(...without)).toFixed(3),
    aimed ? aimCell(spread(ratios).median, AIM.ratio, 3) : '',
  ];
}

function ratioCells(ratios: readonly number[]): string[] {
  const { lower, median, upper } = spread(ratios);
  return [`**${median.toFixed(3)}**`, `${lower.toFixed(3)} – ${upper.toFixed(3)}`];
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

function bytes(value: number): string {
  return `${value.toLocaleString('en')} B`;
}
