import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { App, Stack } from 'aws-cdk-lib';
import { withoutAws } from './moto';
import { motoPython } from './moto-environment';
import { SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType } from '../../../src';
import { startIamEndpoint } from '../../../testing/offline-iam/endpoint';
import { offlineRole, Place, rolesOf } from '../../../testing/offline-iam/template-roles';
import { templateOf } from '../../../testing/template-of';
import { unnamedFeatures } from '../../../testing/workload/unnamed-features';

const CHECK = join(__dirname, 'sdk-check.py');
/** The role types of the SDK. */
const OF_SDK = [
  SageMakerRoleType.TRAINING, SageMakerRoleType.SERVING, SageMakerRoleType.PIPELINE, SageMakerRoleType.FEATURE_STORE, SageMakerRoleType.BEDROCK,
  SageMakerRoleType.HYPERPOD, SageMakerRoleType.MODEL_EVALUATION,
];

/** The SDK's names of role types, where they are others. */
const SDK_NAMES: Partial<Record<SageMakerRoleType, string>> = { [SageMakerRoleType.MODEL_EVALUATION]: 'model_eval' };

/** A role, as the user names it to the SDK, and the SDK's answer. */
export interface SdkAnswer {
  readonly roleType: string;
  readonly features: string;
  readonly by: string;
  readonly answer: string;
  readonly accepted: boolean;
}

/**
 * Lets the SageMaker Python SDK resolve and check a role of each type, with the default features and with all of them, by ARN and by name.
 *
 * A listed feature `VPC` is the exception: it binds network interfaces to the account, and the SDK's check sends no context.
 *
 * The SDK asks the offline IAM, whose account has the roles of synthesized templates.
 */
export async function askSdk(place: Place): Promise<SdkAnswer[]> {
  const asked = OF_SDK.flatMap((roleType) =>
    ['default features', 'all features'].map((features) => ({ roleType, features, ...roleFor(roleType, features === 'all features', place) })));
  const endpoint = await startIamEndpoint({ account: { accountId: place.account, roles: asked.map(({ role }) => role) } });
  try {
    const requests = asked.flatMap(({ roleType, features, role, arn }) => [
      { roleType, features, by: 'ARN', given: arn, arn },
      { roleType, features, by: 'name', given: role.name, arn },
    ]);
    const lines = await answersOf(endpoint.url, place, requests.map(({ roleType, given }) => [SDK_NAMES[roleType] ?? roleType, given]));
    return requests.map(({ given, arn, ...request }, index) => ({ ...request, answer: lines[index], accepted: lines[index] === arn }));
  } finally {
    await endpoint.close();
  }
}

function roleFor(roleType: SageMakerRoleType, all: boolean, place: Place) {
  const stack = new Stack(new App(), 'Stack');
  const roleName = `${roleType}-${all ? 'all' : 'default'}`;
  const listed = unnamedFeatures(roleType);
  const features = all ? listed.filter((feature) => feature !== SageMakerFeature.VPC) : undefined;
  new SageMakerExecutionRole(stack, 'Role', { roleType, features, roleName });
  const [role] = rolesOf(templateOf(stack), place);
  return { role: offlineRole(role), arn: role.arn };
}

/** One line of output for each request. The process ends when it has read all of them. */
async function answersOf(url: string, { region }: Place, requests: readonly (readonly string[])[]): Promise<string[]> {
  const child = spawn(motoPython(), [CHECK], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...withoutAws(process.env), AWS_ENDPOINT_URL: url, AWS_DEFAULT_REGION: region, AWS_ACCESS_KEY_ID: 'OFFLINE', AWS_SECRET_ACCESS_KEY: 'offline',
    },
  });
  child.stdin.end(JSON.stringify(requests));
  const lines = (await text(child.stdout)).split('\n').filter((line) => line !== '');
  if (lines.length !== requests.length) {
    throw new Error(`the SDK answered ${lines.length} of ${requests.length} requests`);
  }
  return lines.map((line) => JSON.parse(line) as string);
}
