import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { IAMClient } from '@aws-sdk/client-iam';
import { PolicyService, policyTargets } from '../../src/core/question/policy-targets';
import { TemplateValidation, validationsOf, withValidatedArns, withoutWaiting } from '../../testing/template-validations';
import { galleryRoles } from '../demo/gallery';
import { printTable } from '../demo/print-table';
import { synthesizeExample } from '../demo/synthesize-example';
import { describeReasons, ValidationOutcome } from '../demo/validate-role';
import { AwsRequests } from './e2e/aws-requests';
import { addPolicy, createRole, removePolicy } from './e2e/change-role';
import { differences } from './e2e/compare-roles';
import { deploy, Deployment } from './e2e/deploy';
import { DeployedRole, readRole, roleNames } from './e2e/deployed-roles';
import { startMoto } from './e2e/moto';
import { MissingPython, motoPython } from './e2e/moto-environment';
import { askSdk } from './e2e/sdk';
import { validateDeployed, Scene } from './e2e/validate-deployed';
import { BUNDLE } from '../../testing/lambda/lambda-function';
import { Place, Template } from '../../testing/offline-iam/template-roles';

const PLACE: Place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

/** One run of the function, with its outcome. */
interface Step {
  readonly role: string;
  readonly what: string;
  readonly outcome: ValidationOutcome;
  readonly asExpected: boolean;
}

async function main(): Promise<void> {
  const moto = await startMoto(PLACE);
  console.log(`moto runs as process ${moto.pid} at ${moto.url}`);
  const iam = new IAMClient({ endpoint: moto.url, region: PLACE.region, credentials: { accessKeyId: 'OFFLINE', secretAccessKey: 'offline' } });
  try {
    const surprises = await deployAndValidate(iam, new AwsRequests(moto.url, PLACE)) + await letSdkCheck();
    console.log(`\n${surprises === 0 ? 'All outcomes are as expected.' : `${surprises} outcomes are unexpected.`}`);
    process.exitCode = surprises === 0 ? 0 : 1;
  } catch (error) {
    console.error(`moto's log, without successful requests:\n${moto.log().split('\n').filter((line) => !line.endsWith('200 -')).slice(-40).join('\n')}`);
    throw error;
  } finally {
    iam.destroy();
    await moto.stop();
  }
}

async function deployAndValidate(iam: IAMClient, aws: AwsRequests): Promise<number> {
  const [{ account: { roles: [existing] } }] = galleryRoles(PLACE.account);
  await createRole(iam, existing);
  const template = withValidatedArns(synthesizeExample());
  const deployment = await deploy(template, assetsOf(template), aws, PLACE);
  console.log(`Deployed ${deployment.physicalIds.size} of ${Object.keys(template.Resources).length} resources. Omitted:`);
  deployment.omitted.forEach((ids, reason) => console.log(`  ${ids.length} × ${reason}: ${ids.map(withoutHash).join(', ')}`));
  console.log("The policies attach themselves to the roles with 'Roles', because moto drops ManagedPolicyArns and breaks inline policies.");

  const roles = await deployedRoles(iam, deployment);
  const different = differences(template, PLACE, deployment, roles);
  console.log(`\n${roles.size} roles read back through IAM: ${different.length === 0 ? 'trust and policies are as synthesized' : different.join('\n  ')}`);

  const functionRole = [...roles].find(([id]) => id.startsWith('SageMakerRoleValidationRole'))![1];
  const scene: Scene = { iam, place: PLACE, stackId: deployment.stackId, functionRole };
  const validations = validationsOf(deployment.resolved, PLACE);
  const steps: Step[] = [];
  for (const validation of validations) {
    steps.push(...await validateAndSpoil(scene, validation));
  }
  const [, spoiled] = steps;
  steps.push(await validateDuringPropagation(scene, validations[0], spoiled.outcome.calls));
  steps.push(...await validateWithResourcePolicies(scene, validations.find(({ roleArn }) => roleArn.endsWith(`/${existing.name}`))!));
  printSteps(steps);
  return different.length + steps.filter(({ asExpected }) => !asExpected).length;
}

/** Lets the SageMaker Python SDK check a role of each type, and returns the number of roles that it rejects. */
async function letSdkCheck(): Promise<number> {
  const answers = await askSdk(PLACE);
  const rejected = answers.filter(({ accepted }) => !accepted);
  console.log(`\nThe SageMaker Python SDK (resolve_and_validate_role) accepts ${answers.length - rejected.length} of ${answers.length} roles, by ARN and by name.`);
  rejected.forEach(({ roleType, features, by, answer }) => console.log(`  ✗ ${roleType} with ${features}, by ${by}: ${answer}`));
  return rejected.length;
}

/** Creates a validation, repeats it without each of the role's policies, and deletes it. */
async function validateAndSpoil(scene: Scene, validation: TemplateValidation): Promise<Step[]> {
  const { iam } = scene;
  const role = await readRole(iam, nameOf(validation));
  const title = titleOf(validation);
  const created = await validateDeployed(scene, validation);
  const steps = [{ role: title, what: 'created', outcome: created, asExpected: isVerdict(created, 'VALID') && created.response.Data?.RoleArn === role.arn }];
  for (const policy of role.policies) {
    await removePolicy(iam, role.name, policy);
    const outcome = await validateDeployed(scene, { ...validation, properties: withoutWaiting(validation.properties) });
    await addPolicy(iam, role.name, policy);
    steps.push({ role: title, what: `without ${policyTitle(policy.id)}`, outcome, asExpected: isVerdict(outcome, 'INVALID') });
  }
  const physicalId = created.response.PhysicalResourceId;
  const deleted = await validateDeployed(scene, validation, { requestType: 'Delete', physicalId });
  const { Status, PhysicalResourceId } = deleted.response;
  return [...steps, {
    role: title, what: 'deleted', outcome: deleted, asExpected: Status === 'SUCCESS' && PhysicalResourceId === physicalId && deleted.calls === 0,
  }];
}

