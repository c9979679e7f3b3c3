import { groupBy } from '../../iam/group-by';
import { hasWildcard } from '../../iam/patterns';
import { ContextEntry, QuestionGroup } from '../../question/question';

/** The role that makes the requests. */
export interface Requester {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
}

/**
 * One group for each value of a fact. A sample replaces a pattern, so a denial proves as little as a denial of a sample resource.
 */
export function withOneFactEach(group: QuestionGroup): QuestionGroup[] {
  return group.facts.filter(({ type, oneSuffices }) => type === 'string' && !oneSuffices).reduce<QuestionGroup[]>((groups, fact) =>
    fact.values.flatMap((value) => groups.map((one) => ({
      ...one,
      certainty: hasWildcard(value) && one.certainty === 'concrete' ? 'probe' : one.certainty,
      facts: one.facts.map((other) => other === fact ? { ...fact, values: [value.replace(/\*/g, 'probe')] } : other),
    }))), [group]);
}

/** The same group for each value, if one value of a fact suffices. */
export function alternatives(group: QuestionGroup): QuestionGroup[] {
  const fact = group.facts.find(({ oneSuffices }) => oneSuffices);
  return !fact ? [group] : fact.values.map((value) => ({
    ...group, facts: group.facts.map((other) => other === fact ? { key: fact.key, type: fact.type, values: [value] } : other),
  }));
}

/**
 * The parts of a group whose requests have the same facts. The region and the owner of a resource are in its ARN, which may be
 * known only at deployment.
 */
export function withRequestFacts(group: QuestionGroup, requester: Requester): QuestionGroup[] {
  const isProbe = group.certainty !== 'concrete';
  // A denial of a sample proves the same for every owner: one call asks for all owners.
  const parts = groupBy(group.resources, (resource) => JSON.stringify([regionOf(resource, requester), isProbe ? '' : ownerOf(resource)]));
  return [...parts.values()].map((resources) => {
    const owners = [...new Set(resources.map(ownerOf))];
    const owner = owners.length === 1 && owners[0] !== undefined ? [entry('aws:ResourceAccount', owners[0])] : [];
    const added = owner.filter(({ key }) => ![...group.facts, ...group.assumed].some((other) => other.key === key));
    const isOwn = owners[0] === requester.account;
    return {
      ...group,
      resources,
      facts: [
        ...environmentFacts(regionOf(resources[0], requester), requester), ...keyFacts(group, requester), ...group.facts, ...isOwn ? added : [],
      ],
      assumed: [...group.assumed, ...isOwn || isProbe ? [] : added],
    };
  });
}

/** The facts of every request that SageMaker makes with the role. */
function environmentFacts(region: string, { arn, account }: Requester): ContextEntry[] {
  return [
    entry('aws:RequestedRegion', region),
    entry('aws:PrincipalArn', arn),
    entry('aws:PrincipalAccount', account),
    { ...entry('aws:SecureTransport', 'true'), type: 'boolean' },
    // A service that assumes the role makes requests as the role, not as itself.
    { ...entry('aws:PrincipalIsAWSService', 'false'), type: 'boolean' },
  ];
}

/** The facts of requests to AWS KMS. */
function keyFacts({ actions }: QuestionGroup, { account }: Requester): ContextEntry[] {
  return actions.every((action) => action.startsWith('kms:')) ? [entry('kms:CallerAccount', account)] : [];
}

/** The region of a request for a resource: the resource's, if its ARN has one. */
function regionOf(resource: string, { region }: Requester): string {
  const named = resource.split(':')[3] ?? '';
  return named === '' || named === '*' ? region : named;
}

/** The account that owns a resource, if its ARN has it. Passing a role is not a request on the role. */
function ownerOf(resource: string): string | undefined {
  const [, , service, , account = ''] = resource.split(':');
  return service !== 'iam' && /^\d{12}$/.test(account) ? account : undefined;
}

function entry(key: string, value: string): ContextEntry {
  return { key, type: 'string', values: [value] };
}
