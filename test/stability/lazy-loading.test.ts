import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'fs';
import { dirname, join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as source from '../../src';

const ROOT = join(__dirname, '../..');
const NAMES = Object.keys(source).sort();

const ROLE = `const { App, Stack } = require('aws-cdk-lib');
const lib = require('cdk-sagemaker-execution-role');
const app = new App();
const role = new lib.SageMakerExecutionRole(new Stack(app, 'Team'), 'Role', { roleType: lib.SageMakerRoleType.TRAINING });`;

let folder: string;

// Below the project, so that Node.js finds the project's aws-cdk-lib. `npm test` has compiled lib/.
beforeAll(() => {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.cache/lazy-loading-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/cdk-sagemaker-execution-role'), 'junction');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a program of a project that has installed the package, and returns the JSON that it prints. */
function run(program: string, inputType: 'commonjs' | 'module' = 'commonjs') {
  const env = { ...process.env, CDK_VALIDATION: 'false' };
  return JSON.parse(execFileSync(process.execPath, [`--input-type=${inputType}`, '-e', program], { cwd: folder, env, encoding: 'utf8' }));
}

/** The modules that a program has loaded: those of the package, and others of whole packages. */
function modulesOf(program: string): string[] {
  const files: string[] = run(`${program}; console.log(JSON.stringify(Object.keys(require.cache)))`);
  return files.filter((file) => file.startsWith(ROOT)).map((file) => file.slice(ROOT.length + 1).replace(/\\/g, '/'));
}

/** Files that only a validation needs. */
const VALIDATION = /^lib\/(role-validation|role-requirements|validation-handler|private\/validation|core\/(question|verdict))|aws-cdk-lib\/aws-(lambda|logs)\/lib\/(function|log-group)\.js$/;
const HYPERPOD = /hyperpod/;

describe('the compiled package', () => {
  test('loads one file when a program requires it', () => {
    expect(modulesOf("require('cdk-sagemaker-execution-role')")).toEqual(['lib/index.js']);
  });

  test('loads the file of a class when a program names the class', () => {
    expect(modulesOf("require('cdk-sagemaker-execution-role').SageMakerExecutionRole").filter((file) => file.startsWith('lib/')))
      .toEqual(['lib/index.js', 'lib/execution-role.js']);
  });

  test('loads no file of its own rooms when a program names everything', () => {
    expect(modulesOf("Object.values(require('cdk-sagemaker-execution-role'))").filter((file) => /^(lib\/(core|private)|policies)\//.test(file))).toEqual([]);
  });

  test('loads nothing of validation and HyperPod when a program creates a role', () => {
    const loaded = modulesOf(`${ROLE} app.synth()`);
    expect(loaded).toContain('lib/core/grant/grants.js');
    expect(loaded.filter((file) => VALIDATION.test(file) || HYPERPOD.test(file))).toEqual([]);
    expect(loaded.filter((file) => /^policies\/\w+\.json$/.test(file))).toEqual(['policies/training.json', 'policies/scopes.json', 'policies/buckets.json']);
  });

  // Otherwise a renamed folder would pass the test above.
  test.each([
    ['validation', 'role.requirements', VALIDATION,
      ['lib', 'lib/core/question', 'lib/private/validation', 'node_modules/aws-cdk-lib/aws-lambda/lib', 'node_modules/aws-cdk-lib/aws-logs/lib']],
    ['HyperPod', 'lib.RoleRequirements.hyperPodConnect()', HYPERPOD, ['policies/callers']],
  ])('loads %s when a program uses it', (_, requirements, rooms, folders) => {
    const loaded = modulesOf(`${ROLE} new lib.RoleValidation(role, 'Check', { role, requirements: ${requirements} })`);
    expect([...new Set(loaded.filter((file) => rooms.test(file)).map((file) => dirname(file)))].sort()).toEqual(folders);
  });

  test('has all names in a CommonJS module, each with the same value every time', () => {
    expect(run(`const first = { ...require('cdk-sagemaker-execution-role') };
      const again = require('cdk-sagemaker-execution-role');
      console.log(JSON.stringify(Object.keys(first).filter((name) => first[name] !== undefined && first[name] === again[name]).sort()))`)).toEqual(NAMES);
  });

  test('has all names in an ES module', () => {
    expect(run(`import { ${NAMES.join(', ')} } from 'cdk-sagemaker-execution-role';
      console.log(JSON.stringify(Object.entries({ ${NAMES.join(', ')} }).filter(([, value]) => value !== undefined).map(([name]) => name)))`, 'module')).toEqual(NAMES);
  });

  test('passes all names on through an ES module that re-exports them', () => {
    expect(run(`const { ${NAMES[0]}, ...others } = await import('data:text/javascript,' + encodeURIComponent(
        'export * from ' + JSON.stringify(import.meta.resolve('cdk-sagemaker-execution-role'))));
      console.log(JSON.stringify([${JSON.stringify(NAMES[0])}, ...Object.keys(others)].filter((name) => name !== '__esModule').sort()))`, 'module')).toEqual(NAMES);
  });

  test('creates the same role as the source, under Jest', () => {
    const compiled: typeof source = jest.requireActual('../../lib');
    const templateOf = ({ SageMakerExecutionRole, SageMakerRoleType }: typeof source) => {
      const stack = new Stack(new App(), 'Team');
      new SageMakerExecutionRole(stack, 'Role', { roleType: SageMakerRoleType.TRAINING });
      return Template.fromStack(stack).toJSON();
    };
    expect(templateOf(compiled)).toEqual(templateOf(source));
  });
});
