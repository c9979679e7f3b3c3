import assert from 'node:assert';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { runSection } from './section';
import { spread } from './spread';
import { buildReport } from '../../src/cli/report/build-report';
import { compareReports } from '../../src/cli/report/diff/compare-reports';
import { renderPage } from '../../src/cli/report/page/render-page';
import type { Report } from '../../src/core/review/report';
import { BucketAccess, SageMakerExecutionRole, SageMakerRoleType } from 'cdk-sagemaker-execution-role';

const ROLES = [10, 100, 500];

/** A training role with the default features, as a template has it: the rest are copies, since CDK would take minutes for 500. */
function roleResources(): Record<string, object> {
  const stack = new Stack(new App(), 'Bench');
  new SageMakerExecutionRole(stack, 'Role', {
    roleType: SageMakerRoleType.TRAINING,
    buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Bucket', 'own-bucket'))],
    encryptionKeys: [kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/own-key')],
  });
  return stack.resolve((stack as unknown as { _toCloudFormation(): { Resources: object } })._toCloudFormation()).Resources;
}

function template(roles: number): string {
  const one = JSON.stringify(roleResources());
  const copies = Array.from({ length: roles }, (_, index) => JSON.parse(one.replaceAll(/"(Role\w+)"/g, `"$1N${index}"`)));
  return JSON.stringify({ Resources: Object.assign({}, ...copies) });
}

interface Sample {
  readonly report: number;
  readonly comparison: number;
  readonly page: number;
}

/** One pass from the file to the page, and the comparison of the report with itself. */
function measure(file: string, roles: number): Sample {
  const started = performance.now();
  const report = buildReport([file]);
  const reported = performance.now();
  const compared = compareReports(report, report);
  const ended = performance.now();
  renderPage(report);
  checkReport(compared, roles);
  return { report: reported - started, comparison: ended - reported, page: performance.now() - ended };
}

function checkReport({ roles }: Report, expected: number): void {
  assert.strictEqual(roles.length, expected);
  assert(roles.every(({ effectiveActions, change }) => effectiveActions === 106 && change === undefined));
}

function section(short: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-report-'));
  try {
    const files = new Map(ROLES.map((roles) => [roles, join(folder, `${roles}.json`)]));
    files.forEach((file, roles) => writeFileSync(file, template(roles)));
    // The first pass of a process reads the reference and warms the code.
    ROLES.forEach((roles) => measure(files.get(roles)!, roles));
    const samples = new Map(ROLES.map((roles) => [roles, [] as Sample[]]));
    for (let round = 0; round < (short ? 3 : 21); round++) {
      ROLES.forEach((roles) => samples.get(roles)!.push(measure(files.get(roles)!, roles)));
    }
    return tableOf(samples, files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function tableOf(samples: ReadonlyMap<number, readonly Sample[]>, files: ReadonlyMap<number, string>): string {
  const perRole = (part: keyof Sample, roles: number) => samples.get(roles)!.map((sample) => sample[part] / roles);
  const growth = (part: keyof Sample, from: number, to: number) => {
    const { lower, median, upper } = spread(perRole(part, to).map((time, round) => time / perRole(part, from)[round]));
    return `**${median.toFixed(2)}** (${lower.toFixed(2)} – ${upper.toFixed(2)})`;
  };
  const row = (title: string, part: keyof Sample) => [title, `${spread(perRole(part, 500)).median.toFixed(2)} ms`, growth(part, 10, 100), growth(part, 100, 500)];
  const rows = [row('Template to report', 'report'), row('Comparison', 'comparison'), row('Page', 'page')];
  return `
## Reporting roles

Training roles with the default features, in one template; that of 500 has ${(statSync(files.get(500)!).size / 1e6).toFixed(1)} MB. The time per role, and its
growth with the number of roles: 1 is linear. Medians of ${samples.get(500)!.length} rounds, with their quartiles.

| | per role at 500 | 10 to 100 | 100 to 500 |
| --- | ---: | ---: | ---: |
${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`;
}

void runSection(section);
