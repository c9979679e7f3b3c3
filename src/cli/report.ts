import { ExitCode } from './output/exit-code';
import { jsonText } from './output/hidden-characters';
import { oneLine } from './output/one-line';
import { buildReport } from './report/build-report';
import { compareReports } from './report/diff/compare-reports';
import { earlierState } from './report/diff/earlier-state';
import type { Report } from '../core/review/report';
import { STANDARD_OUTPUT, writeOutput } from './report/files/output-file';
import { isChanged } from './report/page/mark';
import { renderPage } from './report/page/render-page';

export interface ReportOptions {
  /** Paths of cloud assemblies, folders and templates. */
  readonly paths: readonly string[];
  /** The output file; `-` is standard output. */
  readonly output: string;
  /** The path of an earlier state to compare with. */
  readonly diff?: string;
  /** Writes JSON instead of a page. */
  readonly json?: boolean;
}

export async function report({ paths, output, diff, json = false }: ReportOptions): Promise<number> {
  const now = buildReport(paths);
  const shown = diff === undefined ? now : compareReports(earlierState(diff), now);
  const text = json ? jsonText(shown) : renderPage(shown);
  await writeOutput(output, text, diff === undefined ? paths : [...paths, diff]);
  shown.notes.forEach((note) => process.stderr.write(`note: ${oneLine(note)}\n`));
  if (output !== STANDARD_OUTPUT) {
    process.stderr.write(`${oneLine(output)}: ${summary(shown)}\n`);
  }
  return ExitCode.VALID;
}

function summary({ roles, compared }: Report): string {
  const changed = roles.filter(isChanged).length;
  return `${count(roles.length, 'role')}${compared ? `, ${changed === 0 ? 'none' : changed} added, removed or changed` : ''}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
