import roleFile from './execution-roles.json';
import trustFile from './service-trusts.json';

/** Whether IAM allows a request. UNKNOWN: it depends on something that the case does not say, or that AWS does not document. */
export type Answer = 'ALLOW' | 'DENY' | 'UNKNOWN';

/** Condition keys with one value each. `{account}` and the like stand for values of the case. */
export type Context = Readonly<Record<string, string>>;

export interface TrustRequest {
  readonly service: string;
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  readonly rolePath: string;
  readonly organizationId?: string;
  /** The kinds of resources that the service acts for. Empty: AWS documents none. */
  readonly resources: readonly { readonly type: string; readonly undocumented?: true }[];
}

/** A trust policy, and whether a service can assume the role. */
export interface TrustCase {
  readonly name: string;
  readonly request?: Partial<TrustRequest>;
  readonly document: object;
  readonly expected: Answer;
  readonly reason: string;
  readonly sources: readonly string[];
}

/** A case without its expected verdict. */
export type GivenRole = Omit<RoleCase, 'verdict' | 'reasons' | 'sources'>;

export type Statement = Readonly<Record<string, unknown>>;

/** A role, and the verdict on it for a workload. */
export interface RoleCase {
  readonly name: string;
  readonly workload?: object;
  readonly path?: string;
  /** The ARN that the user gives, if it is another one than the role's. */
  readonly given?: string;
  readonly trust?: object | string;
  readonly tags?: Readonly<Record<string, string>>;
  /** The statements of the role, instead of the good ones. */
  readonly policies?: readonly Statement[];
  readonly add?: readonly Statement[];
  readonly replace?: Readonly<Record<string, Statement>>;
  readonly without?: readonly string[];
  readonly boundary?: readonly Statement[];
  /** The service control policies, one list for each level of the organization. */
  readonly scps?: readonly (readonly { readonly Statement: readonly Statement[] }[])[];
  /** The policies of resources, by their ARNs. Other keys have their default policy, and other resources none. */
  readonly resourcePolicies?: Readonly<Record<string, { readonly Statement: Statement | readonly Statement[] }>>;
  /** The condition keys that the user knows. */
  readonly context?: readonly { readonly key: string; readonly type: string; readonly values: readonly string[] }[];
  readonly verdict: 'VALID' | 'INVALID' | 'INCONCLUSIVE';
  /** The actions and services of the findings, by their reason. */
  readonly reasons: Readonly<Record<string, readonly string[]>>;
  readonly sources: readonly string[];
}

export const TRUSTS = trustFile as unknown as {
  readonly request: TrustRequest; readonly contexts: readonly Context[]; readonly cases: readonly TrustCase[];
};
export const ROLES = roleFile as unknown as Omit<typeof roleFile, 'cases' | 'requests' | 'facts'> & {
  /** The condition keys of each request. */
  readonly facts: Context;
  /** The requests of the file's workload. A request has the keys of one of the contexts. */
  readonly requests: readonly { readonly action: string; readonly resource: string; readonly contexts: readonly Context[] }[];
  readonly cases: readonly RoleCase[];
};

/** The statements of a role: those of the good role, with the changes of the case. */
export function statementsOf({ policies, add = [], replace = {}, without = [] }: GivenRole): Statement[] {
  return [...policies ?? [
    ...ROLES.good.filter(({ Sid }) => !without.includes(Sid)).map((statement) => replace[statement.Sid] ?? statement), ...add,
  ]];
}

/** The document of statements. */
export function documentOf(statements: readonly Statement[]): { readonly Version: string; readonly Statement: readonly Statement[] } {
  return { Version: '2012-10-17', Statement: statements };
}

/** The expected answers by their key: `file/case`, and `file/case/action` for a request of the file's workload. */
export function expectations(): Map<string, string> {
  const requests = ROLES.cases.filter(({ workload, reasons }) => !workload && !('ROLE_NOT_FOUND' in reasons));
  return new Map([
    ...TRUSTS.cases.map(({ name, expected }) => [`service-trusts/${name}`, expected] as const),
    ...ROLES.cases.map(({ name, verdict }) => [`execution-roles/${name}`, verdict] as const),
    ...requests.flatMap((row) => ROLES.requests.map(({ action }) => [`execution-roles/${row.name}/${action}`, requestAnswer(row, action)] as const)),
  ]);
}

/** Each action that a finding names is denied, unless the finding is about a condition key that no one knows. */
function requestAnswer({ reasons }: RoleCase, action: string): Answer {
  const found = Object.keys(reasons).filter((reason) => reasons[reason].includes(action));
  return found.length === 0 ? 'ALLOW' : found.includes('MISSING_CONTEXT') ? 'UNKNOWN' : 'DENY';
}
