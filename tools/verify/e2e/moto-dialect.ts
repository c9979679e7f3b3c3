import omittedTypes from './omitted-types.json';
import { Template } from '../../../testing/offline-iam/template-roles';
import { withReferences } from '../../../testing/template-validations';

/** A template as moto can deploy it. */
export interface MotoTemplate {
  readonly template: Template;
  /** The omitted resources, by the reason. */
  readonly omitted: ReadonlyMap<string, readonly string[]>;
}

type Resource = Template['Resources'][string] & { readonly DependsOn?: string | readonly string[] };

/**
 * The template without the types that moto cannot deploy, and without the resources that reference them.
 *
 * moto drops a role's ManagedPolicyArns, so each managed policy lists the role in its `Roles` instead. moto also returns a role's inline policies as
 * Python text, so each becomes a separate policy resource of the same role.
 */
export function motoTemplate(template: Template): MotoTemplate {
  const omitted = new Map<string, string[]>();
  const omit = (id: string, reason: string) => omitted.set(reason, [...omitted.get(reason) ?? [], id]);
  let kept = Object.entries<Resource>(template.Resources).filter(([id, { Type }]) => {
    const reason = (omittedTypes as Readonly<Record<string, string>>)[Type];
    return reason === undefined || !omit(id, reason);
  });
  for (let count = -1; count !== kept.length;) {
    count = kept.length;
    const ids = new Set(kept.map(([id]) => id));
    kept = kept.filter(([id, resource]) => !referencesOf(resource).some((other) => other in template.Resources && !ids.has(other))
      || !omit(id, 'references an omitted resource'));
  }
  const ids = new Set(kept.map(([id]) => id));
  const resources = Object.fromEntries(kept.map(([id, { DependsOn = [], ...rest }]): [string, Resource] =>
    [id, { ...rest, DependsOn: [DependsOn].flat().filter((other) => ids.has(other)) }]));
  return { template: { ...template, Resources: attachedByPolicies(resources) }, omitted };
}

function attachedByPolicies(resources: Record<string, Resource>): Record<string, Resource> {
  const attached = { ...resources };
  for (const [id, { Properties = {}, ...role }] of Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role')) {
    const { ManagedPolicyArns = [], Policies = [], ...properties } = Properties;
    attached[id] = { ...role, Properties: properties };
    for (const { Ref: policyId } of ManagedPolicyArns) {
      const policy = attached[policyId];
      attached[policyId] = { ...policy, Properties: { ...policy.Properties, Roles: [...policy.Properties?.Roles ?? [], { Ref: id }] } };
    }
    for (const { PolicyName, PolicyDocument } of Policies) {
      attached[`${id}${PolicyName}`] = { Type: 'AWS::IAM::Policy', Properties: { PolicyName, PolicyDocument, Roles: [{ Ref: id }] } };
    }
  }
  return attached;
}

/** The resources that a resource's properties reference. */
function referencesOf({ Type, Properties }: Resource): string[] {
  const references: string[] = [];
  withReferences({ Resources: { resource: { Type, Properties } } }, (id) => {
    references.push(id);
    return undefined;
  });
  return references;
}
