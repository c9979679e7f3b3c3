import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { buildReport } from '../../../src/cli/report/build-report';
import type { Report, RoleReport } from '../../../src/core/review/report';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file into a folder that is deleted after the tests. */
export function writtenFile(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** The report of a template. */
export function reportOf(template: unknown, name = 'stack.json'): Report {
  return buildReport([writtenFile(name, template)]);
}

/** The report of several templates, by their files. */
export function reportOfAll(templates: Readonly<Record<string, unknown>>): Report {
  return buildReport(Object.entries(templates).map(([name, template]) => writtenFile(name, template)));
}

/** A role's statements in short: the condition, `Deny`, actions, resources. */
export function inShort({ statements }: RoleReport): string[] {
  return statements.map(({ effect, services, inverted, resources, when }) => [
    ...when === undefined ? [] : [`if ${when}:`],
    ...effect === 'Deny' ? ['Deny'] : [],
    `${inverted.includes('actions') ? 'all except ' : ''}${services.flatMap(({ actions }) => actions).join(' ')}`,
    'on',
    `${inverted.includes('resources') ? 'all except ' : ''}${resources.join(' ')}`,
  ].join(' '));
}

/** The report of one statement. */
export function statementOf(statement: unknown, others: Readonly<Record<string, unknown>> = {}): RoleReport['statements'][number] {
  return reportOf({ Resources: { Role: role({ Policies: [policy(statement)] }), ...others } }).roles[0].statements[0];
}

/** A role that SageMaker can assume. */
export function role(properties: object = {}): object {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      ...properties,
    },
  };
}

/** An inline policy. */
export function policy(...statements: readonly unknown[]): object {
  return { PolicyName: 'inline', PolicyDocument: { Statement: statements } };
}

export function allow(action: unknown, resource: unknown = '*', more: object = {}): object {
  return { Effect: 'Allow', Action: action, Resource: resource, ...more };
}
