import { mergeConditions } from './condition-filling';
import { jobConditionsData } from '../data/job-condition-data';
import { Conditions, Member } from '../data/policy-types';
import { Grant } from '../grant';
import { isNamed } from '../scope/scope-members';
import { JobConditionsScope, WorkloadScope } from '../workload';

/** The actions on resources of several types. They have the tags only if all of these types do. */
const TAGGING = 'sagemaker:AddTags';
const LISTING = 'sagemaker:ListTags';

/** The ends of the Sids of the parts of a statement. */
const CREATION = 'Creation';
const EXISTING = 'Existing';
const TAGS = 'Tags';

/** The Sid of the statement that a part with conditions comes from. */
export function unconditionedSid(sid: string): string {
  return sid.replace(/(?:Creation|Existing|Tags)\d*$/, '');
}

/**
 * Divides a grant into one for each set of conditions that `jobConditions` and `resourceTags` put on its actions.
 *
 * @param values the values of the placeholders
 */
export function withJobConditions(grant: Grant, workload: WorkloadScope, values: Member): Grant[] {
  if (workload.jobConditions === undefined && workload.resourceTags === undefined) {
    return [grant];
  }
  const parts = new Map<string, Grant & { readonly part: string }>();
  for (const action of grant.actions) {
    const { part, conditions } = conditionsOf(action, grant, workload, { ...values, ...placeholders(workload) });
    const key = JSON.stringify([part, conditions]);
    const known = parts.get(key);
    parts.set(key, known ? { ...known, actions: [...known.actions, action] }
      : { ...grant, actions: [action], ...conditions ? { conditions } : {}, part });
  }
  const seen = new Map<string, number>();
  return [...parts.values()].map(({ part, ...one }) => {
    const count = (seen.get(part) ?? 0) + 1;
    seen.set(part, count);
    // A merged statement has a reason only if it has all actions of the original one.
    const group = parts.size > 1 ? undefined : one.group;
    return { ...one, group, sid: `${grant.sid}${part}${count > 1 ? count : ''}` };
  });
}

/** The options that a workload sets. */
export function setOptions({ jobConditions = {} }: WorkloadScope): (keyof JobConditionsScope)[] {
  return (Object.keys(jobConditionsData().options) as (keyof JobConditionsScope)[]).filter((option) => jobConditions[option]);
}

/** Whether the resource of an action gets the tags when the action creates it, and whether it has them already. */
function tagUse(action: string, { resources, conditions }: Grant): { readonly request: boolean; readonly resource: boolean } {
  const { creating, resourceTag } = jobConditionsData();
  if (action === TAGGING || action === LISTING) {
    const applies = resources.every(isTagged);
    // Tagging as a part of another call is about a resource that doesn't exist yet.
    const isPartOfCreation = conditions?.Null?.['sagemaker:TaggingAction'] === 'false';
    return { request: applies && action === TAGGING, resource: applies && !(action === TAGGING && isPartOfCreation) };
  }
  return { request: action in creating && action.includes(':Create'), resource: resourceTag.includes(action) };
}

function conditionsOf(
  action: string, grant: Grant, workload: WorkloadScope, values: Member,
): { readonly part: string; readonly conditions?: Conditions } {
  const { creating, options } = jobConditionsData();
  const known = setOptions(workload).filter((option) => creating[action]?.includes(option)).map((option) => options[option]);
  const { request, resource } = workload.resourceTags ? tagUse(action, grant) : { request: false, resource: false };
  if (known.length === 0 && !request && !resource) {
    return { part: '', conditions: grant.conditions };
  }
  return {
    part: action === TAGGING ? TAGS : action in creating ? CREATION : EXISTING,
    conditions: mergeConditions([
      grant.conditions,
      ...known.flatMap(({ conditions, conditionsWhenNamed = {} }) => [
        conditions,
        ...Object.entries(conditionsWhenNamed).filter(([property]) => isNamed(property, workload)).map(([, named]) => named),
      ]),
      request ? tagConditions('aws:RequestTag', workload) : undefined,
      resource ? tagConditions('aws:ResourceTag', workload) : undefined,
    ], workload, values),
  };
}

function tagConditions(key: 'aws:RequestTag' | 'aws:ResourceTag', { resourceTags = {} }: WorkloadScope): Conditions {
  const keys = Object.entries(resourceTags).map(([name, value]) => [`${key}/${name}`, value]);
  return { StringEquals: Object.fromEntries(keys) };
}

function isTagged(resource: string): boolean {
  const [, , service, , , rest = ''] = resource.split(':');
  return service === 'sagemaker' && jobConditionsData().taggedTypes.includes(rest.split('/')[0]);
}

function placeholders({ network, jobConditions = {} }: WorkloadScope): Member {
  return {
    ...network ? { subnetIds: network.subnetIds, securityGroupIds: network.securityGroupIds } : {},
    ...jobConditions.instanceTypes ? { instanceTypes: jobConditions.instanceTypes } : {},
    ...jobConditions.maxRuntime === undefined ? {} : { maxRuntime: String(jobConditions.maxRuntime) },
  };
}
