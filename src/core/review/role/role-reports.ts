import { reasonOf, roleTypeOf, statedReason } from './library-reasons';
import { AttachedPolicy, MANAGED_POLICY, PolicyAttachments } from './policy-attachments';
import { mayBeAssumed } from './service-trust';
import { trustReports } from './trust-reports';
import { isObject } from '../../iam/untyped-json';
import { guardOf } from '../expression/conditions';
import { displayText } from '../expression/display-text';
import { ALWAYS, conditionalText, Guard, whenText } from '../expression/guard';
import { PossibleText, possibleTexts, possibleValues } from '../expression/possible-values';
import { AuthorizationReference } from '../policy/authorization-reference';
import { effectiveActions } from '../policy/effective-actions';
import { documentStatements } from '../policy/policy-document';
import { CountedStatement, statementReport } from '../policy/statement-report';
import type { RoleReport } from '../report';
import { Resource, Template } from '../template/template';

/** Creates the reports of roles. */
export class RoleReports {
  private readonly attachments: PolicyAttachments;

  constructor(
    private readonly templates: readonly Template[],
    private readonly reference: AuthorizationReference,
    private readonly note: (text: string) => void,
  ) {
    this.attachments = new PolicyAttachments(templates, note);
  }

  /** Every role that SageMaker, Bedrock or EventBridge Scheduler can assume, in the order of the templates. */
  public all(): RoleReport[] {
    return this.templates.flatMap((template) => [...template.resources.values()]
      .filter(({ type }) => type === 'AWS::IAM::Role')
      .flatMap((role) => this.report(role, template) ?? []));
  }

  private report(role: Resource, template: Template): RoleReport | undefined {
    const title = titleOf(role, template);
    // Notes about other roles would only distract.
    const notes: string[] = [];
    const note = (text: string) => void notes.push(text);
    const trust = trustReports(role.properties.AssumeRolePolicyDocument, { policy: `the trust policy of ${title}`, template, note });
    if (!mayBeAssumed(trust) && notes.length === 0) {
      return undefined;
    }
    notes.forEach(this.note);
    return mayBeAssumed(trust) ? this.relevantRole(role, template, title, trust) : undefined;
  }

  private relevantRole(role: Resource, template: Template, title: string, trust: RoleReport['trust']): RoleReport {
    const roleType = roleTypeOf(role, template);
    const { attached, foreign } = this.policiesOf(role, template);
    const exists = guardOf(role, template);
    const statements = [
      ...this.inlineStatements(role, template, title),
      ...attached.flatMap((policy) => this.statementsOf(policy, title, roleType, exists)),
    ];
    const when = whenText([exists]);
    return {
      id: `${template.stack}/${role.logicalId}`,
      title,
      logicalId: role.logicalId,
      stack: template.stack,
      ...roleType === undefined ? {} : { roleType },
      ...role.properties.Description === undefined ? {} : { description: displayText({ value: role.properties.Description, template }) },
      trust,
      ...this.boundaryOf(role, template, title),
      ...when === undefined ? {} : { when },
      foreignPolicies: foreign,
      statements: statements.map(({ report }) => report),
      effectiveActions: effectiveActions(statements, this.reference),
    };
  }

  /** The policies that the role names, and the policies that name the role, each once. */
  private policiesOf(role: Resource, template: Template): { attached: AttachedPolicy[]; foreign: string[] } {
    const attached = new Map<Resource, AttachedPolicy>();
    const foreign = new Map<string, Guard[]>();
    const attach = (found: AttachedPolicy) =>
      attached.set(found.policy, { ...found, guards: [...attached.get(found.policy)?.guards ?? [], ...found.guards] });
    for (const arn of possibleTexts(role.properties.ManagedPolicyArns, template)) {
      const found = this.attachments.managedPolicy(arn);
      if (found) {
        attach(found);
      } else {
        foreign.set(arn.text, [...foreign.get(arn.text) ?? [], arn.guard]);
      }
    }
    this.attachments.naming(role).forEach(attach);
    return {
      attached: [...attached.values()],
      foreign: [...foreign].map(([text, guards]) => conditionalText(text, guards)),
    };
  }

  private boundaryOf(role: Resource, template: Template, title: string): Pick<RoleReport, 'permissionsBoundary' | 'boundaryStatements'> {
    const boundaries = possibleTexts(role.properties.PermissionsBoundary, template);
    const texts = boundaries.map(({ text, guard }) => conditionalText(text, [guard]));
    const statements = boundaries.flatMap((item) => this.boundaryStatements(item, title));
    return {
      ...texts.length === 0 ? {} : { permissionsBoundary: texts.join(', ') },
      ...statements.length === 0 ? {} : { boundaryStatements: statements.map(({ report }) => report) },
    };
  }

  private boundaryStatements(arn: PossibleText, title: string): CountedStatement[] {
    const found = this.attachments.managedPolicy(arn);
    return found ? this.documentReports(found.policy.properties.PolicyDocument, found.policy.logicalId, found.template, title, arn.guard) : [];
  }

  private inlineStatements(role: Resource, home: Template, title: string): CountedStatement[] {
    return possibleValues({ value: role.properties.Policies, template: home }).flatMap(({ value, template, guard }) => {
      const { PolicyName: name, PolicyDocument: document } = isObject(value) ? value : {};
      return this.documentReports(document, displayText({ value: name, template }), template, title, guard);
    });
  }

  /** The statements of a policy, with the conditions that it is attached under in addition to those of the role. */
  private statementsOf(attached: AttachedPolicy, title: string, roleType: string | undefined, exists: Guard): CountedStatement[] {
    const { policy, template, guards } = attached;
    const further = guards.map((guard) => guard.filter((term) => !exists.includes(term)));
    const when = whenText(further);
    const guard = when === undefined ? ALWAYS : further.length === 1 ? further[0] : [when];
    const statements = guards.length === 0 ? [] : this.documentReports(policy.properties.PolicyDocument, policy.logicalId, template, title, guard);
    return roleType === undefined || policy.type !== MANAGED_POLICY ? statements
      : statements.map(({ report, ...rest }) => ({ ...rest, report: { ...report, ...reasonOf(report, roleType) ?? statedReason(report, policy) } }));
  }

  private documentReports(document: unknown, policy: string, template: Template, title: string, guard: Guard): CountedStatement[] {
    const place = { policy, template, note: (text: string) => this.note(`${title}: ${text}`) };
    return documentStatements(document, { ...place, policy: `policy ${policy}` }, guard)
      .map((statement) => statementReport(statement, place, this.reference));
  }
}

/** The path of the construct, or the name, or the logical id. */
function titleOf(role: Resource, template: Template): string {
  const path = role.metadata['aws:cdk:path'];
  if (typeof path === 'string') {
    return path.replace(/\/Resource$/, '');
  }
  return displayText({ value: role.properties.RoleName, template }) || role.logicalId;
}