/** Validates a role while IAM propagates a policy: the first calls miss the policy, and later calls find it. */
async function validateDuringPropagation(scene: Scene, validation: TemplateValidation, callsWithout: number): Promise<Step> {
  const { name, policies: [policy] } = await readRole(scene.iam, nameOf(validation));
  await removePolicy(scene.iam, name, policy);
  const outcome = await validateDeployed(scene, validation, {
    beforeCall: async (n) => n === callsWithout + 1 ? addPolicy(scene.iam, name, policy) : undefined,
  });
  return {
    role: titleOf(validation),
    what: `with ${policyTitle(policy.id)} a moment later`,
    outcome,
    asExpected: isVerdict(outcome, 'VALID') && outcome.calls > callsWithout,
  };
}

/** Validates the role under a key policy that forbids it, and without its access to data, which the bucket policy grants. */
async function validateWithResourcePolicies(scene: Scene, validation: TemplateValidation): Promise<Step[]> {
  const role = titleOf(validation);
  const once = { ...validation, properties: withoutWaiting(validation.properties) };
  const targets = policyTargets(JSON.parse(String(validation.properties.Validation)).question, PLACE.account);
  const withPolicies = (service: PolicyService, statement: object) => validateDeployed(scene, once, {
    resourcePolicies: Object.fromEntries(targets.filter((target) => target.service === service).map(({ arn }) => [arn, { Statement: statement }])),
  });
  const forbidden = await withPolicies('kms', { Effect: 'Deny', Principal: { AWS: validation.roleArn }, Action: 'kms:*', Resource: '*' });
  const { name, policies } = await readRole(scene.iam, nameOf(validation));
  const data = policies.find(({ id }) => policyTitle(id).includes('data'))!;
  await removePolicy(scene.iam, name, data);
  const granted = await withPolicies('s3', { Effect: 'Allow', Principal: { AWS: validation.roleArn }, Action: 's3:*', Resource: '*' });
  await addPolicy(scene.iam, name, data);
  return [
    { role, what: 'with a key policy that forbids it', outcome: forbidden, asExpected: isVerdict(forbidden, 'INVALID') },
    { role, what: 'with a bucket policy instead of data', outcome: granted, asExpected: isVerdict(granted, 'VALID') },
  ];
}

/** Whether the function answers with this verdict, and CloudFormation continues only after VALID. */
function isVerdict({ response: { Status, Data, PhysicalResourceId, Reason } }: ValidationOutcome, verdict: 'VALID' | 'INVALID'): boolean {
  return Data?.Verdict === verdict && PhysicalResourceId.startsWith(`${verdict}-`) && Status === (verdict === 'VALID' ? 'SUCCESS' : 'FAILED')
    && (Reason !== undefined) === (verdict === 'INVALID');
}

function printSteps(steps: readonly Step[]): void {
  console.log("\nThe validation's Lambda function validates the deployed roles:\n");
  printTable(['', 'role', '', 'status', 'verdict', 'answers', 'IAM calls'], steps.map(({ asExpected, role, what, outcome }) => [
    asExpected ? '✓' : '✗', role, what, outcome.response.Status, outcome.report?.verdict ?? '', outcome.report ? describeReasons(outcome) : '', outcome.calls,
  ]));
}

/** The stack's roles, as IAM has them, by their logical ids. */
async function deployedRoles(iam: IAMClient, { resolved, physicalIds }: Deployment): Promise<Map<string, DeployedRole>> {
  const names = await roleNames(iam);
  const roles = new Map<string, DeployedRole>();
  for (const [logicalId, physicalId] of physicalIds) {
    if (resolved.Resources[logicalId]?.Type === 'AWS::IAM::Role' && names.includes(physicalId)) {
      roles.set(logicalId, await readRole(iam, physicalId));
    }
  }
  return roles;
}

/** The bundle as a zip file, under its key in the template. */
function assetsOf(template: Template): Record<string, Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'asset-'));
  try {
    const zip = join(folder, 'bundle.zip');
    execFileSync(motoPython(), ['-m', 'zipfile', '-c', zip, `${dirname(BUNDLE)}/`]);
    const keys = Object.values(template.Resources).flatMap(({ Properties }) => Properties?.Code?.S3Key ?? []);
    return Object.fromEntries(keys.map((key) => [key, readFileSync(zip)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The construct id of the role. */
function titleOf({ logicalId }: TemplateValidation): string {
  return withoutHash(logicalId).replace(/Validation$/, '');
}

function nameOf({ roleArn }: TemplateValidation): string {
  return roleArn.split('/').pop()!;
}

/** The name of a policy without its unique suffix. */
function policyTitle(id: string): string {
  const [, name = id] = /policy\/Workloads-(.*)-\w+$/.exec(id) ?? [];
  return withoutHash(name);
}

/** A logical id without the hashes at its end. */
function withoutHash(id: string): string {
  return id.replace(/[0-9A-F]{8}([0-9a-f]{16})?$/, '');
}

main().catch((error: Error) => {
  console.error(error instanceof MissingPython ? error.message : error);
  process.exitCode = 1;
});
