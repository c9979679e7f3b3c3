import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { synthesize } from './synthesize';
import { BucketAccess, SageMakerExecutionRole, SageMakerRoleType } from '../../src';
import { invokeInProcess } from '../../testing/lambda/invoke-in-process';
import { OfflineAccount } from '../../testing/offline-iam/endpoint';
import { offlineRole, Place, rolesOf, Template } from '../../testing/offline-iam/template-roles';
import { validationsOf, withValidatedArns, withoutWaiting } from '../../testing/template-validations';

const PIPELINE_ACCOUNT = '123456789012';
const ACCOUNTS = { Development: '111122223333', Staging: '444455556666', Production: '777788889999' };
type StageName = keyof typeof ACCOUNTS;
const STAGES = Object.entries(ACCOUNTS) as [StageName, string][];
const placeOf = (account: string): Place => ({ partition: 'aws', region: 'eu-west-1', account });

const folder = synthesize('pipelines', {}, { RELEASE: 'a1b2c3d' });
const templatesIn = (assembly: string) => readdirSync(assembly, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(template|assets)\.json$/.test(file)).sort();
const json = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'));

interface Action {
  readonly Name: string;
  readonly RunOrder: number;
  readonly ActionTypeId: { readonly Provider: string };
  readonly Configuration: Readonly<Record<string, any>>;
  readonly RoleArn?: unknown;
}

const OWN: Record<string, any> = json('ReleasePipeline.template.json').Resources;
const [PIPELINE] = Object.values(OWN).filter(({ Type }) => Type === 'AWS::CodePipeline::Pipeline');
const PIPELINE_STAGES: readonly { readonly Name: string; readonly Actions: readonly Action[] }[] = PIPELINE.Properties.Stages;
const inOrder = (actions: readonly Action[]) => [...actions].sort((one, other) => one.RunOrder - other.RunOrder);
const actionsOf = (stage: StageName) => inOrder(PIPELINE_STAGES.find(({ Name }) => Name === stage)!.Actions);

/** The template that a stage deploys. */
function templateOf(stage: StageName): Template {
  const [prepare] = actionsOf(stage);
  return json(prepare.Configuration.TemplatePath.replace('Synth_Output::', ''));
}

/**
 * Runs the pipeline like CodePipeline: one stage and one action after another. It stops at the first failure.
 * A deployment validates the roles of its account.
 *
 * @returns the actions that started, and the error if the last one failed
 */
async function release(accountOf: (stage: StageName) => OfflineAccount): Promise<string[]> {
  const started: string[] = [];
  for (const { Name: stage, Actions } of PIPELINE_STAGES) {
    for (const { Name: action, Configuration } of inOrder(Actions)) {
      started.push(`${stage} ${action}`);
      if (Configuration.ActionMode === 'CHANGE_SET_EXECUTE') {
        const failure = await deploy(stage as StageName, accountOf(stage as StageName));
        if (failure !== undefined) {
          return [...started, failure];
        }
      }
    }
  }
  return started;
}

async function deploy(stage: StageName, account: OfflineAccount): Promise<string | undefined> {
  const place = placeOf(ACCOUNTS[stage]);
  for (const { properties, ...validation } of validationsOf(withValidatedArns(templateOf(stage)), place)) {
    const { response } = await invokeInProcess({ ...validation, properties: withoutWaiting(properties) }, account, place);
    if (response.Status === 'FAILED') {
      return response.Reason!.split('\n')[0];
    }
  }
  return undefined;
}

/** An account after the stack has created its roles, with a training role that has all permissions or none. */
function accountWith(stage: StageName, trainingMay: 'all' | 'nothing'): OfflineAccount {
  const created = rolesOf(withValidatedArns(templateOf(stage)), placeOf(ACCOUNTS[stage]));
  const pipelineRole = created.find(({ tags }) => tags.RoleType === 'pipeline')!;
  return {
    accountId: ACCOUNTS[stage],
    roles: [
      {
        name: 'training',
        path: '/ml-platform/',
        trust: { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' } },
        policies: trainingMay === 'nothing' ? []
          : [{ id: 'all', document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } }],
      },
      offlineRole(pipelineRole),
    ],
  };
}

/** The upload of the function's code: older releases of CDK call it `FileAsset1`. */
const ASSETS = expect.stringMatching(/^Assets (SageMaker_RoleValidation_Handler_Code|FileAsset1)$/);
const BEFORE_THE_STAGES = ['Source example-org_forecast', 'Build Synth', 'UpdatePipeline SelfMutate', ASSETS];

