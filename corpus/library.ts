import { documentOf, GivenRole, RoleCase, ROLES, statementsOf, TrustCase, TRUSTS } from './cases';
import { WorkloadScope } from '../src/core/grant/workload';
import { ContextEntry } from '../src/core/question/question';
import { workloadQuestion } from '../src/core/question/questions';
import { ValidationResult, validateRole } from '../src/core/verdict/role-validation';
import { validateTrust } from '../src/core/verdict/trust/trust';
import type { Finding } from '../src/core/verdict/verdict';
import { OfflineReader } from '../testing/offline-iam/offline-reader';
import { OfflineAccount, OfflineDocument } from '../testing/offline-iam/simulate';
import { INSTANTLY } from '../testing/stack-question';

const ANSWERS = { VALID: 'ALLOW', INVALID: 'DENY', INCONCLUSIVE: 'UNKNOWN' } as const;

/** The finding of this library about a trust policy. */
export function trustFinding({ document, request }: TrustCase): Finding {
  const { service, rolePath, resources, ...place } = { ...TRUSTS.request, ...request };
  const required = { service, ...resources.length > 0 ? { sourceTypes: resources } : {} };
  return validateTrust(JSON.stringify(document), rolePath, { services: [required], ...place })[0];
}

/** The account with the role of a case. */
export function accountOf(row: GivenRole): OfflineAccount {
  const { path, trust = ROLES.trust, tags, boundary, scps, resourcePolicies } = row;
  const document = (statements: RoleCase['add'] & object) => documentOf(statements) as unknown as OfflineDocument;
  const statements = statementsOf(row);
  return {
    accountId: ROLES.place.account,
    resourcePolicies,
    roles: [{
      name: 'validated',
      path,
      trust,
      tags,
      policies: statements.length === 0 ? [] : [{ id: 'own', document: document(statements) }],
      boundary: boundary && { id: 'boundary', document: document(boundary) },
    }],
    scps: scps?.map((level) => level.map(({ Statement }) => ({ document: document(Statement) }))),
  };
}

export function roleArnOf({ path = '/', given }: GivenRole): string {
  return given ?? `arn:aws:iam::${ROLES.place.account}:role${path}validated`;
}

/** The result of this library about a role. The offline IAM answers its questions. */
export function roleResult(row: GivenRole, reader = new OfflineReader(accountOf(row))): Promise<ValidationResult> {
  const question = workloadQuestion((row.workload ?? ROLES.workload) as WorkloadScope, ROLES.place);
  const role = { ...ROLES.place, name: 'validated', arn: roleArnOf(row) };
  return validateRole(role, question, reader, INSTANTLY, row.context as ContextEntry[] | undefined, reader);
}

/** The answers of this library, by their key. */
export async function libraryAnswers(): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  TRUSTS.cases.forEach((row) => answers.set(`service-trusts/${row.name}`, ANSWERS[trustFinding(row).verdict]));
  for (const row of ROLES.cases) {
    answers.set(`execution-roles/${row.name}`, (await roleResult(row)).verdict);
  }
  return answers;
}
