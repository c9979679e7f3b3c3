import table from '../../../corpus/execution-roles.json';
import { accountOf } from '../../../corpus/library';
import { Faults, IamEndpointOptions } from '../../../testing/offline-iam/endpoint';
import faults from '../../core/verdict/fault-cases.json';

/** A row of the table of verdicts. */
export interface VerdictCase {
  readonly name: string;
  readonly verdict: string;
  readonly [what: string]: any;
}

/** The properties of a workload that `argumentsOf` knows. */
const KNOWN = ['roleType', 'features', 'minimal', 'buckets', 'encryptionKeys', 'passableRoles'];
export const CASES = ([...table.cases, ...faults.cases] as unknown as VerdictCase[])
  .filter((row) => Object.keys(workloadOf(row)).every((property) => KNOWN.includes(property)))
  // The endpoint doesn't contradict itself, the program has no clock that stands still, and no option for the region of a bucket.
  .filter((row) => !/contradictory|TokenIssueTime|"region"/.test(JSON.stringify([row.answers, row.add, row.workload])));
export const PLACE = table.place;

export function roleArnOf({ path = '/', given }: VerdictCase): string {
  return given ?? `arn:aws:iam::${PLACE.account}:role${path}validated`;
}

export function workloadOf({ workload }: VerdictCase): any {
  return workload ?? table.workload;
}

/** The options for the workload and the context of a case. */
export function argumentsOf(row: VerdictCase): string[] {
  const { roleType, features = [], minimal, buckets = [], encryptionKeys = [], passableRoles = [] } = workloadOf(row);
  const ownerOf = ({ owner = 'any', ownerIsAssumed }: { owner?: string; ownerIsAssumed?: boolean }) => ownerIsAssumed ? '' : `@${owner}`;
  const mode = ({ read, write }: { read: boolean; write: boolean }) => read && write ? '' : read ? ':ro' : ':wo';
  return [
    '--type', roleType, ...minimal ? ['--minimal'] : [], ...features.flatMap((feature: string) => ['--feature', feature]),
    ...buckets.flatMap((bucket: any) => ['--bucket', `${bucket.arn.split(':')[5]}${ownerOf(bucket)}${bucket.prefix === '' ? '' : `/${bucket.prefix}`}${mode(bucket)}`]),
    ...encryptionKeys.flatMap((arn: string) => ['--key', arn]),
    ...passableRoles.flatMap((arn: string) => ['--pass-role', arn]),
    ...(row.context ?? []).flatMap(({ key, values }: any) => values.flatMap((value: string) => ['--context', `${key}=${value}`])),
  ];
}

/** IAM as the case has it. */
export function iamOf(row: VerdictCase): IamEndpointOptions {
  const { exclusion, answers } = row;
  const account = accountOf(row);
  return {
    account: answers === 'noRole' ? { ...account, roles: [] } : account,
    policyExclusion: exclusion,
    faults: faultsOf(answers),
  };
}

/** The faults in IAM's answers. */
function faultsOf(answers: string | undefined): Faults {
  return (action) => {
    if (action === 'GetRole') {
      return answers === 'getRoleDenied' ? 'accessDenied' : undefined;
    }
    switch (action === 'SimulatePrincipalPolicy' ? answers : undefined) {
      case 'simulateDenied': return 'accessDenied';
      case 'withoutPutObject': return { withoutAction: 's3:PutObject' };
      case 'withoutMatched': return { withoutMatchedStatements: true };
      case 'endlessPages': return { endlessMarkers: 'same' };
      default: return undefined;
    }
  };
}
