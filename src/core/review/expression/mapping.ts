import { objectProperty, property } from '../template/json-value';
import { Template } from '../template/template';

/** What a mapping holds under two keys: a text or a list. */
export function mapped([map, first, second]: readonly string[], { body }: Template): string | readonly unknown[] | undefined {
  const value = property(objectProperty(objectProperty(objectProperty(body, 'Mappings'), map), first), second);
  return typeof value === 'number' ? String(value) : typeof value === 'string' || Array.isArray(value) ? value : undefined;
}
