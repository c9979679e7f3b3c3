import { readFileSync } from 'fs';
import { join } from 'path';
import { BundledPackage, bundledPackages, readMetafiles } from './bundled-packages';
import { isLicenceFile, readLicenceText, sameWords } from './licences';
import { Manifest, projectManifest, ROOT } from './project';

const FIRST_YEAR = 2026;
const RULE = '-'.repeat(80);

/** NOTICE as it should be for the bundles of the last build. */
export function currentNotice(packages: readonly BundledPackage[] = bundledPackages(ROOT, readMetafiles(ROOT))): string {
  return renderNotice(projectManifest(), readFileSync(join(ROOT, 'LICENSE'), 'utf8'), packages);
}

/**
 * The text of NOTICE: the packages of others in the bundles, and their licences. A licence whose terms are those of the project's
 * own LICENSE is not repeated; every other text is there in full, as are the notice files of the packages.
 *
 * @param ownLicence the text of LICENSE
 */
export function renderNotice(manifest: Manifest, ownLicence: string, packages: readonly BundledPackage[]): string {
  const ownTerms = readLicenceText(ownLicence).terms;
  return [
    manifest.name,
    `Copyright ${FIRST_YEAR} ${manifest.author.name}`,
    `Licensed under ${manifest.license}: see LICENSE.`,
    '',
    'The files in policies/ name actions, resource types and condition keys of AWS, and cite a page of AWS\'s documentation for each statement.',
    '',
    'The bundled files of this package contain code or data of the packages below. For Apache-2.0, see LICENSE.',
    'The text of every other licence is in the section of its package.',
    '',
    ...packages.flatMap((one) => [RULE, ...describePackage(one, ownTerms)]),
  ].join('\n').trimEnd() + '\n';
}

function describePackage(one: BundledPackage, ownTerms: string): string[] {
  const texts = [...one.legalFiles].map(([name, text]) => ({ name, text, ...readLicenceText(text) }));
  const ownWords = texts.filter(({ name, terms }) => !(isLicenceFile(name) && sameWords(terms, ownTerms)));
  const copyrights = [...new Set(texts.flatMap((text) => text.copyrights))];
  return [
    `${one.name} ${one.version}`,
    `Licence: ${one.licence}`,
    ...(copyrights.length > 0 ? copyrights : [`By ${one.author ?? 'unnamed authors'}`]),
    `In ${one.bundles.join(', ')}`,
    '',
    ...ownWords.flatMap(({ text }) => [text.replace(/\r\n/g, '\n').trim(), '']),
  ];
}
