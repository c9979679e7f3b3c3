import { describeRole } from './describe-role';
import { galleryRoles } from './gallery';
import { printTable } from './print-table';
import { questionRole } from './question-role';
import { synthesizeExample } from './synthesize-example';
import { describeReasons, ValidationOutcome, validateRole, reasonsOf } from './validate-role';
import { OfflineAccount } from '../../testing/offline-iam/endpoint';
import { offlineRole, Place, rolesOf, Template, TemplateRole } from '../../testing/offline-iam/template-roles';
import { TemplateValidation, validationsOf, withValidatedArns, withoutWaiting } from '../../testing/template-validations';

const PLACE: Place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

/** Prints the permissions of each role, and asks an offline IAM engine about them. Returns the number of unexpected answers. */
async function questionRoles(roles: readonly TemplateRole[]): Promise<number> {
  let wrong = 0;
  for (const role of roles) {
    console.log(`\n${describeRole(role)}`);
    const answers = await questionRole(role);
    for (const { what, decision, expected } of answers) {
      console.log(`  ${decision === expected ? '✓' : '✗'} ${decision.padEnd(7)} ${what}`);
    }
    wrong += answers.filter(({ decision, expected }) => decision !== expected).length;
  }
  console.log(`\n${roles.length} roles. ${wrong === 0 ? 'The IAM engine gives every expected answer.' : `The IAM engine gives ${wrong} unexpected answers.`}`);
  return wrong;
}

/** A validation with its expected and its actual outcome. */
interface Case {
  readonly title: string;
  readonly expected: { readonly verdict: string; readonly reasons: readonly string[] };
  readonly outcome: ValidationOutcome;
}

/** Runs every validation of the example, as in a deployment. */
async function validateExample(validations: readonly TemplateValidation[], roles: readonly TemplateRole[]): Promise<Case[]> {
  const [{ account: { roles: existing } }] = galleryRoles(PLACE.account);
  const account: OfflineAccount = { accountId: PLACE.account, roles: [...roles.map(offlineRole), ...existing] };
  const cases: Case[] = [];
  for (const validation of validations) {
    const outcome = await validateRole(validation, account, PLACE);
    cases.push({ title: titleOf(validation), expected: { verdict: 'VALID', reasons: [] }, outcome });
  }
  return cases;
}

/** Runs a validation of an existing role with other existing roles. */
async function validateGallery(validation: TemplateValidation): Promise<Case[]> {
  const cases: Case[] = [];
  for (const { title, arn, account, expected } of galleryRoles(PLACE.account)) {
    const properties = withoutWaiting({ ...validation.properties, RoleArn: arn });
    cases.push({ title, expected, outcome: await validateRole({ ...validation, properties }, account, PLACE) });
  }
  return cases;
}

/** Prints the verdicts, and returns the number of unexpected ones. */
function printVerdicts(title: string, cases: readonly Case[]): number {
  console.log(`\n${title}\n`);
  printTable(['', 'role', 'verdict', 'answers', 'IAM calls', 'ms'], cases.map((one) => [
    isExpected(one) ? '✓' : '✗', one.title, one.outcome.response.Data!.Verdict, describeReasons(one.outcome), one.outcome.calls,
    Math.round(one.outcome.milliseconds),
  ]));
  const wrong = cases.filter((one) => !isExpected(one));
  for (const { title: role, expected: { verdict, reasons } } of wrong) {
    console.log(`  ${role}: expected ${[verdict, ...reasons].join(' ')}`);
  }
  return wrong.length;
}

/** Whether the verdict and its reasons are the expected ones. Only INVALID fails the deployment. */
function isExpected({ expected: { verdict, reasons }, outcome }: Case): boolean {
  const { Status, PhysicalResourceId, Data } = outcome.response;
  return Data?.Verdict === verdict && PhysicalResourceId.startsWith(`${verdict}-`) && Status === (verdict === 'INVALID' ? 'FAILED' : 'SUCCESS')
    && JSON.stringify([...reasonsOf(outcome).keys()].sort()) === JSON.stringify([...reasons].sort());
}

function titleOf({ logicalId }: TemplateValidation): string {
  return logicalId.replace(/Validation[0-9A-F]{8}[0-9a-f]{16}$/, '');
}

async function main(): Promise<void> {
  const template: Template = withValidatedArns(synthesizeExample());
  const roles = rolesOf(template, PLACE).filter(({ tags }) => tags.RoleType);
  const validations = validationsOf(template, PLACE);
  const existing = validations.find((validation) => titleOf(validation) === 'PlatformRole')!;
  let wrong = await questionRoles(roles);

  wrong += printVerdicts(
    "The validation's Lambda function, in a separate process with a local IAM, validates the example's roles:",
    await validateExample(validations, roles),
  );
  const gallery = await validateGallery(existing);
  wrong += printVerdicts('It also validates existing roles for a training job with one bucket and one key:', gallery);

  const { title, outcome: { response } } = gallery.find(({ expected: { reasons } }) => reasons.length > 1)!;
  console.log(`\nCloudFormation shows this for the role '${title}':\n`);
  console.log(`  CREATE_FAILED  Received response status [FAILED] from custom resource. Message returned: ${response.Reason} (RequestId: ${response.RequestId})`);

  console.log(`\n${wrong === 0 ? 'All answers and verdicts are as expected.' : `${wrong} answers and verdicts are unexpected.`}`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

void main();
