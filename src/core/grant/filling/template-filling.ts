import { scopeData } from '../data/policy-data';
import { Member } from '../data/policy-types';

/** The ARNs of a scope for the members that a workload names. */
export function scopeArns(scope: string, members: readonly Member[], values: Member): string[] {
  const { whenNamed } = scopeData(scope);
  return members.flatMap((member) =>
    whenNamed.map((template) => fillTemplate(template, { ...values, ...member })));
}

/** Replaces the placeholders of a template by their values. */
export function fillTemplate(template: string, values: Member): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (typeof value !== 'string') {
      throw new Error(`the placeholder ${placeholder} of '${template}' has no value`);
    }
    return value;
  });
}
