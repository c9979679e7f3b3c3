import type { Template } from '../../../testing/offline-iam/template-roles';

type Resources = Record<string, Template['Resources'][string]>;

/** The example before an imagined pull request: it has no Bedrock role, one statement less for training, and one more for serving. */
export function earlierState(template: Template): Template {
  const resources: Resources = structuredClone(template.Resources);
  const find = (prefix: string) => {
    const logicalId = Object.keys(resources).find((id) => new RegExp(`^${prefix}[0-9A-F]{8}$`).test(id));
    if (logicalId === undefined) {
      throw new Error(`the example has no ${prefix}`);
    }
    return logicalId;
  };
  const statements = (policy: string): object[] => resources[find(policy)].Properties!.PolicyDocument.Statement;

  delete resources[find('BedrockRole')];
  delete resources[find('BedrockRolePolicy')];
  const training = statements('TrainingRolePolicy');
  training.splice(training.findIndex((statement) => 'Sid' in statement && statement.Sid === 'ReadObjects'), 1);
  statements('ServingRolePolicy').push({ Sid: 'CallOthers', Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: '*' });
  return { ...template, Resources: resources };
}
