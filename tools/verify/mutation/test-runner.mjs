// Stryker's runner for Jest makes a new environment for each test file and each mutant, which takes seconds. This one loads the tests once into a process,
// with the framework of Jest (jest-circus), and runs only the tests that reach the mutant. Two rules keep that safe:
// - What a process computes once (when a file is loaded, or for a cache) is found by running the tests twice. Its mutants get a fresh load of all files.
// - A test that kills a mutant must pass again without the mutant. If it fails, the process is spoiled, and the mutant runs again after a fresh load.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';

const require = createRequire(import.meta.url);
const Module = require('node:module');
const { jestExpect } = require('@jest/expect');
const circus = require('jest-circus');
const { ModuleMocker } = require('jest-mock');
const transform = require('../../jest/esbuild-transform.cjs');

// Packages, and the answers of the offline IAM engine, which loads no file of src.
const KEPT = /\/node_modules\/|\/testing\/offline-iam\/simulate\.ts$/;
const PACKAGE = 'cdk-sagemaker-execution-role';
// The first run writes the times and sources of the test files for the worker processes, into Stryker's copy of the project.
const TEST_FILES = 'mutation-test-files.json';
const TEST_TIMEOUT_MS = 5_000;
// Thousands of answers of the offline IAM engine, a local server, or stacks that CDK synthesizes: too slow for each mutant.
const EXCLUDED = /\/(grants-are-questions|bundle|crowd|environments|faults|functions|generated-events|generated-policies|library-reasons|life-cycle|cloudformation-fake)\.test\.ts$/;
// Tests of thousands of values, or of a table of 20,000 actions.
const EXCLUDED_TESTS = /^(a hundred thousand .*|for 2,000 mutated documents|a list of outputs|the report is a page, or one error line|returns the beginning of a text, no longer than allowed|the package contains the authorization reference that the tests use)$/;
// The other forms of IAM's answers, for the same cases.
const EXCLUDED_TABLES = / if IAM answers (perAction, one service per call|perPair)/;

// The tests that prove a room, where all tests that reach it would take hours.
const ROOMS = Object.entries(require('./room-tests.json')).sort(([one], [other]) => other.length - one.length);

/** Whether the mutants of a source file run a test file. */
function serves(file, source) {
  const [, tests] = ROOMS.find(([room]) => source.startsWith(`src/${room}/`)) ?? [];
  return !tests || tests.some((test) => file.startsWith(test));
}

/** The tests of the core and of the function. Those of the constructs synthesize stacks: too slow for each mutant. */
function listTestFiles() {
  return ['test/core', 'test/handler'].flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.test.ts') && !EXCLUDED.test(file)).sort();
}

