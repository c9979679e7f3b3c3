import { createHash } from 'crypto';
import { CloudFormationCustomResourceEvent } from './event';
import { Verdict } from '../core/verdict/verdict';

/** CloudFormation's own properties. They don't change the question. */
const NOT_ASKED = ['ServiceToken', 'ServiceTimeout'];
const HASH_LENGTH = 16;
const HASH = /^[0-9a-f]{16}$/;
/** Ends the id of an update that failed. */
const REFUSED = 'refused';

/**
 * The physical id: the verdict, the resource of the stack, and hashes of the properties and of those before.
 *
 * If the deployment succeeds, CloudFormation shows nothing else. It returns the id with the next request, so the id says which properties a rollback
 * may return to.
 */
export function physicalIdOf(event: CloudFormationCustomResourceEvent, verdict: Verdict, failed: boolean): string {
  const { RequestType, StackId, LogicalResourceId, ResourceProperties, OldResourceProperties } = event;
  const hash = propertiesHash(ResourceProperties);
  const { current, refused } = readId(event);
  // After a certain rollback, nothing returns to the properties that it has left, and the next deployment of them is enforced.
  const isRollback = mayBeRollback(event) && (refused || current === hash);
  return [
    verdict, hashOf([StackId, LogicalResourceId]).slice(0, 12), hash,
    ...RequestType === 'Update' && !isRollback ? [propertiesHash(OldResourceProperties)] : [],
    ...RequestType === 'Update' && failed ? [REFUSED] : [],
  ].join('-');
}

/**
 * Whether an update returns to properties that were accepted before. A rollback does so, and a failure would leave the stack in
 * UPDATE_ROLLBACK_FAILED. AWS doesn't document which id a rollback sends, so both ids of the update that it undoes contain the hash.
 * An id without hashes comes from an older function, or from CloudFormation.
 */
export function mayBeRollback(event: CloudFormationCustomResourceEvent): boolean {
  const { current, before, refused } = readId(event);
  const accepted = [...refused ? [] : [current], before];
  return event.RequestType === 'Update' && (current === undefined || accepted.includes(propertiesHash(event.ResourceProperties)));
}

/** The parts of the physical id that a request comes with. */
function readId({ PhysicalResourceId }: CloudFormationCustomResourceEvent) {
  const parts = typeof PhysicalResourceId === 'string' ? PhysicalResourceId.split('-').slice(2) : [];
  const [current, before]: (string | undefined)[] = parts.filter((part) => HASH.test(part));
  return { current, before, refused: parts.includes(REFUSED) };
}

function propertiesHash(properties: Readonly<Record<string, unknown>> | undefined): string {
  const asked = Object.entries(properties ?? {}).filter(([name]) => !NOT_ASKED.includes(name)).sort(([one], [other]) => one < other ? -1 : 1);
  return hashOf(asked).slice(0, HASH_LENGTH);
}

/** A hash identifies, and doesn't reveal a name. */
function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
