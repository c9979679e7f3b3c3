import { objectProperty, property } from './json-value';
import { Template } from './template';

/** The default of a parameter. Only the deployment knows the value of a parameter of Systems Manager. */
export function parameterDefault(name: string, template: Template): string | undefined {
  const parameter = declaredParameter(name, template);
  const byDefault = property(parameter, 'Default');
  return typeOf(parameter).startsWith('AWS::SSM::') || typeof byDefault !== 'string' && typeof byDefault !== 'number' ? undefined : String(byDefault);
}

/** Whether a parameter has several values. */
export function isListParameter(name: string, template: Template): boolean {
  const type = typeOf(declaredParameter(name, template));
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

/** The text or the list in a mapping. */
export function mappedValue([map, first, second]: readonly string[], { body }: Template): string | readonly unknown[] | undefined {
  const value = property(objectProperty(objectProperty(objectProperty(body, 'Mappings'), map), first), second);
  return typeof value === 'number' ? String(value) : typeof value === 'string' || Array.isArray(value) ? value : undefined;
}

/** The definition of a condition. */
export function conditionDefinition(name: string, { body }: Template): unknown {
  return property(objectProperty(body, 'Conditions'), name);
}

function declaredParameter(name: string, { body }: Template): object {
  return objectProperty(objectProperty(body, 'Parameters'), name);
}

function typeOf(parameter: object): string {
  const type = property(parameter, 'Type');
  return typeof type === 'string' ? type : '';
}
