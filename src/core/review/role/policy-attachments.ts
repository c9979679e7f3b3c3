import { targetOf } from '../expression/follow';
import { both, Guard } from '../expression/guard';
import { guardOf } from '../expression/guard-of';
import { intrinsicOf } from '../expression/intrinsic';
import { Item, items } from '../expression/items';
import { nameText } from '../expression/name-text';
import { itemText } from '../expression/template-text';
import { property } from '../template/json-value';
import { Located, meantBy, Resource, Template } from '../template/template';

/** A policy of the templates, attached to a role of them. */
export interface AttachedPolicy {
  readonly policy: Resource;
  readonly template: Template;
  /** What must hold for it to be attached: one of these. */
  readonly guards: readonly Guard[];
}

/** The property in which a policy names its roles. */
const ROLES_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::IAM::Policy': 'Roles',
  'AWS::IAM::ManagedPolicy': 'Roles',
  'AWS::IAM::RolePolicy': 'RoleName',
};

const ROLE = 'AWS::IAM::Role';
export const MANAGED_POLICY = 'AWS::IAM::ManagedPolicy';

interface Found {
  readonly resource: Resource;
  readonly template: Template;
}

/** The roles and managed policies of all the templates, and which policies name which roles: gathered once, asked for each role. */
export class PolicyAttachments {
  private readonly byRole = new Map<Resource, AttachedPolicy[]>();
  private readonly rolesByName = new Map<string, Found[]>();
  private readonly policiesByName = new Map<string, Found[]>();

  /** What is attached to a role that is not found, or to one of several, becomes a note. */
  constructor(templates: readonly Template[], private readonly note: (text: string) => void) {
    const found = templates.flatMap((template) => [...template.resources.values()].map((resource) => ({ resource, template })));
    found.forEach((one) => this.addName(one));
    found.forEach((one) => this.addAttachments(one));
  }

  /** The policies that name the role. */
  public naming(role: Resource): readonly AttachedPolicy[] {
    return this.byRole.get(role) ?? [];
  }

  /** The managed policy that a role's `ManagedPolicyArns` names, if the templates hold it. */
  public managedPolicy(arn: Item): AttachedPolicy | undefined {
    const target = targetOf(arn.value, arn.template);
    const found = target?.resource.type === MANAGED_POLICY ? target : this.policyOfArn(arn);
    const guard = found && both(arn.guard, guardOf(found.resource, found.template));
    return found && { policy: found.resource, template: found.template, guards: guard ? [guard] : [] };
  }

  private policyOfArn({ value, template }: Item): Found | undefined {
    const [, account, name] = /:iam::(\d+|\$\{[^{}]*\}):policy\/(?:.*\/)?([^/]+)$/.exec(nameText(value, template)) ?? [];
    const named = (this.policiesByName.get(name) ?? []).filter(({ template: { environment } }) =>
      !/^\d/.test(account) || environment.account === undefined || environment.account === account);
    return meantBy(template, named);
  }

  private addName(found: Found): void {
    const { resource: { type, properties }, template } = found;
    const [name, known] = type === ROLE ? [properties.RoleName, this.rolesByName]
      : type === MANAGED_POLICY ? [properties.ManagedPolicyName, this.policiesByName] : [];
    if (name !== undefined && known) {
      const text = nameText(name, template);
      known.set(text, [...known.get(text) ?? [], found]);
    }
  }

  private addAttachments({ resource: policy, template }: Found): void {
    const attribute = ROLES_PROPERTY[policy.type];
    if (attribute === undefined) {
      return;
    }
    for (const item of items(policy.properties[attribute], template)) {
      const guard = both(item.guard, guardOf(policy, template));
      if (guard) {
        this.rolesOf(item, policy, template).forEach(({ resource: role }) => this.attach({ policy, template, guards: [guard] }, role));
      }
    }
  }

  private attach(attached: AttachedPolicy, role: Resource): void {
    this.byRole.set(role, [...this.byRole.get(role) ?? [], attached]);
  }

  /** The role that a policy names; where it may be one of several, all of them. */
  private rolesOf(item: Item, policy: Resource, home: Template): readonly Found[] {
    const role = roleBehind(item);
    if (role) {
      return [role];
    }
    const named = this.rolesByName.get(nameText(item.value, item.template)) ?? [];
    const meant = meantBy(home, named);
    if (meant) {
      return [meant];
    }
    const attachment = `${home.stack}: policy ${policy.logicalId} is attached to ${itemText(item, home)}`;
    this.note(named.length > 0 ? `${attachment}, which several roles are called: it is shown with each of them`
      : `${attachment}, which is no role of these templates: what it allows is not shown`);
    return named;
  }
}

/** The role that a reference leads to, or a part of its ARN that is taken out. */
function roleBehind({ value, template }: Located): Found | undefined {
  const intrinsic = intrinsicOf(value);
  const [first, second] = Array.isArray(intrinsic?.argument) ? intrinsic.argument as unknown[] : [];
  switch (intrinsic?.name) {
    case 'Select':
    case 'Split': return roleBehind({ value: second, template });
    case 'Sub': {
      const variable = typeof first === 'string' ? /^\$\{([^!{}][^{}]*)\}$/.exec(first)?.[1].trim() : undefined;
      const given = variable === undefined ? undefined : property(second, variable);
      return given === undefined ? roleOf({ value, template }) : roleBehind({ value: given, template });
    }
    case 'Join': return Array.isArray(second) && second.length === 1 && typeof first === 'string' ? roleBehind({ value: second[0], template }) : undefined;
    default: return roleOf({ value, template });
  }
}

function roleOf({ value, template }: Located): Found | undefined {
  const target = targetOf(value, template);
  return target?.resource.type === ROLE ? target : undefined;
}
