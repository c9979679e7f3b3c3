/** Every file that may be in the package; what is not named here has come in by chance. */
const ALLOWED = [
  /^lib\/.*\.(js|d\.ts)$/,
  /^assets\/handler\/index\/(index|policy-clients|[a-z-]+-[A-Z0-9]{8})\.js$/,
  /^assets\/cli\/(main|validate|report)\.js$/,
  /^policies\/((shared|callers)\/)?[a-z0-9_.-]+\.json$/,
  /^policies\/README\.md$/,
  // The packages of other languages translate the examples with it.
  /^rosetta\/stack\.ts-fixture$/,
  /^\.jsii(\.gz)?$/,
  /^(package\.json|README\.md|AGENTS\.md|LICENSE|CHANGELOG\.md|NOTICE)$/,
];

/** The files that a consumer needs. */
const NEEDED = [
  'lib/index.js', 'lib/index.d.ts', 'lib/execution-role.js', 'lib/core/grant/grants.js', 'assets/handler/index/index.js', 'assets/handler/index/policy-clients.js', 'assets/cli/main.js',
  '.jsii', 'rosetta/stack.ts-fixture', 'package.json', 'README.md', 'AGENTS.md', 'LICENSE', 'NOTICE', 'CHANGELOG.md',
  'policies/training.json', 'policies/shared/s3.json', 'policies/scopes.json', 'policies/role-type.schema.json',
];

/** The bytes of the tarball, and of its files. */
const BUDGETS = { packed: 800_000, unpacked: 3_000_000 };

interface PackedFile {
  readonly path: string;
  readonly size: number;
}

/** The problems of the package's files, one line each. */
export function contentsProblems(files: readonly PackedFile[]): string[] {
  return [
    ...NEEDED.filter((path) => !files.some((file) => file.path === path)).map((path) => `${path} is missing`),
    ...files.filter(({ path }) => !ALLOWED.some((pattern) => pattern.test(path))).map(({ path }) => `${path} does not belong into the package`),
  ];
}

/** The sizes of the package that are over budget, one line each. */
export function sizeProblems(bytes: Readonly<Record<keyof typeof BUDGETS, number>>): string[] {
  return (['packed', 'unpacked'] as const).filter((state) => bytes[state] > BUDGETS[state])
    .map((state) => `the package has ${bytes[state]} bytes ${state}, of at most ${BUDGETS[state]}`);
}

/** The dependencies of the manifest other than its peers. */
export function dependencyProblems(manifest: Record<string, unknown>): string[] {
  return ['dependencies', 'optionalDependencies', 'bundledDependencies', 'bundleDependencies']
    .filter((field) => Object.keys(manifest[field] ?? {}).length > 0)
    .map((field) => `package.json has ${field}: ${JSON.stringify(manifest[field])}`);
}
