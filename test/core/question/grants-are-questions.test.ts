import { App, Stack } from 'aws-cdk-lib';
import { RoleValidation, SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType, Workload } from '../../../src';
import { grants } from '../../../src/core/grant/grants';
import { ANYWHERE } from '../../../src/core/iam/environment';
import { ValidationRequest } from '../../../src/core/question/validation-request';
import { roleIdentity } from '../../../src/core/rules/role-identity';
import { validateRole, ValidationResult } from '../../../src/core/verdict/role-validation';
import { OfflineReader } from '../../../testing/offline-iam/offline-reader';
import { PolicyDocument, rolesOf, Statement, TemplateRole } from '../../../testing/offline-iam/template-roles';
import { INSTANTLY, validationsOf } from '../../../testing/stack-question';
import { templateOf } from '../../../testing/template-of';
import { unnamedFeatures } from '../../../testing/workload/unnamed-features';
import { CASES, namedWorkload, PLACE } from '../../least-privilege/workloads';
import { policyFile } from '../../policies/policy-file';

const app = new App();
const stackOf = (name: string, workload: (stack: Stack) => Workload) => {
  const stack = new Stack(app, name.replace(/[_ ]/g, '-'));
  const role = new SageMakerExecutionRole(stack, 'Role', workload(stack));
  new RoleValidation(stack, 'Validation', { role, requirements: role.requirements });
  return stack;
};
const unnamed = (features: SageMakerFeature[], roleType: SageMakerRoleType) =>
  features.filter((feature) => unnamedFeatures(roleType).includes(feature));
const ROWS = CASES.flatMap(([roleType, name, features]) => {
  const named = [
    `${roleType} with ${name}, named resources`, features, stackOf(`${roleType}-${name}-named`, (stack) => namedWorkload(stack, roleType, features)),
  ] as const;
  const open: Workload = { roleType, minimal: true, features: unnamed(features, roleType) };
  // A minimal Studio role that names nothing is an error, since it grants nothing.
  return grants({ roleType, minimal: true, features: open.features }, ANYWHERE, '*').length === 0 ? [named]
    : [named, [`${roleType} with ${name}, open resources`, features, stackOf(`${roleType}-${name}-open`, () => open)] as const];
});

/** Validates a role of the stack with these policies. */
async function validate(role: TemplateRole, policies: readonly PolicyDocument[], request: ValidationRequest): Promise<ValidationResult> {
  const [, , , , account, resource] = role.arn.split(':');
  const reader = new OfflineReader({
    accountId: account,
    roles: [{
      name: resource.split('/').pop()!,
      trust: role.trust,
      policies: policies.map((document, index) => ({ id: `policy${index}`, document: document as any })),
    }],
  });
  return validateRole(roleIdentity({ arn: role.arn }, PLACE), request.question, reader, INSTANTLY);
}

describe.each(ROWS)('%s', (_, features, stack) => {
  const loaded = () => {
    const [{ roleArn, request }] = validationsOf(stack, PLACE);
    const role = rolesOf(templateOf(stack), PLACE).find(({ arn }) => arn === roleArn)!;
    return { role, request, documents: role.policies.map(({ document }) => document) };
  };

  test('validates the role that the construct creates', async () => {
    const { role, request, documents } = loaded();
    expect(request.question.groups.length).toBeGreaterThan(0);
    const result = await validate(role, documents, request);
    expect(result.findings.filter(({ verdict }) => verdict !== 'VALID')).toEqual([]);
    expect(result.verdict).toEqual('VALID');
  });

  test('does not validate an empty role', async () => {
    const { role, request } = loaded();
    expect((await validate(role, [], request)).verdict).not.toEqual('VALID');
  });

  test('names the actions of every statement that is removed', async () => {
    const { role, request, documents } = loaded();
    const unnoticed: string[] = [];
    for (const statement of documents.flatMap((document) => document.Statement)) {
      // The row of a single feature tests the statements of that feature.
      // The rows without features and with all of them test the rest.
      if (features.length === 1 && !isOf(statement, features[0], role.tags.RoleType)) {
        continue;
      }
      const without = documents.map((document) => ({ ...document, Statement: document.Statement.filter((other) => other !== statement) }));
      const { verdict, findings } = await validate(role, without, onlyActions(request, [statement.Action].flat()));
      const named = findings.filter((finding) => finding.verdict !== 'VALID' || finding.reason === 'NOT_REQUIRED');
      const actions = [statement.Action].flat();
      const isNoticed = verdict !== 'VALID' || named.every(({ reason }) => reason === 'NOT_REQUIRED');
      if (!isNoticed || !actions.every((action) => named.some(({ subject }) => subject === action))) {
        unnoticed.push(`${statement.Sid}: ${verdict}, ${actions.filter((action) => !named.some(({ subject }) => subject === action))}`);
      }
    }
    expect(unnoticed).toEqual([]);
  });
});

/** The part of the question that asks about these actions. The questions about other actions stay the same. */
function onlyActions(request: ValidationRequest, actions: readonly string[]): ValidationRequest {
  return {
    ...request,
    question: {
      ...request.question,
      groups: request.question.groups.map((group) => ({ ...group, actions: group.actions.filter((action) => actions.includes(action)) }))
        .filter((group) => group.actions.length > 0),
    },
  };
}

function isOf(statement: Statement, feature: string, roleType: string): boolean {
  const { statements } = policyFile(roleType);
  return statements.find(({ sid }) => statement.Sid?.startsWith(sid))?.feature === feature;
}
