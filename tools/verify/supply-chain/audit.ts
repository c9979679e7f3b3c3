import { execFile } from 'child_process';

/** The advisories of npm's registry for the packages of a folder. */
export type Audit =
  | { readonly outcome: 'clean'; readonly packages: number }
  | { readonly outcome: 'vulnerable'; readonly findings: readonly string[] }
  | { readonly outcome: 'unanswered'; readonly reason: string };

interface Advisory {
  readonly name: string;
  readonly range: string;
  readonly severity: string;
  readonly title: string;
  readonly url: string;
}

interface AuditReport {
  readonly message?: string;
  readonly vulnerabilities?: Record<string, { readonly via: readonly (string | Advisory)[] }>;
  readonly metadata?: { readonly dependencies: { readonly prod: number } };
}

/** `npm audit` of a folder's lock file. Many mirrors of the registry do not answer it: that is said, and is not the same as clean. */
export async function auditFolder(folder: string, npmOptions: readonly string[] = []): Promise<Audit> {
  const args = ['audit', '--omit=dev', '--package-lock-only', '--json', '--fetch-retries=0', ...npmOptions];
  // Its exit code is 1 for a weakness and for a missing answer. The report says which one it is.
  const output = await new Promise<string>((resolve) => execFile('npm', args, { cwd: folder, encoding: 'utf8' }, (_, stdout) => resolve(stdout)));
  return readAudit(output);
}

function readAudit(output: string): Audit {
  const report = parse(output);
  if (report?.vulnerabilities === undefined || report.metadata === undefined) {
    return { outcome: 'unanswered', reason: report?.message ?? 'npm audit has printed no report' };
  }
  // A name in `via` is another package of the report, which makes this one weak.
  const findings = Object.values(report.vulnerabilities).flatMap(({ via }) => via)
    .flatMap((advisory) => typeof advisory === 'string' ? [] : [`${advisory.name} ${advisory.range}: ${advisory.severity}, ${advisory.title} ${advisory.url}`]);
  if (findings.length > 0) {
    return { outcome: 'vulnerable', findings };
  }
  // npm counts the folder itself.
  const packages = report.metadata.dependencies.prod - 1;
  return packages > 0 ? { outcome: 'clean', packages } : { outcome: 'unanswered', reason: 'npm audit has seen no package' };
}

function parse(output: string): AuditReport | undefined {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}
