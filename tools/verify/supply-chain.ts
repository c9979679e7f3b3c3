import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parseArgs } from 'util';
import { Audit, auditFolder } from './supply-chain/audit';
import { billOfMaterials } from './supply-chain/bill-of-materials';
import { writeBundledLock } from './supply-chain/bundled-lock';
import { BundledPackage, bundledPackages, readMetafiles } from './supply-chain/bundled-packages';
import { contentsProblems, dependencyProblems, sizeProblems } from './supply-chain/contents';
import { copyleftPackages, copyleftProblems } from './supply-chain/copyleft';
import { licenceProblems } from './supply-chain/licences';
import { currentNotice } from './supply-chain/notice';
import { packageLint } from './supply-chain/package-lint';
import { projectManifest, ROOT } from './supply-chain/project';
import { packTarball } from './supply-chain/tarball';
import { workflowProblems } from './supply-chain/workflows';

const WORK = join(ROOT, '.cache', 'supply-chain');

async function main(): Promise<number> {
  // For a release. Without this option, the command only warns if the registry doesn't answer.
  const { 'require-audit': auditRequired } = parseArgs({ options: { 'require-audit': { type: 'boolean', default: false } } }).values;
  const manifest = projectManifest();
  const packages = bundledPackages(ROOT, readMetafiles(ROOT));
  const tarball = packTarball(join(WORK, 'tarball'));
  const bundled = join(WORK, manifest.name);
  writeBundledLock(ROOT, manifest, packages, bundled);

  const files = [...tarball.contents].map(([path, bytes]) => ({ path, size: bytes.length }));
  const copyleft = copyleftPackages(ROOT);
  let failed = 0;
  const check = (what: string, problems: readonly string[]) => {
    console.log(`${problems.length === 0 ? '✓' : '✗'} ${what}`);
    problems.forEach((problem) => console.log(`    ${problem}`));
    failed += problems.length;
  };

  const bytes = { packed: statSync(tarball.file).size, unpacked: files.reduce((sum, { size }) => sum + size, 0) };
  check(`contents: ${files.length} files`, contentsProblems(files));
  check(`size: ${kilobytes(bytes.packed)} kB packed, ${kilobytes(bytes.unpacked)} kB unpacked`, sizeProblems(bytes));
  check('no dependency at run time except the peers', dependencyProblems(JSON.parse(tarball.contents.get('package.json')!.toString())));
  check('publint', await packageLint(tarball));
  check(`licences of ${packages.length} bundled packages`, licenceProblems(packages));
  check('NOTICE names them', noticeIsCurrent(packages) ? [] : ['NOTICE is stale: run npx projen notice']);
  check(`nothing of ${copyleft.map(({ name }) => name).join(', ')}`, copyleftProblems(ROOT, copyleft, tarball.contents));
  check('actionlint of .github/workflows', workflowProblems(ROOT));

  const audit = await auditFolder(bundled);
  if (audit.outcome === 'unanswered') {
    console.log(`? npm audit has NOT been made: the registry does not answer it (${audit.reason})`);
    failed += Number(auditRequired);
  } else {
    check('npm audit of the bundled packages', auditProblems(audit, packages.length));
  }

  const bill = join(ROOT, 'dist', `${manifest.name}.cdx.json`);
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(bill, `${JSON.stringify(billOfMaterials(bundled), undefined, 2)}\n`);
  console.log(`  bill of materials: ${bill.slice(ROOT.length + 1)}`);
  return failed === 0 ? 0 : 1;
}

function noticeIsCurrent(packages: readonly BundledPackage[]): boolean {
  const file = join(ROOT, 'NOTICE');
  return existsSync(file) && readFileSync(file, 'utf8') === currentNotice(packages);
}

function auditProblems(audit: Exclude<Audit, { outcome: 'unanswered' }>, bundled: number): readonly string[] {
  if (audit.outcome === 'vulnerable') {
    return audit.findings;
  }
  return audit.packages === bundled ? [] : [`npm audit has looked at ${audit.packages} of ${bundled} packages`];
}

const kilobytes = (bytes: number) => Math.round(bytes / 1000);

void main().then((code) => {
  process.exitCode = code;
});