describe('the pipeline', () => {
  test('has the stages one after another', () => {
    expect(PIPELINE_STAGES.map(({ Name }) => Name)).toEqual(['Source', 'Build', 'UpdatePipeline', 'Assets', 'Development', 'Staging', 'Production']);
  });

  test.each(STAGES)('deploys in %s one stack, with the roles of that account', (stage, account) => {
    const actions = actionsOf(stage);
    expect(actions.map(({ Name, RunOrder, Configuration }) => [Name, RunOrder, Configuration.ActionMode, Configuration.StackName])).toEqual([
      ['Prepare', 1, 'CHANGE_SET_REPLACE', `${stage}-Forecast`],
      ['Deploy', 2, 'CHANGE_SET_EXECUTE', `${stage}-Forecast`],
    ]);
    const roleArn = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:role/cdk-hnb659fds-${name}-${account}-eu-west-1`]] });
    expect(actions.map(({ RoleArn }) => RoleArn)).toEqual([roleArn('deploy-role'), roleArn('deploy-role')]);
    expect(actions[0].Configuration.RoleArn).toEqual(roleArn('cfn-exec-role'));
  });

  test('does nothing in an account before its stage, except uploading the code of the function', () => {
    const withProject = ({ Configuration, ...action }: Action) => JSON.stringify([action, Configuration, OWN[Configuration.ProjectName?.Ref]]);
    const stagesThatName = (account: string) => PIPELINE_STAGES
      .filter(({ Actions }) => Actions.some((action) => withProject(action).includes(account)))
      .map(({ Name }) => Name);
    expect(Object.fromEntries(STAGES.map(([stage, account]) => [stage, stagesThatName(account)]))).toEqual({
      Development: ['Assets', 'Development'], Staging: ['Assets', 'Staging'], Production: ['Assets', 'Production'],
    });
    const [publish] = PIPELINE_STAGES.find(({ Name }) => Name === 'Assets')!.Actions;
    const { build } = JSON.parse(OWN[publish.Configuration.ProjectName.Ref].Properties.Source.BuildSpec).phases;
    expect(build.commands).toHaveLength(3);
    expect(build.commands.filter((command: string) => !command.startsWith('cdk-assets --path "assembly-ReleasePipeline-'))).toEqual([]);
  });

  test('encrypts its artifacts with a key that the three accounts may use', () => {
    const [key] = Object.values(OWN).filter(({ Type }) => Type === 'AWS::KMS::Key');
    const users = JSON.stringify(key.Properties.KeyPolicy.Statement.filter(({ Action }: { Action: string | string[] }) => Action.includes('kms:Decrypt')));
    expect(STAGES.filter(([, account]) => !users.includes(`cdk-hnb659fds-deploy-role-${account}-eu-west-1`))).toEqual([]);
    expect(PIPELINE.Properties.ArtifactStore.EncryptionKey.Type).toEqual('KMS');
  });

  test('passes the released commit to its build', () => {
    const [synth] = PIPELINE_STAGES.find(({ Name }) => Name === 'Build')!.Actions;
    expect(JSON.parse(synth.Configuration.EnvironmentVariables)).toContainEqual(
      { name: 'RELEASE', type: 'PLAINTEXT', value: expect.stringMatching(/^#\{.*\.CommitId}$/) });
  });
});

describe.each(STAGES)('the stack of %s', (stage, account) => {
  const template = templateOf(stage);

  test('names its own account and no other', () => {
    expect([...new Set(JSON.stringify(template).match(/\b\d{12}\b/g))].sort()).toEqual([account, '763104351884'].sort());
  });

  test('has a role that trusts SageMaker on behalf of its own account', () => {
    const created = rolesOf(withValidatedArns(template), placeOf(account)).filter(({ tags }) => tags.RoleType);
    expect(created.map(({ tags, trust }) => [tags.RoleType, trust.Statement])).toEqual([['pipeline', [{
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'sagemaker.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    }]]]);
  });

  test('validates the existing role of the account, and the one that it creates', () => {
    expect(validationsOf(withValidatedArns(template), placeOf(account)).map(({ roleArn }) => roleArn.replace(/PipelineRole.*/, 'PipelineRole'))).toEqual([
      `arn:aws:iam::${account}:role/ml-platform/training`, `arn:aws:iam::${account}:role/PipelineRole`,
    ]);
  });

  test('starts no SageMaker pipeline before the verdicts', () => {
    const pipeline: any = Object.values(template.Resources).find(({ Type }) => Type === 'AWS::SageMaker::Pipeline');
    const verdicts = Object.keys(template.Resources).filter((id) => template.Resources[id].Type === 'Custom::SageMakerRoleValidation');
    expect(verdicts).toHaveLength(2);
    // One by its attribute, one by order.
    expect(verdicts.filter((id) => !JSON.stringify([pipeline.Properties.PipelineDefinition, pipeline.DependsOn]).includes(id))).toEqual([]);
  });
});

describe('a release', () => {
  // The log of the function.
  beforeEach(() => jest.spyOn(console, 'log').mockImplementation());

  test('reaches production if every account has a valid role', async () => {
    expect(await release((stage) => accountWith(stage, 'all'))).toEqual([
      ...BEFORE_THE_STAGES,
      'Development Prepare', 'Development Deploy', 'Staging Prepare', 'Staging Deploy', 'Production Prepare', 'Production Deploy',
    ]);
  });

  test('stops in staging if the role of that account is invalid, and never changes production', async () => {
    expect(await release((stage) => accountWith(stage, stage === 'Staging' ? 'nothing' : 'all'))).toEqual([
      ...BEFORE_THE_STAGES,
      'Development Prepare', 'Development Deploy', 'Staging Prepare', 'Staging Deploy',
      expect.stringContaining('arn:aws:iam::444455556666:role/ml-platform/training'),
    ]);
  });

  test('validates the roles again, and changes nothing else', () => {
    const next = synthesize('pipelines', {}, { RELEASE: 'd4e5f6a' });
    expect(readFileSync(join(next, 'ReleasePipeline.template.json'), 'utf8')).toEqual(readFileSync(join(folder, 'ReleasePipeline.template.json'), 'utf8'));
    const templatePath = actionsOf('Production')[0].Configuration.TemplatePath.replace('Synth_Output::', '');
    const [before, after] = [folder, next].map((assembly) => Object.entries<any>(JSON.parse(readFileSync(join(assembly, templatePath), 'utf8')).Resources));
    const verdicts = ([id, { Type }]: [string, any]) => Type === 'Custom::SageMakerRoleValidation' ? [id] : [];
    expect(after.flatMap(verdicts)).toHaveLength(2);
    expect(after.flatMap(verdicts).filter((id) => before.flatMap(verdicts).includes(id))).toEqual([]);
    // References to a verdict now refer to the new one.
    const others = (resources: [string, any][]) => JSON.stringify(resources.filter(([, { Type }]) => Type !== 'Custom::SageMakerRoleValidation'))
      .replace(/(Validation[0-9A-F]{8})[0-9a-f]{16}/g, '$1');
    expect(others(after)).toEqual(others(before));
  });
});

test('gives the same bytes when synthesized again, in a separate process', () => {
  const second = synthesize('pipelines', {}, { RELEASE: 'a1b2c3d' });
  const files = templatesIn(folder);
  expect(files).toHaveLength(8);
  expect(templatesIn(second)).toEqual(files);
  expect(files.filter((file) => readFileSync(join(second, file), 'utf8') !== readFileSync(join(folder, file), 'utf8'))).toEqual([]);
});

describe('bad input', () => {
  test('rejects a stage that validates a role of another account', () => {
    const stage = new Stage(new App(), 'Staging', { env: { account: ACCOUNTS.Staging, region: 'eu-west-1' } });
    const stack = new Stack(stage, 'Forecast');
    expect(() => SageMakerExecutionRole.fromValidatedRoleArn(stack, 'TrainingRole', 'arn:aws:iam::111122223333:role/ml-platform/training', {
      roleType: SageMakerRoleType.TRAINING, buckets: [BucketAccess.readWrite(s3.Bucket.fromBucketName(stack, 'Data', 'data'))], encryptionKeys: [],
    })).toThrow("Staging/Forecast/TrainingRole/Validation: can't validate 'role': ");
  });

  test('rejects a missing context, and names it', () => {
    expect(() => synthesize('pipelines', { connectionArn: '' })).toThrow("the context 'connectionArn' is missing: set it in cdk.json");
  });
});

test('keeps the pipeline itself out of the three accounts', () => {
  expect(json('manifest.json').artifacts.ReleasePipeline.environment).toEqual(`aws://${PIPELINE_ACCOUNT}/eu-west-1`);
});
