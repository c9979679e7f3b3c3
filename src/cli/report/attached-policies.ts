import { both, Branch, branches } from './branches';
import { targetOf } from './follow';
import { Resource, Template } from './template';
import { templateText } from './template-text';

/** A policy of the templates, attached to a role of them. */
export interface AttachedPolicy {
  readonly policy: Resource;
  readonly template: Template;
  /** The condition of the template that the attachment depends on. */
  readonly when?: string;
}

/** The property in which a policy names its roles. */
const ROLES_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::IAM::Policy': 'Roles',
  'AWS::IAM::ManagedPolicy': 'Roles',
  'AWS::IAM::RolePolicy': 'RoleName',
};

export const MANAGED_POLICY = 'AWS::IAM::ManagedPolicy';

/** The roles and managed policies of all the templates, and which policies name which roles: gathered once, asked for each role. */
export class PolicyAttachments {
  private readonly byRole = new Map<Resource, AttachedPolicy[]>();
  private readonly rolesByName = new Map<string, { readonly role: Resource; readonly template: Template }[]>();
  private readonly policiesByName = new Map<string, { readonly policy: Resource; readonly template: Template }>();

  constructor(templates: readonly Template[]) {
    const resources = templates.flatMap((template) => [...template.resources.values()].map((resource) => ({ resource, template })));
    for (const { resource, template } of resources) {
      this.addNames(resource, template);
    }
    for (const { resource, template } of resources) {
      this.addAttachments(resource, template);
    }
  }

  /** The policies that name the role. */
  public naming(role: Resource): readonly AttachedPolicy[] {
    return this.byRole.get(role) ?? [];
  }

  /** The managed policy that a role's `ManagedPolicyArns` names, if the templates hold it. */
  public managedPolicy(arn: Branch, template: Template): AttachedPolicy | undefined {
    const target = targetOf(arn.value, template);
    if (target?.resource.type === MANAGED_POLICY) {
      return { policy: target.resource, template: target.template, when: both(arn.when, target.resource.condition) };
    }
    const name = /:iam::(?:\d+|\$\{[^{}]*\}):policy\/(?:.*\/)?([^/]+)$/.exec(templateText(arn.value, template))?.[1];
    const named = name === undefined ? undefined : this.policiesByName.get(name);
    return named && { ...named, when: both(arn.when, named.policy.condition) };
  }

  private addNames(resource: Resource, template: Template): void {
    const { RoleName: roleName, ManagedPolicyName: policyName } = resource.properties;
    if (resource.type === 'AWS::IAM::Role' && typeof roleName === 'string') {
      this.rolesByName.set(roleName, [...this.rolesByName.get(roleName) ?? [], { role: resource, template }]);
    } else if (resource.type === MANAGED_POLICY && typeof policyName === 'string') {
      this.policiesByName.set(policyName, { policy: resource, template });
    }
  }

  private addAttachments(policy: Resource, template: Template): void {
    const attribute = ROLES_PROPERTY[policy.type];
    if (attribute === undefined) {
      return;
    }
    for (const { value, when } of branches(policy.properties[attribute])) {
      const role = this.roleOf(value, template);
      if (role) {
        const attached = this.byRole.get(role) ?? [];
        attached.push({ policy, template, when: both(when, policy.condition) });
        this.byRole.set(role, attached);
      }
    }
  }

  /** A name that several stacks use means the role of the own one. */
  private roleOf(value: unknown, template: Template): Resource | undefined {
    const target = targetOf(value, template);
    if (target) {
      return target.resource;
    }
    const named = this.rolesByName.get(templateText(value, template)) ?? [];
    return (named.length === 1 ? named[0] : named.find((one) => one.template === template))?.role;
  }
}
