import { AuthorizationReference } from './policy/authorization-reference';
import { FULL_ACCESS_ACTIONS } from './policy/full-access';
import type { Report } from './report';
import { RoleReports } from './role/role-reports';
import { linkedTemplates } from './template/linked-templates';
import { TemplateFile, TemplateSource } from './template/template-source';

/** Reviews the roles that SageMaker, Bedrock or EventBridge Scheduler can assume. */
export function review(
  files: readonly TemplateFile[], source: TemplateSource, reference: AuthorizationReference, note: (text: string) => void,
): Omit<Report, 'notes'> {
  const templates = linkedTemplates(files, source, note);
  const roles = new RoleReports(templates, reference, note).all();
  if (roles.length === 0) {
    note('these stacks have no role that SageMaker, Bedrock or EventBridge Scheduler can assume');
  }
  return { roles, stacks: templates.map(({ stack }) => stack), fullAccessActions: FULL_ACCESS_ACTIONS, compared: false };
}
