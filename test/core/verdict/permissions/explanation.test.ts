import table from '../../../../corpus/execution-roles.json';
import { WorkloadScope } from '../../../../src/core/grant/workload';
import { ContextEntry } from '../../../../src/core/question/question';
import { workloadQuestion } from '../../../../src/core/question/questions';
import { IamFailure, SimulationRequest } from '../../../../src/core/verdict/iam-reader';
import { validateRole } from '../../../../src/core/verdict/role-validation';
import { waysOutOf } from '../../../../src/core/verdict/way-out';
import { OfflineReader } from '../../../../testing/offline-iam/offline-reader';
import { INSTANTLY } from '../../../../testing/stack-question';
import cases from '../explanation-cases.json';

interface Case {
  readonly name: string;
  readonly replace?: Record<string, any>;
  readonly without?: string[];
  readonly add?: any[];
  readonly boundary?: any[];
  readonly context?: ContextEntry[];
  readonly details: string[];
  readonly wayOut: string;
}

const ROWS: readonly Case[] = cases.cases as Case[];

function readerFor({ replace = {}, without = [], add = [], boundary }: Case): OfflineReader {
  const kept = table.good.filter(({ Sid }) => !without.includes(Sid));
  const statements: any[] = [...kept.map((statement) => replace[statement.Sid] ?? statement), ...add];
  const document = (Statement: any[]) => ({ Version: '2012-10-17', Statement });
  return new OfflineReader({
    accountId: table.place.account,
    roles: [{
      name: 'validated',
      trust: table.trust,
      policies: [{ id: 'own', document: document(statements) }],
      boundary: boundary && { id: 'boundary', document: document(boundary) },
    }],
  });
}

const WORKLOAD: WorkloadScope = { ...table.workload, buckets: table.workload.buckets.map((bucket) => ({ ...bucket, region: table.place.region })) };

const validate = (row: Case, reader: OfflineReader) =>
  validateRole({ ...table.place, name: 'validated' }, workloadQuestion(WORKLOAD, table.place), reader, INSTANTLY, row.context);

test.each(ROWS)('says more about $name', async (row) => {
  const result = await validate(row, readerFor(row));
  const details = result.findings.flatMap(({ verdict, detail }) => verdict === 'VALID' || detail === undefined ? [] : [detail]);
  expect([...new Set(details)]).toEqual(row.details);
  expect(waysOutOf(result)).toEqual([row.wayOut]);
});

test('has the same findings if IAM refuses the further questions', async () => {
  const row = ROWS.find(({ name }) => name.startsWith('neither'))!;
  const reader = readerFor(row);
  const simulate = reader.simulate.bind(reader);
  reader.simulate = async (request: SimulationRequest) => {
    if (request.withoutBoundary || request.context.length === 0) {
      throw new IamFailure('OTHER', 'ValidationError: no such parameter');
    }
    return simulate(request);
  };
  const { findings } = await validate(row, reader);
  expect(findings.filter(({ verdict }) => verdict !== 'VALID').map(({ reason, subject, alsoMissing }) => [reason, subject, alsoMissing]))
    .toEqual([['PERMISSIONS_BOUNDARY', 's3:PutObject', undefined], ['PERMISSIONS_BOUNDARY', 's3:PutObject', undefined]]);
});

test('asks further questions about all denials together', async () => {
  const row = { name: '', without: ['Objects', 'Key'], details: [], wayOut: '' };
  const reader = readerFor(row);
  await validate(row, reader);
  expect(reader.requests.filter(({ context }) => context.length === 0).map(({ actions }) => actions))
    .toEqual([['s3:GetObject', 's3:PutObject', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey']]);
});
