import { conditionTerm } from './condition-term';
import { Guard } from './guard';
import { Resource, Template } from '../template/template';

/** What must hold for a resource to exist, in a stack that does. */
export function guardOf({ condition }: Resource, template: Template): Guard {
  return condition === undefined ? template.guard : [...template.guard, conditionTerm(condition, template)];
}
