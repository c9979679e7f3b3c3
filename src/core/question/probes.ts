import { Certainty } from './question';
import { questionData } from '../grant/data/policy-data';
import { Grant } from '../grant/grant';
import { Environment } from '../iam/environment';

/** The resources to ask about for an action of a grant, made concrete, by how much a denial proves. */
export function resourcesByCertainty(action: string, grant: Grant, environment: Environment, workload: string): Map<Certainty, string[]> {
  const byCertainty = new Map<Certainty, string[]>();
  for (const resource of grant.resources) {
    const certainty = certaintyOf(action, resource, grant);
    const concrete = resource === '*' ? [resource] : probes(action, resource, environment, workload);
    byCertainty.set(certainty, [...new Set([...byCertainty.get(certainty) ?? [], ...concrete])]);
  }
  return byCertainty;
}

function certaintyOf(action: string, resource: string, grant: Grant): Certainty {
  if (resource === '*') {
    const { unscopableActions, grantedOnArns } = questionData();
    return unscopableActions.includes(action) && !grantedOnArns.some((exception) => exception.action === action) ? 'concrete' : 'any';
  }
  return !resource.includes('*') || grant.exactTargets.includes(resource) ? 'concrete' : 'probe';
}

/** Concrete resources that match a pattern, of the type that the action takes. */
function probes(action: string, resource: string, environment: Environment, workload: string): string[] {
  const known = questionData().probes.find(({ pattern, actions, workloads }) =>
    resource.includes(pattern) && (!actions || actions.includes(action)) && (!workloads || workloads.includes(workload)));
  const probed = known ? [known.probe].flat().map((probe) => resource.replace(known.pattern, probe)) : [resource];
  return probed.flatMap((pattern) => withoutWildcards(pattern, environment));
}

function withoutWildcards(resource: string, { region, account }: Environment): string[] {
  const [prefix, partition, service, place, owner, ...rest] = resource.split(':');
  if (prefix !== 'arn') {
    // An ARN that only the deployment knows, with a suffix.
    return [resource.replace(/\*/g, 'probe')];
  }
  // The pattern admits any account because the resource may belong to one of AWS.
  const owners = owner !== '*' ? [owner]
    : [account, ...questionData().foreignOwners.filter(({ pattern }) => resource.includes(pattern)).map((foreign) => foreign.account)];
  return owners.map((one) =>
    [prefix, partition, service, place === '*' ? region : place, one, rest.join(':').replace(/\*/g, 'probe')].join(':'));
}