class TestRunner {
  root = process.cwd() + sep;
  /** The state of jest-circus for each test file that is loaded. */
  loaded = new Map();
  context = globalThis.__stryker__ ??= {};
  chosen = undefined;
  failed = undefined;
  /** Whether the mutant changes what a load of the files computes. */
  isStatic = false;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    process.env.CDK_VALIDATION ??= 'false';
    for (const event of ['uncaughtException', 'unhandledRejection']) {
      process.on(event, (error) => circus.getState()?.currentlyRunningTest?.errors.push(error));
    }
    const mocker = new ModuleMocker(globalThis);
    Object.assign(globalThis, circus.default ?? circus, {
      expect: jestExpect,
      jest: { fn: mocker.fn.bind(mocker), spyOn: mocker.spyOn.bind(mocker), restoreAllMocks: () => mocker.restoreAllMocks(), requireActual: require },
    });
    circus.addEventHandler((event) => this.onEvent(event));
    this.compileTypeScript();
  }

  compileTypeScript() {
    const compiled = new Map();
    Module._extensions['.ts'] = (module, file) => {
      if (!compiled.has(file)) {
        compiled.set(file, transform.process(readFileSync(file, 'utf8'), file).code);
      }
      module._compile(compiled.get(file), file);
    };
    const resolve = Module._resolveFilename;
    Module._resolveFilename = (request, ...others) => resolve(request === PACKAGE ? join(this.root, 'src/index.ts') : request, ...others);
  }

  onEvent({ name, test }) {
    if (name === 'test_start') {
      test.errors.length = 0;
      test.ownMode ??= { mode: test.mode };
      const id = this.idOf(test);
      const isExcluded = EXCLUDED_TESTS.test(test.name) || EXCLUDED_TABLES.test(id);
      test.mode = isExcluded || this.failed || this.chosen && !this.chosen.has(id) ? 'skip' : test.ownMode.mode;
      this.context.currentTestId = id;
    } else if (name === 'test_done') {
      this.context.currentTestId = undefined;
      this.ran += 1;
      if (test.errors.length > 0) {
        this.failed ??= { id: this.idOf(test), message: String(test.errors[0]?.[0]?.message ?? test.errors[0]?.message ?? test.errors[0]) };
      }
    } else if (name === 'test_skip') {
      this.context.currentTestId = undefined;
    }
  }

  idOf(test) {
    const names = [];
    for (let block = test; block.parent; block = block.parent) {
      names.unshift(block.name);
    }
    return `${this.running}: ${names.join(' ')}`;
  }

  /** The next run loads the project's files again. */
  unload(folder = '') {
    for (const file of Object.keys(require.cache)) {
      if (file.startsWith(this.root + folder) && !KEPT.test(file)) {
        delete require.cache[file];
      }
    }
    if (!folder) {
      this.loaded.clear();
    }
  }

  load(file) {
    if (!this.loaded.has(file)) {
      // The hooks of a shared test file belong to each test file that loads it.
      this.unload('test');
      circus.resetState();
      circus.getState().testTimeout = TEST_TIMEOUT_MS;
      // Only a static mutant is active while files are loaded.
      const { activeMutant } = this.context;
      this.context.activeMutant = this.isStatic ? activeMutant : undefined;
      require(this.root + file);
      this.context.activeMutant = activeMutant;
      this.loaded.set(file, circus.getState());
    }
    circus.setState(this.loaded.get(file));
  }

  /** Runs the chosen tests of the files, up to the first that fails. */
  async run(files, chosen) {
    this.chosen = chosen;
    this.failed = undefined;
    this.ran = 0;
    for (const file of files) {
      this.running = file;
      try {
        this.load(file);
        const state = circus.getState();
        state.unhandledErrors.length = 0;
        await circus.run();
        if (state.unhandledErrors.length > 0) {
          this.failed ??= { id: file, message: String(state.unhandledErrors[0]) };
        }
      } catch (error) {
        this.failed ??= { id: file, message: String(error?.message ?? error) };
      }
      if (this.failed) {
        return this.failed;
      }
    }
    return undefined;
  }

  testsOf(block) {
    return block.children.flatMap((child) => child.type === 'test' ? [child] : this.testsOf(child));
  }

  /** The project's source files that a test file loads. */
  sourcesOf(file) {
    const found = new Set();
    const visit = (module) => {
      if (!module || found.has(module.filename) || !module.filename.startsWith(this.root) || module.filename.includes('node_modules')) {
        return;
      }
      found.add(module.filename);
      module.children.forEach(visit);
    };
    visit(require.cache[this.root + file]);
    return [...found].map((name) => relative(this.root, name));
  }

  async dryRun({ files: mutated }) {
    const sources = new Set(mutated.map((file) => relative(this.root, file)));
    const files = listTestFiles().filter((file) => {
      this.load(file);
      return this.sourcesOf(file).some((source) => sources.has(source) && serves(file, source));
    });
    this.unload();
    // The instrumented files keep this object.
    const coverage = this.context.mutantCoverage ??= { static: {}, perTest: {} };
    const forget = () => [coverage.static, coverage.perTest].forEach((hits) => Object.keys(hits).forEach((key) => delete hits[key]));
    forget();
    const testFiles = [];
    const tests = [];
    const passes = [];
    for (const pass of ['cold', 'warm']) {
      for (const file of files) {
        const start = performance.now();
        const failure = await this.run([file]);
        if (failure) {
          return { status: 'complete', tests: [{ status: 1, id: failure.id, name: failure.id, timeSpentMs: 0, failureMessage: `${pass}: ${failure.message}` }] };
        }
        if (pass === 'cold') {
          testFiles.push({ file, sources: this.sourcesOf(file) });
        } else {
          testFiles.find((one) => one.file === file).milliseconds = performance.now() - start;
          tests.push(...this.testsOf(circus.getState().rootDescribeBlock).filter(({ status }) => status === 'done')
            .map((test) => ({ status: 0, id: this.idOf(test), name: this.idOf(test), fileName: this.root + file, timeSpentMs: test.duration ?? 0 })));
        }
      }
      passes.push(structuredClone(coverage));
      forget();
    }
    writeFileSync(TEST_FILES, JSON.stringify(testFiles));
    return { status: 'complete', tests, mutantCoverage: this.coverageOf(...passes) };
  }

  /** Static are the mutants that only a load of the files reaches, or the first test that fills a cache. */
  coverageOf(cold, warm) {
    const repeated = new Set(Object.values(warm.perTest).flatMap((mutants) => Object.keys(mutants)));
    const once = [cold.static, ...Object.values(cold.perTest)].flatMap((mutants) => Object.entries(mutants)).filter(([mutant]) => !repeated.has(mutant));
    return { static: Object.fromEntries(once), perTest: warm.perTest };
  }

  /** The test files that can notice the mutant: first those of the same room, then the quickest. */
  filesFor(source, testFilter) {
    const chosen = testFilter && new Set(testFilter.map((id) => id.slice(0, id.indexOf(': '))));
    const room = source.slice('src/'.length).split('/').slice(0, -1);
    const nearness = (file) => room.findIndex((folder, index) => file.split('/')[index + 1] !== folder);
    const distance = (file) => nearness(file) === -1 ? 0 : room.length - nearness(file);
    this.testFiles ??= JSON.parse(readFileSync(TEST_FILES, 'utf8'));
    return this.testFiles
      .filter(({ file, sources }) => serves(file, source) && (chosen ? chosen.has(file) : sources.includes(source)))
      .sort((one, other) => one.milliseconds * (1 + distance(one.file)) - other.milliseconds * (1 + distance(other.file)))
      .map(({ file }) => file);
  }

  async mutantRun({ activeMutant, sandboxFileName, testFilter, hitLimit, mutantActivation, reloadEnvironment }) {
    const files = this.filesFor(relative(this.root, sandboxFileName), testFilter);
    const chosen = testFilter && new Set(testFilter);
    if (reloadEnvironment) {
      this.unload();
    }
    this.isStatic = mutantActivation !== 'runtime';
    let failure = await this.runWith(activeMutant.id, hitLimit, files, chosen);
    if (failure && !this.isStatic && await this.run([failure.file], new Set([failure.id]))) {
      this.unload();
      failure = await this.runWith(activeMutant.id, hitLimit, files, chosen);
      this.unload();
    }
    if (!failure) {
      return { status: 'survived', nrOfTests: this.ran };
    }
    return failure.isEndless
      ? { status: 'timeout', reason: failure.message }
      : { status: 'killed', killedBy: [failure.id], failureMessage: failure.message, nrOfTests: failure.ran };
  }

  async runWith(mutant, hitLimit, files, chosen) {
    Object.assign(this.context, { activeMutant: String(mutant), hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
    const failure = await this.run(files, chosen);
    const isEndless = this.context.hitCount > hitLimit;
    Object.assign(this.context, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    return failure && { ...failure, file: this.running, ran: this.ran, isEndless };
  }
}

const factory = () => new TestRunner();
factory.inject = [];
export const strykerPlugins = [{ kind: 'TestRunner', name: 'circus', factory }];
