import leftOut from './left-out.json';
import { Template } from '../../../testing/offline-iam/template-roles';
import { withReferences } from '../../demo/template-validations';

/** A template as moto can deploy it. */
export interface MotoTemplate {
  readonly template: Template;
  /** The resources that are left out, by the reason. */
  readonly leftOut: ReadonlyMap<string, readonly string[]>;
}

type Resource = Template['Resources'][string] & { readonly DependsOn?: string | readonly string[] };

/**
 * The template without the types that moto cannot deploy, and without what refers to them.
 *
 * moto drops a role's ManagedPolicyArns, and hands out a role's inline policies as Python text: the first become `Roles` of the policies, the second
 * resources of their own, which attach the same documents to the same roles.
 */
export function motoTemplate(template: Template): MotoTemplate {
  const without = new Map<string, string[]>();
  const leave = (id: string, reason: string) => without.set(reason, [...without.get(reason) ?? [], id]);
  let kept = Object.entries<Resource>(template.Resources).filter(([id, { Type }]) => {
    const reason = (leftOut as Readonly<Record<string, string>>)[Type];
    return reason === undefined || !leave(id, reason);
  });
  for (let count = -1; count !== kept.length;) {
    count = kept.length;
    const ids = new Set(kept.map(([id]) => id));
    kept = kept.filter(([id, resource]) => !referencesOf(resource).some((other) => other in template.Resources && !ids.has(other))
      || !leave(id, 'refers to what is left out'));
  }
  const ids = new Set(kept.map(([id]) => id));
  const resources = Object.fromEntries(kept.map(([id, { DependsOn = [], ...rest }]): [string, Resource] =>
    [id, { ...rest, DependsOn: [DependsOn].flat().filter((other) => ids.has(other)) }]));
  return { template: { ...template, Resources: attachedByPolicies(resources) }, leftOut: without };
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

/** The resources that a resource's properties refer to. */
function referencesOf({ Type, Properties }: Resource): string[] {
  const references: string[] = [];
  withReferences({ Resources: { resource: { Type, Properties } } }, (id) => {
    references.push(id);
    return undefined;
  });
  return references;
}
