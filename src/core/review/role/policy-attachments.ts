import { guardOf } from '../expression/conditions';
import { displayText } from '../expression/display-text';
import { expressionOf } from '../expression/expression';
import { targetOf } from '../expression/follow';
import { both, Guard } from '../expression/guard';
import { identityText } from '../expression/identity-text';
import { PossibleValue, possibleValues } from '../expression/possible-values';
import { Located, meantBy, Resource, Template } from '../template/template';

/** A policy of the templates that is attached to a role. */
export interface AttachedPolicy {
  readonly policy: Resource;
  readonly template: Template;
  /** The policy is attached if one of these guards is satisfied. */
  readonly guards: readonly Guard[];
}

/** The property of a policy that lists its roles. */
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

/** The roles and managed policies of all templates, and the policies that name each role. */
export class PolicyAttachments {
  private readonly byRole = new Map<Resource, AttachedPolicy[]>();
  private readonly rolesByName = new Map<string, Found[]>();
  private readonly policiesByName = new Map<string, Found[]>();

  /** A note says which policies are attached to an unknown role, or to a name that several roles have. */
  constructor(templates: readonly Template[], private readonly note: (text: string) => void) {
    const found = templates.flatMap((template) => [...template.resources.values()].map((resource) => ({ resource, template })));
    found.forEach((one) => this.addName(one));
    found.forEach((one) => this.addAttachments(one));
  }

  /** The policies that name the role. */
  public naming(role: Resource): readonly AttachedPolicy[] {
    return this.byRole.get(role) ?? [];
  }

  /** The managed policy with an ARN, if the templates have it. */
  public managedPolicy(arn: PossibleValue): AttachedPolicy | undefined {
    const target = targetOf(arn);
    const found = target?.resource.type === MANAGED_POLICY ? target : this.policyOfArn(arn);
    const guard = found && both(arn.guard, guardOf(found.resource, found.template));
    return found && { policy: found.resource, template: found.template, guards: guard ? [guard] : [] };
  }

  private policyOfArn(arn: PossibleValue): Found | undefined {
    const [, account, name] = /:iam::(\d+|\$\{[^{}]*\}):policy\/(?:.*\/)?([^/]+)$/.exec(identityText(arn)) ?? [];
    const named = (this.policiesByName.get(name) ?? []).filter(({ template: { environment } }) =>
      !/^\d/.test(account) || environment.account === undefined || environment.account === account);
    return meantBy(arn.template, named);
  }

  private addName(found: Found): void {
    const { resource: { type, properties }, template } = found;
    const [name, known] = type === ROLE ? [properties.RoleName, this.rolesByName]
      : type === MANAGED_POLICY ? [properties.ManagedPolicyName, this.policiesByName] : [];
    if (name !== undefined && known) {
      const text = identityText({ value: name, template });
      known.set(text, [...known.get(text) ?? [], found]);
    }
  }

  private addAttachments({ resource: policy, template }: Found): void {
    const attribute = ROLES_PROPERTY[policy.type];
    if (attribute === undefined) {
      return;
    }
    const exists = guardOf(policy, template);
    for (const item of possibleValues({ value: policy.properties[attribute], template })) {
      const guard = both(item.guard, exists);
      if (guard) {
        this.rolesOf(item, policy, template).forEach(({ resource: role }) => this.attach({ policy, template, guards: [guard] }, role));
      }
    }
  }

  private attach(attached: AttachedPolicy, role: Resource): void {
    this.byRole.set(role, [...this.byRole.get(role) ?? [], attached]);
  }

  /** The role that a policy names, or all roles with that name. */
  private rolesOf(item: PossibleValue, policy: Resource, home: Template): readonly Found[] {
    const role = roleBehind(item);
    if (role) {
      return [role];
    }
    const named = this.rolesByName.get(identityText(item)) ?? [];
    const meant = meantBy(home, named);
    if (meant) {
      return [meant];
    }
    const attachment = `${home.stack}: policy ${policy.logicalId} is attached to ${displayText(item, home)}`;
    this.note(named.length > 0 ? `${attachment}. Several roles have this name: the report shows the policy for each of them`
      : `${attachment}, but these templates have no such role: the report omits the policy`);
    return named;
  }
}

/** The role that a reference leads to. A part of its ARN, such as its name, leads to it too. */
function roleBehind(located: Located): Found | undefined {
  const { value, template } = located;
  const expression = expressionOf(value);
  switch (expression.kind) {
    case 'select': return roleBehind({ value: expression.list, template });
    case 'split': return roleBehind({ value: expression.text, template });
    default: {
      const target = targetOf(located);
      return target?.resource.type === ROLE ? target : undefined;
    }
  }
}
