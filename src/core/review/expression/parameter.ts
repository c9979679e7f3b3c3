import { objectProperty, property } from '../template/json-value';
import { Template } from '../template/template';

function declared(name: string, { body }: Template): object {
  return objectProperty(objectProperty(body, 'Parameters'), name);
}

/** What a parameter holds unless a deployment says otherwise. Of a parameter of Systems Manager only that knows. */
export function parameterDefault(name: string, template: Template): string | undefined {
  const parameter = declared(name, template);
  const byDefault = property(parameter, 'Default');
  return typeOf(parameter).startsWith('AWS::SSM::') || typeof byDefault !== 'string' && typeof byDefault !== 'number' ? undefined : String(byDefault);
}

/** Whether a parameter holds several values. */
export function isListParameter(name: string, template: Template): boolean {
  const type = typeOf(declared(name, template));
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function typeOf(parameter: object): string {
  const type = property(parameter, 'Type');
  return typeof type === 'string' ? type : '';
}
