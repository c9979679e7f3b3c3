import { objectProperty, property } from './json-value';
import { Template } from './template';

/** Resources that CloudFormation makes of something that is not in the template. */
const MADE_ELSEWHERE: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/::MODULE$/, 'a module'],
  [/^AWS::ServiceCatalog::CloudFormationProvisionedProduct$/, 'a product of Service Catalog'],
];

/** Roles and statements may come of what CloudFormation makes of a template: a note says where. */
export function noteUnreadParts({ body, resources, stack }: Template, note: (text: string) => void): void {
  if (property(body, 'Transform') !== undefined) {
    note(`${stack} has a Transform: roles and statements that it makes are not shown`);
  }
  const written = objectProperty(body, 'Resources');
  if (Object.keys(written).some((id) => id.startsWith('Fn::ForEach::'))) {
    note(`${stack} has resources in an Fn::ForEach, which are not shown`);
  }
  for (const [logicalId, resource] of Object.entries(written)) {
    if (logicalId === 'Fn::Transform' || holdsTransform(resource)) {
      note(`${stack} has an Fn::Transform${logicalId === 'Fn::Transform' ? '' : ` in ${logicalId}`}: what it includes is not shown`);
    }
  }
  for (const { logicalId, type } of resources.values()) {
    const what = MADE_ELSEWHERE.find(([pattern]) => pattern.test(type))?.[1];
    if (what !== undefined) {
      note(`${stack}: ${logicalId} is ${what}: roles that it makes are not shown`);
    }
  }
}

function holdsTransform(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    && Object.entries(value).some(([key, inner]) => key === 'Fn::Transform' || holdsTransform(inner));
}
