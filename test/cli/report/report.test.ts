import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Report } from '../../../src/core/review/report';
import { runCli } from '../run-cli';

const TEMPLATES = join(__dirname, '../../core/review/templates');
const NOTEBOOKS = join(TEMPLATES, 'notebook-team.json');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a file into the folder that the command runs in. */
function write(name: string, content: unknown): void {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
}

const report = (...args: string[]) => runCli(['report', ...args], { cwd: folder });
const role = (properties: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' } }, ...properties },
});
const nested = (levels: number, inner: unknown): string => `${'['.repeat(levels)}${JSON.stringify(inner)}${']'.repeat(levels)}`;
const inline = (statement: unknown) => ({ Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: [statement] } }] });

describe('report', () => {
  test('writes a page to report.html, and a summary in one line', async () => {
    expect(await report(NOTEBOOKS)).toEqual({ status: 0, stdout: '', stderr: 'report.html: 3 roles\n' });
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).toContain('analytics-notebooks');
  });

  test('reads cdk.out by default', async () => {
    mkdirSync(join(folder, 'cdk.out'));
    write('cdk.out/manifest.json', {
      artifacts: { Own: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Own.template.json' }, displayName: 'Stage/Own' } },
    });
    write('cdk.out/Own.template.json', { Resources: { OwnRole: role() } });
    const { status, stdout } = await report('--json');
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as Report).roles.map(({ id }) => id)).toEqual(['Stage/Own/OwnRole']);
  });

  test('writes JSON to standard output, and the page with -o -', async () => {
    const json = await report(NOTEBOOKS, '--json');
    expect((JSON.parse(json.stdout) as Report).roles).toHaveLength(3);
    expect(json.stderr).toBe('');
    expect((await report(NOTEBOOKS, '-o', '-')).stdout).toMatch(/^<!doctype html>[^]*<\/html>\n$/i);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('reads several templates, and the templates of a folder', async () => {
    const several = await report(NOTEBOOKS, join(TEMPLATES, 'feature-platform.json'), '--json');
    const stacks = ['notebook-team', 'feature-platform'];
    expect((JSON.parse(several.stdout) as Report).stacks).toEqual(stacks);
    // The expected reports in the same folder aren't templates.
    const all = await report(TEMPLATES, '--json');
    expect((JSON.parse(all.stdout) as Report).stacks).toEqual([...stacks].reverse());
  });

  test('compares with an earlier JSON', async () => {
    write('team.json', { Resources: { Own: role() } });
    expect((await report('team.json', '--json', '-o', 'before.json')).stderr).toBe('before.json: 1 role\n');
    write('team.json', { Resources: { Own: role(inline({ Effect: 'Allow', Action: 's3:*', Resource: '*' })), Other: role() } });
    const { stdout } = await report('team.json', '--diff', 'before.json', '--json');
    expect((JSON.parse(stdout) as Report).roles.map(({ id, change, effectiveActionsBefore }) => [id, change, effectiveActionsBefore])).toEqual([
      ['team/Own', 'changed', 0], ['team/Other', 'added', undefined],
    ]);
    expect((await report('team.json', '--diff', 'before.json')).stderr).toBe('report.html: 2 roles, 2 added, removed or changed\n');
    expect((await report('team.json', '--diff', 'team.json')).stderr).toBe('report.html: 2 roles, none added, removed or changed\n');
  });

  test('succeeds without a role, and says so', async () => {
    write('empty.json', { Resources: {} });
    expect(await report('empty.json')).toEqual({
      status: 0,
      stdout: '',
      stderr: 'note: these stacks have no role that SageMaker, Bedrock or EventBridge Scheduler can assume\nreport.html: 0 roles\n',
    });
  });

  test('has a help text', async () => {
    const { status, stdout } = await report('--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/--diff <earlier>/);
    expect(stdout.split('\n').every((line) => line.length <= 120)).toBe(true);
  });

  test('escapes control characters on the terminal', async () => {
    write('odd.json', { Resources: { 'Role\u001b[2J': role({ Policies: [{ PolicyName: 'p', PolicyDocument: 'no document' }] }) } });
    const { stderr } = await report('odd.json');
    expect(stderr).toMatch(/^note: Role\\u001b\[2J: policy p /);
  });
});

describe('rejects bad input with a fix in one line, and exit code 64:', () => {
  /** The problem, the arguments, and the error line. */
  const CASES: [string, () => string[], RegExp][] = [
    ['nothing to read', () => [], /^error: cannot read 'cdk\.out' \(ENOENT\): pass a folder such as cdk\.out, or a template\n$/],
    ['an unknown file', () => ['nowhere.json'], /^error: cannot read 'nowhere\.json' \(ENOENT\): pass a folder/],
    ['a file without resources', () => {
      write('package.json', { name: 'own' });
      return ['package.json'];
    }, /^error: 'package\.json' isn't a template, because it has no Resources: pass a template, or a folder such as cdk\.out\n$/],
    ['a folder without templates', () => {
      write('package.json', { name: 'own' });
      return ['.'];
    }, /^error: '\.' has no template: run 'cdk synth'/],
    ['an assembly without stacks', () => {
      write('manifest.json', { artifacts: { Tree: { type: 'cdk:tree' } } });
      return ['.'];
    }, /^error: '\.' has no template: run 'cdk synth'/],
    ['an assembly without the folder of a stage', () => {
      write('manifest.json', { artifacts: { Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Stage' } } } });
      return ['.'];
    }, /^error: cannot read 'assembly-Stage' \(ENOENT\): pass a folder/],
    ['broken JSON', () => {
      write('broken.json', '{\n  "Resources": {\n    "a": 1,,\n  }\n}');
      return ['broken.json'];
    }, /^error: 'broken\.json' is invalid JSON at line 3, column 12: fix it, or run 'cdk synth' again\n$/],
    ['JSON that ends too early', () => {
      write('broken.json', '{ "Resources": {');
      return ['broken.json'];
    }, /^error: 'broken\.json' is invalid JSON \(it ends too early\): fix it/],
    ['an empty file', () => {
      write('empty.json', '');
      return ['empty.json'];
    }, /^error: 'empty\.json' is invalid JSON \(it ends too early\): fix it/],
    ['YAML', () => {
      write('own.yaml', 'Resources: {}');
      return ['own.yaml'];
    }, /^error: 'own\.yaml' is YAML: convert it to JSON first/],
    ['a file of 100 MB', () => {
      write('huge.json', '');
      truncateSync(join(folder, 'huge.json'), 100_000_000);
      return ['huge.json'];
    }, /^error: 'huge\.json' has 100 MB, but the report reads at most 50 MB per file: pass a template\n$/],
    ['a device', () => ['/dev/zero'], /^error: '\/dev\/zero' isn't a regular file/],
    ['a template that nests 10,000 levels', () => {
      write('deep.json', `{"Resources":{"Own":{"Type":"AWS::IAM::Role","Properties":{"Policies":${nested(10_000, 1)}}}}}`);
      return ['deep.json'];
    }, /^error: 'deep\.json' nests deeper than 500 levels: flatten it\n$/],
    ['10,000 intrinsic functions in each other', () => {
      write('deep.json', `{"Resources":{"Own":${'{"Fn::If":["C",'.repeat(10_000)}1${',2]}'.repeat(10_000)}}}`);
      return ['deep.json'];
    }, /^error: 'deep\.json' nests deeper than 500 levels: flatten it\n$/],
    ['a role that refers to itself', () => {
      write('cycle.json', { Resources: { Own: role(inline({ Effect: 'Allow', Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': ['Own', 'Arn'] } })) } });
      return ['cycle.json'];
    }, /^error: 'cycle\.json' has a circular dependency between resources \(Own → Own\): remove one of these references\n$/],
    ['a circular dependency through Fn::Sub', () => {
      write('cycle.json', {
        Resources: {
          A: role({ Description: { 'Fn::Sub': '${B.Arn} and ${AWS::Region}' } }),
          B: role({ Description: { 'Fn::Join': ['', [{ 'Fn::Sub': ['${X}', { X: { Ref: 'C' } }] }]] } }),
          C: role({ Description: { Ref: 'A' } }),
        },
      });
      return ['cycle.json'];
    }, /^error: 'cycle\.json' has a circular dependency between resources \(A → B → C → A\): remove one/],
    ['a long circular dependency', () => {
      const resources = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`R${index}`, role({ Description: { Ref: `R${(index + 1) % 20_000}` } })]));
      write('cycle.json', { Resources: resources });
      return ['cycle.json'];
    }, /circular dependency between resources \(R0 → R1 → R2 → … → R19999 → R0\): remove one/],
    ['a circular dependency between conditions', () => {
      write('cycle.json', {
        Conditions: { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::And': [{ Condition: 'A' }, { 'Fn::Equals': ['a', 'b'] }] } },
        Resources: { Own: role() },
      });
      return ['cycle.json'];
    }, /^error: 'cycle\.json' has a circular dependency between conditions \(A → B → A\): remove one/],
    ['a circular dependency between exports', () => {
      const stack = (name: string, other: string) => ({
        Resources: { Own: role({ ManagedPolicyArns: [{ 'Fn::ImportValue': other }] }) },
        Outputs: { Out: { Value: { 'Fn::ImportValue': other }, Export: { Name: name } } },
      });
      write('one.json', stack('one', 'two'));
      write('two.json', stack('two', 'one'));
      return ['one.json', 'two.json'];
    }, /has a circular dependency through other stacks: remove one of the outputs or imports that form it\n$/],
    ['a template that nests itself', () => {
      write('own.json', { Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'own.json' } } } });
      return ['own.json'];
    }, /^error: '.*own\.json' nests itself: give the nested stack its own template\n$/],
    ['nested stacks that double with each level', () => {
      const child = (level: number) => ({ Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': `level-${level}.json` } });
      for (let level = 0; level < 30; level++) {
        write(`level-${level}.json`, { Resources: { One: child(level + 1), Other: child(level + 1) } });
      }
      write('level-30.json', { Resources: { Own: role() } });
      return ['level-0.json'];
    }, /^error: 'level-0\.json' nests more than 2500 stacks: pass templates that nest fewer\n$/],
    ['an earlier report without content', () => {
      write('before.json', { roles: [{ id: 'a' }], stacks: [], fullAccessActions: 739, compared: false, notes: [] });
      return [NOTEBOOKS, '--diff', 'before.json'];
    }, /^error: 'before\.json' isn't a report of this version: write it again with 'report --json', or pass the earlier templates\n$/],
    ['a missing earlier state', () => [NOTEBOOKS, '--diff', 'before.json'], /^error: cannot read 'before\.json' \(ENOENT\)/],
    ['an output in a folder that does not exist', () => [NOTEBOOKS, '-o', 'no/where.html'], /^error: cannot write 'no\/where\.html' \(ENOENT\): pass a file in an existing/],
    ['an output that is an input', () => {
      write('own.json', { Resources: { Own: role() } });
      symlinkSync(join(folder, 'own.json'), join(folder, 'link.json'));
      return ['own.json', '-o', 'link.json'];
    }, /^error: 'link\.json' is an input of the report: pass another file to -o\n$/],
    ['a file name with a line break and an escape', () => ['a\nb\u001b[2J.json'], /^error: cannot read 'a\\nb\\u001b\[2J\.json' \(ENOENT\)/],
    ['an unknown option', () => ['--pretty'], /^error: .*--pretty/],
  ];

  test.each(CASES)('%s', async (_, prepare, line) => {
    const { status, stdout, stderr } = await report(...prepare());
    expect(stderr).toMatch(line);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect([status, stdout]).toEqual([64, '']);
  });
});

test('reports a folder without the files that it cannot read, and adds notes', async () => {
  write('own.json', { Resources: { Own: role() } });
  write('broken.json', '{');
  write('team.yml', 'Resources: {}');
  symlinkSync('nowhere', join(folder, 'latest'));
  const { status, stderr } = await report('.', '-o', '-');
  expect(status).toBe(0);
  expect(stderr.trim().split('\n')).toEqual([
    "note: omitted: 'broken.json' is invalid JSON (it ends too early): fix it, or run 'cdk synth' again",
    "note: omitted: cannot read 'latest' (ENOENT): pass a folder such as cdk.out, or a template",
    "note: omitted: 'team.yml' is YAML: convert it to JSON",
  ]);
});

test.each([
  ['YAML', 'nested.yaml', 'Resources: {}', "'nested.yaml' is YAML: convert it to JSON first, for example with 'rain fmt', or pass the output folder of 'cdk synth'"],
  ['broken', 'nested.json', '{', "'nested.json' is invalid JSON (it ends too early): fix it, or run 'cdk synth' again"],
])('reports an app without a nested stack whose template is %s, and adds a note', async (_, name, content, wrong) => {
  write(name, content);
  write('app.json', { Resources: { Own: role(), Child: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': name } } } });
  const { status, stdout, stderr } = await report('app.json', '--json');
  expect([status, (JSON.parse(stdout) as Report).roles.map(({ id }) => id)]).toEqual([0, ['app/Own']]);
  expect(stderr.trim().split('\n')).toEqual([
    `note: omitted: ${wrong}`, "note: app: can't find the template of the nested stack Child: the report omits its roles",
  ]);
});
