import { readFileSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { workloadQuestion } from '../../../src/core/question/questions';
import { IamFailure, PolicyReader } from '../../../src/core/verdict/iam-reader';
import { validateRole } from '../../../src/core/verdict/role-validation';
import { validateTrust } from '../../../src/core/verdict/trust/trust';
import type { Finding, Verdict } from '../../../src/core/verdict/verdict';
import { GeneratedRole, generatedRole, ROLE_ARN, WORKLOAD } from '../../../testing/generator/roles';
import { KEY_POLICY, permissionsAnswer, StatedAnswer, trustAnswer } from '../../../testing/generator/stated-answers';
import { ACCOUNT, REGION, SAGEMAKER, trustDocument } from '../../../testing/generator/trust-documents';
import { OfflineReader } from '../../../testing/offline-iam/offline-reader';
import { OfflineDocument, StatementMatcher } from '../../../testing/offline-iam/simulate';
import { Document, matchesRequest, Statement } from '../../../testing/oracle/decision';
import { INSTANTLY } from '../../../testing/stack-question';
import { PROPERTY_SEED } from '../../check-property';

/** The nightly run has 100,000. */
const DOCUMENTS = Number(process.env.GENERATED_DOCUMENTS ?? 300);
const MOST_MS = 10_000 + DOCUMENTS * 60;
const PLACE = { account: ACCOUNT, partition: 'aws', region: REGION };
const QUESTION = workloadQuestion(WORKLOAD, PLACE);

/** The texts and reasons of undecided findings, as the documentation lists them. */
const [, SECTION] = /^## What stays undecided\n([^]*?)^## /m.exec(readFileSync(join(__dirname, '../../../docs/validation.md'), 'utf8'))!;
const DOCUMENTED = [...SECTION.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text));

/** The verdicts of validations on generated documents, and the answers of the oracle. */
class Comparison {
  /** Documents by verdict and by the oracle's answer. */
  private readonly counts = new Map<string, number>();
  /** The classes of the documents that stay undecided although the oracle decides them. */
  private readonly undecided = new Map<string, number>();
  public readonly wrong: string[] = [];

  public add(document: unknown, answer: StatedAnswer, verdict: Verdict, findings: readonly Finding[]): void {
    const truth = answer.isAllowed ? 'allowed' : answer.mayBeDenied ? 'denied' : 'depends on the request';
    increment(this.counts, `${verdict}, ${truth}`);
    if (verdict === 'VALID' && answer.isDenied || verdict === 'INVALID' && !answer.mayBeDenied) {
      this.wrong.push(`${verdict}, but the oracle says: ${truth}: ${JSON.stringify(document)}`);
    }
    if (verdict === 'INCONCLUSIVE' && truth !== 'depends on the request') {
      new Set(findings.filter((finding) => finding.verdict === verdict).map(classOf)).forEach((name) => increment(this.undecided, `${truth}: ${name}`));
    }
  }

  public print(title: string): void {
    const list = (counts: Map<string, number>) => [...counts].sort(([, one], [, other]) => other - one).map(([name, count]) => `${String(count).padStart(7)}  ${name}`);
    const undecided = [...this.counts].reduce((sum, [name, count]) => /^INCONCLUSIVE, (allowed|denied)/.test(name) ? sum + count : sum, 0);
    process.stdout.write(`${[
      `${DOCUMENTS} ${title}, by verdict and by the oracle's answer:`, ...list(this.counts),
      `${undecided} are undecided although the oracle decides them, by class:`, ...list(this.undecided),
    ].join('\n')}\n`);
  }

  /** The classes that the documentation doesn't name. */
  public undocumented(): string[] {
    return [...this.undecided.keys()].filter((name) => !DOCUMENTED.some((text) => name.includes(text)));
  }

  public countOf(verdict: Verdict): number {
    return [...this.counts].filter(([name]) => name.startsWith(`${verdict},`)).reduce((sum, [, count]) => sum + count, 0);
  }
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** The reason of a finding, without the values of the document. */
function classOf({ reason, detail = '' }: Finding): string {
  const [text] = detail.replace(/\d{12}|\barn:\S+/g, '…').replace(/(the condition on )[\w:/]+/, '$1…').split('; ');
  return reason === 'MISSING_CONTEXT' || text === '' ? reason : `${reason}, ${text}`;
}

/** The oracle finds the statements about a request: iam-simulate takes ten times as long, and another test compares the two. */
const matchesInOracle: StatementMatcher = (statement, _, { action, resource, context }) => matchesRequest(statement as Statement, {
  action, resource, context: Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value])),
}) === true;

function readerOf({ identity, tags, boundary, scps }: GeneratedRole): OfflineReader {
  const document = (generated: Document) => generated as OfflineDocument;
  return new OfflineReader({
    accountId: ACCOUNT,
    roles: [{
      name: 'generated',
      tags: { ...tags },
      trust: { Statement: { Effect: 'Allow', Principal: { Service: SAGEMAKER }, Action: 'sts:AssumeRole' } },
      policies: identity.map((one, index) => ({ id: `own${index}`, document: document(one) })),
      boundary: boundary && { id: 'boundary', document: document(boundary) },
    }],
    scps: scps?.map((level) => level.map((one) => ({ document: document(one) }))),
  }, 'perAction', 'honour', matchesInOracle);
}

function policyReaderOf(role: GeneratedRole): PolicyReader {
  return {
    readPolicy: async ({ service, arn }) => {
      const policy = service === 'kms' ? role.keyPolicy ?? KEY_POLICY : role.bucketPolicy;
      if (policy === 'unread') {
        throw new IamFailure('ACCESS_DENIED', `AccessDenied: the policy of ${arn}`);
      }
      return policy && JSON.stringify(policy);
    },
  };
}

/** No verdict is false, and the documentation names each class of undecided documents. Each verdict occurs, or the documents prove little. */
function check(comparison: Comparison): void {
  expect(comparison.wrong.slice(0, 5)).toEqual([]);
  expect(comparison.undocumented()).toEqual([]);
  for (const verdict of ['VALID', 'INVALID', 'INCONCLUSIVE'] as const) {
    expect(comparison.countOf(verdict)).toBeGreaterThan(DOCUMENTS / 20);
  }
}

test(`gives no false verdict on ${DOCUMENTS} trust policies`, () => {
  const comparison = new Comparison();
  for (const document of fc.sample(trustDocument, { numRuns: DOCUMENTS, seed: PROPERTY_SEED })) {
    const findings = validateTrust(JSON.stringify(document), '/', { services: QUESTION.services, ...PLACE });
    comparison.add(document, trustAnswer(document), findings[0].verdict, findings);
  }
  comparison.print('trust policies');
  check(comparison);
}, MOST_MS);

test(`gives no false verdict on ${DOCUMENTS} roles`, async () => {
  const comparison = new Comparison();
  for (const role of fc.sample(generatedRole, { numRuns: DOCUMENTS, seed: PROPERTY_SEED })) {
    const { verdict, findings } = await validateRole({ ...PLACE, name: 'generated', arn: ROLE_ARN }, QUESTION, readerOf(role), INSTANTLY, [], policyReaderOf(role));
    comparison.add(role, permissionsAnswer(role), verdict, findings);
  }
  comparison.print('roles');
  check(comparison);
}, MOST_MS);
