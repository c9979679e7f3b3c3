import { OpenPair } from './permissions/permissions';
import { Finding, isSettled, Reason } from './verdict';
import { QuestionGroup } from '../question/question';

/** Waiting doesn't change these. Other results may change once IAM has the latest policies. */
const LASTING: readonly Reason[] = ['ORGANIZATIONS', 'TRUST_CONDITION'];

export function mayChange(finding: Finding): boolean {
  return !isSettled(finding) && !LASTING.includes(finding.reason);
}

/**
 * The part of a group to ask about again: the pairs that aren't valid, with one group per resource.
 * A valid answer is never asked for or counted twice.
 */
export function unanswered(group: QuestionGroup, findings: readonly Finding[]): QuestionGroup[] {
  if (findings.length === 0) {
    return [group];
  }
  const open = findings.filter((finding) => !isSettled(finding));
  const resources = [...new Set(open.map(({ resource }) => resource))];
  return resources.map((resource) => ({
    ...group,
    actions: open.filter((finding) => finding.resource === resource).map(({ subject }) => subject!),
    resources: resource === undefined ? group.resources : [resource],
  }));
}

/** A pair with its group, reduced to the pair. */
export function openPair(group: QuestionGroup, finding: Finding): OpenPair {
  const { subject, resource } = finding;
  return {
    finding,
    group: {
      ...group,
      actions: subject === undefined ? group.actions : [subject],
      resources: resource === undefined ? group.resources : [resource],
    },
  };
}
