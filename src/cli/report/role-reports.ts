import { AttachedPolicy, MANAGED_POLICY, PolicyAttachments } from './attached-policies';
import { AuthorizationReference } from './authorization-reference';
import { both, branches } from './branches';
import { effectiveActions } from './effective-actions';
import { isObject } from './json-value';
import { reasonOf, roleTypeOf } from './library-reasons';
import type { RoleReport, StatementReport } from './model';
import { documentStatements } from './policy-document';
import { mayBeAssumed } from './relevant-trust';
import { statementReport } from './statement-report';
import { Resource, Template } from './template';
import { templateText } from './template-text';
import { trustReports } from './trust-reports';

/** Makes the reports of roles, with what they share. */
export class RoleReports {
  private readonly reference = AuthorizationReference.load();
  private readonly attachments: PolicyAttachments;

  constructor(private readonly templates: readonly Template[], private readonly note: (text: string) => void) {
    this.attachments = new PolicyAttachments(templates);
  }

  /** Every role that SageMaker, Bedrock or the scheduler may assume, in the order of the templates. */
  public all(): RoleReport[] {
    return this.templates.flatMap((template) => [...template.resources.values()]
      .filter(({ type }) => type === 'AWS::IAM::Role')
      .flatMap((role) => this.report(role, template) ?? []));
  }

  private report(role: Resource, template: Template): RoleReport | undefined {
    const title = titleOf(role, template);
    // What is odd about other roles is none of the report's business.
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
    const statements = [
      ...this.inlineStatements(role, template, title),
      ...attached.flatMap((policy) => this.statementsOf(policy, title, roleType)),
    ];
    const boundary = templateText(role.properties.PermissionsBoundary, template);
    return {
      id: `${template.stack}/${role.logicalId}`,
      title,
      logicalId: role.logicalId,
      stack: template.stack,
      ...roleType === undefined ? {} : { roleType },
      ...role.properties.Description === undefined ? {} : { description: templateText(role.properties.Description, template) },
      trust,
      ...boundary === '' ? {} : { permissionsBoundary: boundary },
      ...role.condition === undefined ? {} : { when: role.condition },
      foreignPolicies: foreign,
      statements,
      effectiveActions: effectiveActions(statements, this.reference),
    };
  }

  /** The policies that the role names and those that name it, each once. */
  private policiesOf(role: Resource, template: Template): { attached: AttachedPolicy[]; foreign: string[] } {
    const attached = new Map<Resource, AttachedPolicy>();
    const foreign = new Set<string>();
    for (const arn of branches(role.properties.ManagedPolicyArns)) {
      const found = this.attachments.managedPolicy(arn, template);
      if (found) {
        attached.set(found.policy, found);
      } else {
        foreign.add(templateText(arn.value, template));
      }
    }
    for (const policy of this.attachments.naming(role)) {
      attached.set(policy.policy, policy);
    }
    return { attached: [...attached.values()], foreign: [...foreign] };
  }

  private inlineStatements(role: Resource, template: Template, title: string): StatementReport[] {
    return branches(role.properties.Policies).flatMap(({ value, when }) => {
      const { PolicyName: name, PolicyDocument: document } = isObject(value) ? value : {};
      return this.documentReports(document, templateText(name, template), template, title, when);
    });
  }

  private statementsOf({ policy, template, when }: AttachedPolicy, title: string, roleType: string | undefined): StatementReport[] {
    const reports = this.documentReports(policy.properties.PolicyDocument, policy.logicalId, template, title, when);
    return roleType === undefined || policy.type !== MANAGED_POLICY ? reports
      : reports.map((report) => ({ ...report, ...reasonOf(report, roleType) }));
  }

  private documentReports(document: unknown, policy: string, template: Template, title: string, when: string | undefined): StatementReport[] {
    const note = (text: string) => this.note(`${title}: ${text}`);
    return documentStatements(document, `policy ${policy}`, note)
      .map((statement) => ({ ...statement, when: both(when, statement.when) }))
      .map((statement) => statementReport(statement, { policy, template, note }, this.reference));
  }
}

/** The path of the construct, or the name, or the logical id. */
function titleOf(role: Resource, template: Template): string {
  const path = role.metadata['aws:cdk:path'];
  if (typeof path === 'string') {
    return path.replace(/\/Resource$/, '');
  }
  return templateText(role.properties.RoleName, template) || role.logicalId;
}
