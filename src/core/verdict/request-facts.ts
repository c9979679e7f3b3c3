import { hasWildcard } from '../iam/patterns';
import { ContextEntry, QuestionGroup } from '../question/question';

/** The role that makes the requests. */
export interface Requester {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
}

/**
 * One group for each of the values that a fact has. What matches a pattern is stood for by a value, whose denial says as much as
 * that of a stand-in for a resource.
 */
export function withOneFactEach(group: QuestionGroup): QuestionGroup[] {
  return group.facts.filter(({ type }) => type === 'string').reduce<QuestionGroup[]>((groups, fact) =>
    fact.values.flatMap((value) => groups.map((one) => ({
      ...one,
      certainty: hasWildcard(value) && one.certainty === 'concrete' ? 'probe' : one.certainty,
      facts: one.facts.map((other) => other === fact ? { ...fact, values: [value.replace(/\*/g, 'probe')] } : other),
    }))), [group]);
}

/**
 * The parts of a group of which the same is so, whatever the resource: its region and its owner are told by its ARN, and that is
 * known only where the role is judged, however the stack is written.
 */
export function withRequestFacts(group: QuestionGroup, requester: Requester): QuestionGroup[] {
  const isProbe = group.certainty !== 'concrete';
  const parts = new Map<string, string[]>();
  for (const resource of group.resources) {
    // Of a stand-in, a denial says the same whoever owns it: those of several owners are asked about in one call.
    const key = JSON.stringify([regionOf(resource, requester), isProbe ? '' : ownerOf(resource)]);
    parts.set(key, [...parts.get(key) ?? [], resource]);
  }
  return [...parts.values()].map((resources) => {
    const owners = [...new Set(resources.map(ownerOf))];
    const owner = owners.length === 1 && owners[0] !== undefined ? [entry('aws:ResourceAccount', owners[0])] : [];
    const unsaid = owner.filter(({ key }) => ![...group.facts, ...group.assumed].some((other) => other.key === key));
    const isOwn = owners[0] === requester.account;
    return {
      ...group,
      resources,
      facts: [...environmentFacts(regionOf(resources[0], requester), requester), ...group.facts, ...isOwn ? unsaid : []],
      assumed: [...group.assumed, ...isOwn || isProbe ? [] : unsaid],
    };
  });
}

/** What is so of every request that SageMaker makes under the role. */
function environmentFacts(region: string, { arn, account }: Requester): ContextEntry[] {
  return [
    entry('aws:RequestedRegion', region),
    entry('aws:PrincipalArn', arn),
    entry('aws:PrincipalAccount', account),
    { ...entry('aws:SecureTransport', 'true'), type: 'boolean' },
  ];
}

/** The region that a resource is asked for in: its own, where it has one. */
function regionOf(resource: string, { region }: Requester): string {
  const named = resource.split(':')[3] ?? '';
  return named === '' || named === '*' ? region : named;
}

/** The account that owns a resource, where its ARN tells. To pass a role is no request of which the role is the resource. */
function ownerOf(resource: string): string | undefined {
  const [, , service, , account = ''] = resource.split(':');
  return service !== 'iam' && /^\d{12}$/.test(account) ? account : undefined;
}

function entry(key: string, value: string): ContextEntry {
  return { key, type: 'string', values: [value] };
}
