import { objectProperty, property } from './json-value';
import { Template } from './template';

/** Resources that CloudFormation creates from something outside the template. */
const EXTERNAL_RESOURCES: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/::MODULE$/, 'a module'],
  [/^AWS::ServiceCatalog::CloudFormationProvisionedProduct$/, 'a Service Catalog product'],
];

/** Adds a note for each part of a template that CloudFormation can turn into roles or statements that the report doesn't see. */
export function noteUnreadParts({ body, resources, stack }: Template, note: (text: string) => void): void {
  if (property(body, 'Transform') !== undefined) {
    note(`${stack} has a Transform: the report omits roles and statements that it adds`);
  }
  const written = objectProperty(body, 'Resources');
  if (Object.keys(written).some((id) => id.startsWith('Fn::ForEach::'))) {
    note(`${stack} has resources in an Fn::ForEach: the report omits them`);
  }
  for (const [logicalId, resource] of Object.entries(written)) {
    if (logicalId === 'Fn::Transform' || holdsTransform(resource)) {
      note(`${stack} has an Fn::Transform${logicalId === 'Fn::Transform' ? '' : ` in ${logicalId}`}: the report omits what it includes`);
    }
  }
  for (const { logicalId, type } of resources.values()) {
    const what = EXTERNAL_RESOURCES.find(([pattern]) => pattern.test(type))?.[1];
    if (what !== undefined) {
      note(`${stack}: ${logicalId} is ${what}: the report omits roles that it creates`);
    }
  }
}

function holdsTransform(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    && Object.entries(value).some(([key, inner]) => key === 'Fn::Transform' || holdsTransform(inner));
}
