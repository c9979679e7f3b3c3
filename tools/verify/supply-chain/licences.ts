import { BundledPackage } from './bundled-packages';

/** Licences that let their code be bundled into a package under Apache-2.0, as long as their texts go with it. */
const ALLOWED_LICENCES: readonly string[] = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** The terms of a licence text, and what else the text says: whose the code is. */
export interface LicenceText {
  readonly terms: string;
  readonly copyrights: readonly string[];
}

/** The problems of the packages with licences, one line each. An expression such as `MIT OR GPL-3.0` needs a decision by a person, so it is not allowed. */
export function licenceProblems(packages: readonly BundledPackage[]): string[] {
  return packages.flatMap((one) => {
    const id = `${one.name} ${one.version}`;
    if (!ALLOWED_LICENCES.includes(one.licence)) {
      return [`${id} has the licence ${one.licence}, use a package with one of ${ALLOWED_LICENCES.join(', ')}`];
    }
    // Apache-2.0 asks for a copy of the licence, which LICENSE is; the others for their own text with its copyright line.
    if (one.licence !== 'Apache-2.0' && ![...one.legalFiles.keys()].some(isLicenceFile)) {
      return [`${id} has no file with the text of its licence, ${one.licence}`];
    }
    return [];
  });
}

export function isLicenceFile(name: string): boolean {
  return /^(licen[cs]e|copying)/i.test(name);
}

/**
 * Takes a licence text apart. The appendix of Apache-2.0 says how to apply the licence. It doesn't belong to the terms, but may have a copyright
 * line that the authors have filled in.
 */
export function readLicenceText(text: string): LicenceText {
  const copyrights = text.split(/\r?\n/).map((line) => line.trim())
    .filter((line) => /^copyright (\(c\)|©|\d)/i.test(line));
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  const end = lines.findIndex((line) => line.trim() === 'END OF TERMS AND CONDITIONS');
  return { terms: (end < 0 ? lines : lines.slice(0, end)).join('\n').trim(), copyrights };
}

/** Whether two texts have the same words; their line breaks and indents may differ. */
export function sameWords(one: string, other: string): boolean {
  const words = (text: string) => text.split(/\s+/).filter(Boolean).join(' ');
  return words(one) === words(other);
}
