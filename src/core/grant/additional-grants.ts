import { Grant } from './grant';
import { PACKAGE } from './package-name';
import { PermissionScope, WorkloadScope } from './workload';

/** The Sid of the first statement of the user's own permissions. The others have a number. */
export const ADDITIONAL_SID = 'AdditionalPermission';

/** The key of the reasons in the metadata of a policy. IAM's policies have no place for them. */
export const REASONS_METADATA = `${PACKAGE}:reasons`;

const PROPERTY = 'additionalPermissions';

/** The user's own permissions as grants, after those of the policy file. */
export function additionalGrants({ additionalPermissions = [] }: WorkloadScope): Grant[] {
  return additionalPermissions.map(toGrant);
}

export function isAdditional({ properties }: Grant): boolean {
  return properties.includes(PROPERTY);
}

/** The reasons of the user's own permissions among statements, by Sid. */
export function additionalReasons(granted: readonly Grant[], sids: readonly string[]): Readonly<Record<string, string>> | undefined {
  const whole = sids.map(wholeSid);
  const reasons = granted.filter((grant) => isAdditional(grant) && whole.includes(grant.sid)).map(({ sid, why }) => [sid, why]);
  return reasons.length === 0 ? undefined : Object.fromEntries(reasons);
}

/** The Sid of a statement before it was divided by its resources. */
export function wholeSid(sid: string): string {
  return sid.replace(/Part\d+$/, '');
}

/** Whether a resource stands for every resource, or for every one of a service. */
function matchesEverything(resource: string): boolean {
  return /^(?:\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:[*?]+)$/.test(resource);
}

function toGrant({ actions, resources, conditions, reason }: PermissionScope, index: number): Grant {
  return {
    sid: index === 0 ? ADDITIONAL_SID : `${ADDITIONAL_SID}${index + 1}`,
    actions: [...new Set(actions)],
    resources: [...new Set(resources)],
    namedResources: resources,
    exactTargets: [],
    ...conditions ? { conditions } : {},
    properties: [PROPERTY],
    namesRole: false,
    warnings: resources.some(matchesEverything) ? ['anyResource'] : [],
    why: reason,
    source: [],
  };
}
