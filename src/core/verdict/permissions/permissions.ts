import { findingWithoutDenial, isDenied } from './answer-finding';
import { firstContext } from './context';
import { explainDenials } from './denial';
import { IamCalls } from './iam-calls';
import { Requester, withRequestFacts } from './request-facts';
import { ROLE_ARN_PLACEHOLDER } from '../../grant/grant';
import { ContextEntry, QuestionGroup } from '../../question/question';
import type { Finding } from '../verdict';

/** One finding for each action on each resource of a group: whether IAM allows the role to use it. */
export async function validatePermissions(
  group: QuestionGroup, requester: Requester, calls: IamCalls, ownContext: readonly ContextEntry[],
): Promise<Finding[]> {
  const resources = group.resources.map((resource) => resource === ROLE_ARN_PLACEHOLDER ? requester.arn : resource);
  const parts = withRequestFacts({ ...group, resources }, requester);
  return (await Promise.all(parts.map((part) => validatePart(part, requester.arn, calls, ownContext)))).flat();
}

/** IAM can't simulate the permissions of a role without its ARN. */
export function unknownPermissions({ actions }: QuestionGroup): Finding[] {
  return actions.map((subject) => ({
    verdict: 'INCONCLUSIVE', reason: 'CANNOT_SIMULATE', subject, detail: "iam:GetRole didn't return the role's ARN",
  }));
}

async function validatePart(part: QuestionGroup, sourceArn: string, calls: IamCalls, ownContext: readonly ContextEntry[]): Promise<Finding[]> {
  const { actions, resources } = part;
  const context = firstContext(part, ownContext);
  const answers = await calls.simulate({ sourceArn, actions, resources, context });
  const explained = await explainDenials(answers.filter(isDenied), { calls, sourceArn, group: part, context, ownContext });
  return answers.map((answer) => explained.get(answer) ?? findingWithoutDenial(answer));
}
