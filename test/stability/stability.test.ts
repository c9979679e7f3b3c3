import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { Circumstances, makeConsumerFolder, synthesizeFolder } from './consumer-folder';
import { packTarball } from '../../tools/verify/supply-chain/tarball';

const FILES = [
  'OpenRoles.assets.json', 'OpenRoles.template.json', 'ScopedRoles.assets.json', 'ScopedRoles.template.json',
  'Validations.assets.json', 'Validations.template.json',
];
const TEMPLATES = FILES.filter((file) => file.endsWith('.template.json'));
const TIMEOUT_MS = 600_000;

/** The other end of the world, its language and its digits, ten years later. */
const ELSEWHERE: Circumstances = {
  environment: { TZ: 'Pacific/Kiritimati', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8', LANGUAGE: 'ar' },
  preload: join(__dirname, 'shifted-clock.cjs'),
};

let work: string;
let plain: Map<string, string>;
let inOtherFolder: Map<string, string>;
let elsewhere: Map<string, string>;
let before: Map<string, string>;
let after: Map<string, string>;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'stability-'));
  const unpacked = join(dirname(packTarball(join(work, 'tarball')).file), 'package');
  const [folder, other] = [join(work, 'app'), join(work, 'another place', 'à côté', 'application')];
  [folder, other].forEach((one) => makeConsumerFolder(one, unpacked));
  [plain, inOtherFolder, before, after] = await Promise.all([
    synthesizeFolder(folder), synthesizeFolder(other), synthesizeFolder(folder, { unrelated: 'before' }), synthesizeFolder(folder, { unrelated: 'after' }),
  ]);
  elsewhere = await synthesizeFolder(folder, ELSEWHERE);
}, TIMEOUT_MS);

afterAll(() => rmSync(work, { recursive: true, force: true }));

describe("a consumer's template", () => {
  test.each(FILES)('is byte for byte the same from another folder: %s', (file) => {
    expect([...plain.keys()]).toEqual(FILES);
    expect(inOtherFolder.get(file)).toEqual(plain.get(file));
    expect(plain.get(file)!.length).toBeGreaterThan(100);
  });

  test.each(FILES)('is byte for byte the same in another year, time zone and language: %s', (file) => {
    expect(elsewhere.get(file)).toEqual(plain.get(file));
  });

  test.each(TEMPLATES)('keeps everything as it is with unrelated constructs before and after its own: %s', (file) => {
    const own = JSON.parse(plain.get(file)!);
    for (const grown of [before, after].map((one) => JSON.parse(one.get(file)!))) {
      const kept = Object.fromEntries(Object.entries(grown.Resources).filter(([id]) => id in own.Resources));
      expect({ ...grown, Resources: kept }).toEqual(own);
      expect(Object.keys(grown.Resources).filter((id) => !(id in own.Resources)).map((id) => grown.Resources[id].Type).sort())
        .toEqual(['AWS::IAM::Role', 'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup']);
    }
  });

  test.each(TEMPLATES)('has its resources in the same order with unrelated constructs before and after them: %s', (file) => {
    const own = Object.keys(JSON.parse(plain.get(file)!).Resources);
    for (const grown of [before, after].map((one) => JSON.parse(one.get(file)!))) {
      expect(Object.keys(grown.Resources).filter((id) => own.includes(id))).toEqual(own);
    }
  });
});

test('the other year, time zone and language are those of the process', () => {
  const { environment, preload } = ELSEWHERE;
  const script = 'const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions(); console.log(JSON.stringify([new Date().getUTCFullYear(), timeZone, locale]))';
  const [year, timeZone, locale] = JSON.parse(execFileSync(process.execPath, ['--require', preload!, '-e', script], {
    encoding: 'utf8', env: { ...process.env, ...environment },
  }));
  expect([timeZone, locale]).toEqual(['Pacific/Kiritimati', 'ar-EG']);
  expect(year).toBeGreaterThanOrEqual(new Date().getUTCFullYear() + 9);
});
