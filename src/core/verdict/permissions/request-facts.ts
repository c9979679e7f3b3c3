import { RoleSession, sessionContext } from './role-session';
import { groupBy } from '../../iam/group-by';
import { hasWildcard } from '../../iam/patterns';
import { ContextEntry, QuestionGroup } from '../../question/question';

/** The role that makes the requests. */
export interface Requester {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly session: RoleSession;
}

/** A group of requests with the same facts. */
export interface QuestionPart extends QuestionGroup {
  readonly session: RoleSession;
  /** Whether the owners of the resources are only asked with if a policy names the key. */
  readonly openOwners?: boolean;
}

export const OWNER = 'aws:ResourceAccount';
const REGION = 'aws:RequestedRegion';

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
export function alternatives(group: QuestionPart): QuestionPart[] {
  const fact = group.facts.find(({ oneSuffices }) => oneSuffices);
  return !fact ? [group] : fact.values.map((value) => ({
    ...group, facts: group.facts.map((other) => other === fact ? { key: fact.key, type: fact.type, values: [value] } : other),
  }));
}

/**
 * The parts of a group whose requests have the same facts. The region and the owner of a resource are in its ARN, which may be
 * known only at deployment.
 */
export function withRequestFacts(group: QuestionGroup, requester: Requester): QuestionPart[] {
  const isSample = group.certainty !== 'concrete';
  // Samples of several other owners share a call, unless a policy names the owner.
  const keyOf = (resource: string) => isSample && ownerOf(resource) !== requester.account ? '' : ownerOf(resource);
  const parts = groupBy(group.resources, (resource) => JSON.stringify([regionOf(resource, requester), isBucket(resource), keyOf(resource)]));
  const { facts, assumed } = sessionContext(requester.session);
  return [...parts.values()].map((resources) => {
    const isOpen = keyOf(resources[0]) === '' && resources.some((resource) => ownerOf(resource) !== undefined);
    const region = regionContext(resources[0], group, requester);
    const part: QuestionPart = {
      ...group,
      resources,
      facts: [...region.facts, ...environmentFacts(requester), ...keyFacts(group, requester), ...facts, ...group.facts],
      assumed: [...region.assumed, ...group.assumed, ...assumed],
      session: requester.session,
    };
    return isOpen ? { ...part, openOwners: true } : ownedPart(part, requester.account);
  });
}

/** The parts with the same owner, with that owner. */
export function byOwner({ openOwners, ...part }: QuestionPart): QuestionPart[] {
  return [...groupBy(part.resources, ownerOf)].map(([owner, resources]) => ownedPart({ ...part, resources }, owner));
}

/** A part with the owner of its resources. Where this is another account than expected, the ARN may be wrong: it is only assumed. */
function ownedPart(part: QuestionPart, certain: string | undefined): QuestionPart {
  const owner = ownerOf(part.resources[0]);
  if (owner === undefined || [...part.facts, ...part.assumed].some(({ key }) => key === OWNER)) {
    return part;
  }
  return owner === certain ? { ...part, facts: [...part.facts, entry(OWNER, owner)] } : { ...part, assumed: [...part.assumed, entry(OWNER, owner)] };
}

/** The facts of every request that SageMaker makes with the role. */
function environmentFacts({ arn, account }: Requester): ContextEntry[] {
  return [
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

/** The region of a request. It is only assumed for a bucket, whose ARN lacks it, unless the question has it. */
function regionContext(resource: string, { facts, assumed }: QuestionGroup, requester: Requester): Record<'facts' | 'assumed', ContextEntry[]> {
  const isKnown = [...facts, ...assumed].some(({ key }) => key === REGION);
  const region = isKnown ? [] : [entry(REGION, regionOf(resource, requester))];
  return isBucket(resource) ? { facts: [], assumed: region } : { facts: region, assumed: [] };
}

/** Whether a resource is a bucket, or an object of one. */
function isBucket(resource: string): boolean {
  const [, , service, region] = resource.split(':');
  return service === 's3' && region === '';
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
