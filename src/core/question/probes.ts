import { AskedWorkload, logResources } from './job-outputs';
import { Certainty, Need } from './question';
import { questionData } from '../grant/data/policy-data';
import { Grant } from '../grant/grant';
import { isRegionalBucket } from '../grant/scope/bucket-owners';
import { Environment } from '../iam/environment';
import { groupBy } from '../iam/group-by';
import { hasWildcard } from '../iam/patterns';

/** Resources to ask about together: a denial of each proves equally much. */
export interface Targets extends Pick<Need, 'assumption'> {
  readonly resources: readonly string[];
  readonly certainty: Certainty;
}

type Target = Omit<Targets, 'resources'> & { readonly resource: string };

/** The resources to ask about for an action of a grant, made concrete. */
export function targetsOf(action: string, grant: Grant, environment: Environment, workload: AskedWorkload): Targets[] {
  const targets = grant.resources.flatMap((resource): Target[] => {
    const logs = logResources(action, resource, workload);
    if (logs) {
      return logs.map(({ arn, isSample, assumption }) => ({ resource: arn, certainty: isSample ? 'probe' : 'concrete', ...assumption ? { assumption } : {} }));
    }
    const certainty = certaintyOf(action, resource, grant);
    return concreteResources(action, resource, grant, environment).map((concrete) => ({ resource: concrete, certainty }));
  });
  return [...groupBy(targets, ({ certainty, assumption }) => JSON.stringify([certainty, assumption])).values()]
    .map((group) => ({ ...group[0], resources: [...new Set(group.map(({ resource }) => resource))] }))
    .map(({ resources, certainty, assumption }) => ({ resources, certainty, ...assumption ? { assumption } : {} }));
}

function certaintyOf(action: string, resource: string, grant: Grant): Certainty {
  if (resource === '*') {
    const { unscopableActions, grantedOnArns } = questionData();
    return unscopableActions.includes(action) && !grantedOnArns.some((exception) => exception.action === action) ? 'concrete' : 'any';
  }
  if (isRegionalBucket(resource) && !grant.namedResources.includes(resource)) {
    // The workload uses only some of AWS's buckets.
    return 'probe';
  }
  return !hasWildcard(resource) || grant.exactTargets.includes(resource) ? 'concrete' : 'probe';
}

function concreteResources(action: string, resource: string, { exactTargets }: Grant, environment: Environment): string[] {
  if (resource === '*') {
    return [resource];
  }
  return action.startsWith('s3:') && resource.endsWith('*') && exactTargets.includes(resource)
    ? questionData().objectKeys.flatMap((key) => withoutWildcards(resource.slice(0, -1) + key, environment))
    : probes(resource, environment);
}

/** Concrete resources that match a pattern. */
function probes(resource: string, environment: Environment): string[] {
  const known = questionData().probes.find(({ pattern }) => resource.includes(pattern));
  return withoutWildcards(known ? resource.replace(known.pattern, known.probe) : resource, environment);
}

function withoutWildcards(resource: string, { region, account }: Environment): string[] {
  const [prefix, partition, service, place, owner, ...rest] = resource.split(':');
  if (prefix !== 'arn') {
    // An ARN that only the deployment knows, with a suffix.
    return [sampled(resource)];
  }
  // The pattern admits any account because the resource may belong to one of AWS.
  const owners = owner !== '*' ? [owner]
    : [account, ...questionData().foreignOwners.filter(({ pattern }) => resource.includes(pattern)).map((foreign) => foreign.account)];
  return owners.map((one) =>
    [prefix, partition, service, place === '*' ? region : place, one, sampled(rest.join(':'))].join(':'));
}

function sampled(pattern: string): string {
  return pattern.replace(/\*/g, 'probe').replace(/\?/g, 'x');
}
