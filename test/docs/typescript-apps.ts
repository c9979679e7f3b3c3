import { PAGES, readPage } from './markdown-files';

/** A fragment has no imports: it uses these, a stack, a bucket and a key. */
const IMPORTS = `import { Annotations, App, CfnOutput, Duration, Stack, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import {
  BucketAccess, PolicyAttachment, RoleRequirements, RoleValidation, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType, VerdictAction,
  WorkloadPolicies,
} from 'cdk-sagemaker-execution-role';

const app = new App();
`;

/** An app made from the TypeScript code of a page. */
export interface PageApp {
  readonly name: string;
  readonly code: string;
  readonly stacks: readonly string[];
}

/** The TypeScript blocks of a page. A block in a list is indented with the list. */
function blocksOf(page: string): string[] {
  return [...readPage(page).matchAll(/^( *)```ts\n([^]*?)^\1```$/gm)]
    .map(([, indent, block]) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

const isProgram = (block: string) => block.startsWith('import ');

/** Puts each fragment in a separate scope, so that it may declare its own stack or bucket. */
function fragmentApp(name: string, fragments: readonly string[]): PageApp {
  const stacks = fragments.map((_, index) => `Team${index + 1}`);
  const scopes = fragments.map((fragment, index) => `{
const stack = new Stack(app, '${stacks[index]}');
const bucket = new s3.Bucket(stack, 'Bucket');
const key = new kms.Key(stack, 'Key');
{
${fragment}}
}
`);
  return { name, code: IMPORTS + scopes.join(''), stacks };
}

/** One app for each program of a page, and one for all of its fragments. */
function appsOf(page: string): PageApp[] {
  const name = page.replace(/\W/g, '-');
  const blocks = blocksOf(page);
  const programs = blocks.filter(isProgram).map((code, index) => ({ name: `${name}-${index + 1}`, code, stacks: ['Team'] }));
  const fragments = blocks.filter((block) => !isProgram(block));
  return fragments.length === 0 ? programs : [...programs, fragmentApp(`${name}-fragments`, fragments)];
}

export const PAGE_APPS: readonly PageApp[] = PAGES.flatMap(appsOf);
