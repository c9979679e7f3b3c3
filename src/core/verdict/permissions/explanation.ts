import { isServiceKey } from './answer-finding';
import { ownContexts } from './context';
import { IamCalls } from './iam-calls';
import { OpenPair } from './permissions';
import { alternatives, Requester, withRequestFacts } from './request-facts';
import { PairAnswer } from './simulation';
import { isSameContextKey } from '../../iam/context-keys';
import { ContextEntry } from '../../question/question';
import type { Finding } from '../verdict';

/** The role, with the facts that are known about it. */
export interface ExplainedRole {
  readonly requester: Requester;
  /** The ARN of the permissions boundary. */
  readonly boundary?: string;
  /** The condition keys that the user knows. */
  readonly ownContext: readonly ContextEntry[];
}

/**
 * The same findings, with more about each proof: the known conditions that the role's policies check, and whether the policies lack
 * what the boundary denies. IAM says neither in its first answers. Requests about all findings share calls, and a failed call
 * changes nothing.
 */
export async function explainProofs(pairs: readonly OpenPair[], role: ExplainedRole, calls: IamCalls): Promise<Finding[]> {
  return Promise.all(pairs.map(async (pair) => {
    const { finding } = pair;
    // A finding with its own way out isn't about the role's policies.
    if (finding.verdict !== 'INVALID' || finding.resource === undefined || finding.fix !== undefined) {
      return finding;
    }
    const [conditions, boundary] = await Promise.all([checkedConditions(pair, role, calls), aboutBoundary(pair, role, calls)]);
    const details = [...finding.detail === undefined ? [] : [finding.detail], ...conditions === '' ? [] : [`asked with ${conditions}`], ...boundary.details];
    return { ...finding, ...details.length > 0 ? { detail: details.join('; ') } : {}, ...boundary.alsoMissing ? { alsoMissing: true } : {} };
  }));
}

/** The known keys that the role's policies check. IAM reports a key as missing if a policy has it and the request doesn't. */
async function checkedConditions(pair: OpenPair, { requester, ownContext }: ExplainedRole, calls: IamCalls): Promise<string> {
  const { missingContext = [] } = await ask(pair, requester, calls, { context: [] });
  // The detail of the finding already has the facts of its service.
  const known = [...factsOf(pair, requester).filter(({ key }) => !isServiceKey(key)), ...ownContexts(ownContext)[0]];
  return known.filter(({ key }) => missingContext.some((missing) => isSameContextKey(missing, key)))
    .map(({ key, values }) => `${key} = ${values.join(', ')}`).join(' and ');
}

/** The name of the boundary that denies, and whether the role's policies don't allow the request either. */
async function aboutBoundary(pair: OpenPair, { requester, boundary, ownContext }: ExplainedRole, calls: IamCalls) {
  if (pair.finding.reason !== 'PERMISSIONS_BOUNDARY') {
    return { details: [], alsoMissing: false };
  }
  const context = [...factsOf(pair, requester), ...ownContexts(ownContext)[0]];
  const alsoMissing = (await ask(pair, requester, calls, { context, withoutBoundary: true })).decision === 'implicitDeny';
  return { details: [...boundary === undefined ? [] : [`the boundary is ${boundary}`], ...alsoMissing ? ["the role's policies don't allow it either"] : []], alsoMissing };
}

function factsOf({ group }: OpenPair, requester: Requester): readonly ContextEntry[] {
  const [{ facts }] = withRequestFacts(group, requester).flatMap(alternatives);
  return facts;
}

async function ask(
  { group: { actions, resources } }: OpenPair, { arn }: Requester, calls: IamCalls,
  how: { readonly context: readonly ContextEntry[]; readonly withoutBoundary?: boolean },
): Promise<Partial<PairAnswer>> {
  const [answer] = await calls.simulateMerged({ sourceArn: arn, actions, resources, ...how });
  return answer;
}
