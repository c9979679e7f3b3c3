import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The tests to run beside other releases of CDK: all, those that load CDK, a few, or none. */
export const SELECTIONS = ['all', 'cdk', 'smoke', 'none'] as const;
export type Selection = typeof SELECTIONS[number];

/** Paths or packages with the reason why they are in the list. */
export type Reasons = Readonly<Record<string, string>>;

/** The settings of one end of the supported range. */
export interface RangeEnd {
  /** The selection of `npm run floor`, unless `--tests` says another one. */
  readonly selection: Selection;
  /** Packages with CDK as a peer that can't be installed. */
  readonly omittedPackages: Reasons;
  /** Tests that can't run. */
  readonly omittedTests: Reasons;
}

/** The content of selections.json. */
export interface Selections {
  readonly floor: RangeEnd;
  readonly ceiling: RangeEnd;
  readonly smokeTests: readonly string[];
  /** Tests that load CDK only to make their input. The selection `cdk` omits them. */
  readonly slowTestsWithoutCdk: Reasons;
}

/** Test files of the project. */
export interface TestFiles {
  readonly all: readonly string[];
  readonly loadCdk: readonly string[];
}

export function readSelections(): Selections {
  return JSON.parse(readFileSync(join(__dirname, 'selections.json'), 'utf8'));
}

/** The test files of a selection, without those that the end of the range omits. */
export function selectTests(selection: Selection, { all, loadCdk }: TestFiles, { omittedTests }: RangeEnd, selections: Selections): string[] {
  const files: Record<Selection, readonly string[]> = {
    all,
    cdk: loadCdk.filter((file) => !(file in selections.slowTestsWithoutCdk)),
    smoke: selections.smokeTests,
    none: [],
  };
  return files[selection].filter((file) => !(file in omittedTests));
}

/** The entries of selections.json that name no test of the project. */
export function staleEntries({ floor, ceiling, smokeTests, slowTestsWithoutCdk }: Selections, { all, loadCdk }: TestFiles): string[] {
  const named = [...Object.keys(floor.omittedTests), ...Object.keys(ceiling.omittedTests), ...smokeTests];
  return [
    ...named.filter((file) => !all.includes(file)).map((file) => `${file} doesn't exist: remove it from selections.json`),
    ...Object.keys(slowTestsWithoutCdk).filter((file) => !loadCdk.includes(file))
      .map((file) => `${file} doesn't exist, or doesn't load CDK: remove it from selections.json`),
  ];
}
