import cases from './missing-policy-cases.json';
import table from '../../../corpus/execution-roles.json';
import { WorkloadScope } from '../../../src/core/grant/workload';
import { workloadQuestion } from '../../../src/core/question/questions';
import { missingPolicy } from '../../../src/core/verdict/missing-policy';
import { validateRole } from '../../../src/core/verdict/role-validation';
import { OfflineReader } from '../../../testing/offline-iam/offline-reader';
import { INSTANTLY } from '../../../testing/stack-question';

interface Case {
  readonly name: string;
  readonly without?: string[];
  readonly add?: any[];
  readonly workload?: object;
  readonly statements: object[] | null;
}

async function validate({ workload }: Case, statements: any[]) {
  const reader = new OfflineReader({
    accountId: table.place.account,
    roles: [{ name: 'validated', trust: table.trust, policies: [{ id: 'own', document: { Version: '2012-10-17', Statement: statements } }] }],
  });
  return validateRole({ ...table.place, name: 'validated' }, workloadQuestion({ ...table.workload, ...workload } as WorkloadScope, table.place), reader, INSTANTLY);
}

test.each(cases.cases as Case[])('gives the statements to add: $name', async (row) => {
  const has = [...table.good.filter(({ Sid }) => !row.without?.includes(Sid)), ...row.add ?? []];
  const policy = missingPolicy((await validate(row, has)).findings);
  expect(policy?.Statement ?? null).toEqual(row.statements);
  if (policy) {
    const { findings } = await validate(row, [...has, ...policy.Statement]);
    expect(findings.filter(({ verdict }) => verdict === 'INVALID')).toEqual([]);
  }
});
