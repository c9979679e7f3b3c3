import { FULL_ACCESS_ACTIONS } from './full-access';
import type { Report } from './model';
import { readTemplates } from './read-templates';
import { RoleReports } from './role-reports';

/** The report of the templates that paths stand for. */
export function buildReport(paths: readonly string[]): Report {
  const notes = new Set<string>();
  const note = (text: string) => void notes.add(text);
  const templates = readTemplates(paths, note);
  const roles = new RoleReports(templates, note).all();
  if (roles.length === 0) {
    note('no role of these stacks may be assumed by SageMaker, Bedrock or EventBridge Scheduler');
  }
  return {
    roles, stacks: templates.map(({ stack }) => stack), fullAccessActions: FULL_ACCESS_ACTIONS, compared: false, notes: [...notes],
  };
}
