import { Faults, IamEndpointOptions } from '../../../testing/offline-iam/endpoint';
import table from '../../core/verdict/verdict-cases.json';

/** A row of the table of verdicts. */
export interface VerdictCase {
  readonly name: string;
  readonly verdict: string;
  readonly [what: string]: any;
}

export const CASES = table.cases as unknown as VerdictCase[];
export const PLACE = table.place;

export function roleArnOf({ path = '/', given }: VerdictCase): string {
  return given ?? `arn:aws:iam::${PLACE.account}:role${path}validated`;
}

export function workloadOf({ workload }: VerdictCase): any {
  return workload ?? table.workload;
}

/** The options for the workload and the context of a case. */
export function argumentsOf(row: VerdictCase): string[] {
  const { roleType, features = [], minimal, buckets = [], encryptionKeys = [], passableRoles = [], ...others } = workloadOf(row);
  if (Object.keys(others).length > 0) {
    throw new Error(`${row.name}: no option is known for ${Object.keys(others).join(', ')}`);
  }
  const mode = ({ read, write }: { read: boolean; write: boolean }) => read && write ? '' : read ? ':ro' : ':wo';
  return [
    '--type', roleType, ...minimal ? ['--minimal'] : [], ...features.flatMap((feature: string) => ['--feature', feature]),
    ...buckets.flatMap((bucket: any) => ['--bucket', `${bucket.arn.split(':')[5]}${bucket.prefix === '' ? '' : `/${bucket.prefix}`}${mode(bucket)}`]),
    ...encryptionKeys.flatMap((arn: string) => ['--key', arn]),
    ...passableRoles.flatMap((arn: string) => ['--pass-role', arn]),
    ...(row.context ?? []).flatMap(({ key, values }: any) => values.flatMap((value: string) => ['--context', `${key}=${value}`])),
  ];
}

/** IAM as the case has it. */
export function iamOf(row: VerdictCase): IamEndpointOptions {
  const { policies, add = [], replace = {}, without = [], path, trust, boundary, scps, exclusion, answers } = row;
  const document = (Statement: any[]) => ({ Version: '2012-10-17', Statement });
  const statements = policies ?? [
    ...table.good.filter(({ Sid }) => !without.includes(Sid)).map((statement) => replace[statement.Sid] ?? statement), ...add,
  ];
  return {
    account: {
      accountId: PLACE.account,
      roles: answers === 'noRole' ? [] : [{
        name: 'validated',
        path,
        trust: trust ?? table.trust,
        policies: statements.length === 0 ? [] : [{ id: 'own', document: document(statements) }],
        boundary: boundary && { id: 'boundary', document: document(boundary) },
      }],
      scps: scps?.map((level: any[]) => level.map(({ Statement }) => ({ document: document(Statement) }))),
    },
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
