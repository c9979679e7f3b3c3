import { Place, resolveTemplate, Template } from './offline-iam/template-roles';
import { expressionOf } from '../src/core/review/expression/expression';

/** The resource type of a validation. */
export const VALIDATION = 'Custom::SageMakerRoleValidation';

/** A validation of a template, every intrinsic function resolved. */
export interface TemplateValidation {
  readonly logicalId: string;
  /** The ARN of the role that it validates. */
  readonly roleArn: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The validations of a template, in its order. */
export function validationsOf(template: Template, place: Place): TemplateValidation[] {
  return Object.entries(resolveTemplate(template, place).Resources)
    .filter(([, { Type }]) => Type === VALIDATION)
    .map(([logicalId, { Properties = {} }]) => ({ logicalId, roleArn: Properties.RoleArn, properties: Properties }));
}

/** The template with the ARNs of validated roles resolved: a validation returns the ARN that it was given. */
export function withValidatedArns(template: Template): Template {
  return withReferences(template, (id, attribute) => {
    const { Type, Properties } = template.Resources[id] ?? {};
    return Type === VALIDATION && attribute === 'RoleArn' ? Properties!.RoleArn : undefined;
  });
}

/** Replaces references to resources if `valueOf` returns a value for them. A Ref has no attribute. */
export function withReferences(template: Template, valueOf: (id: string, attribute?: string) => unknown): Template {
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(replace);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const expression = expressionOf(value);
    const replaced = expression.kind === 'reference' ? valueOf(expression.reference.logicalId, expression.reference.attribute) : undefined;
    return replaced === undefined ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item)])) : replace(replaced);
  };
  return { ...template, Resources: replace(template.Resources) as Template['Resources'] };
}

/** The properties of a validation that does not wait for missing permissions. */
export function withoutWaiting(properties: TemplateValidation['properties']): TemplateValidation['properties'] {
  const request = JSON.parse(String(properties.Validation));
  return { ...properties, Validation: JSON.stringify({ ...request, propagationTimeout: 0 }) };
}
