import { App, Stack } from 'aws-cdk-lib';
import { foreignRequests, isListed, isOpen } from './foreign-requests';
import ownPermissions from './own-permissions.json';
import { namedActions, namesNetwork } from './policy-file';
import { requestsOf } from './requests';
import { CASES, namedWorkload, PLACE, stacksOf } from './workloads';
import { SageMakerExecutionRole, SageMakerFeature, SageMakerRoleType } from '../../src';
import { decide, MalformedRequest, Request } from '../../testing/offline-iam/engine';
import { rolesOf, TemplateRole } from '../../testing/offline-iam/template-roles';
import { templateOf } from '../../testing/template-of';

const stacks = stacksOf((...of) => ({ ...namedWorkload(...of), additionalPermissions: ownPermissions }));
const roles = new Map<string, TemplateRole>();
const roleOf = (name: string) => {
  roles.has(name) || roles.set(name, rolesOf(templateOf(stacks.get(name)!), PLACE)[0]);
  return roles.get(name)!;
};

describe.each(CASES)('%s with %s', (roleType, name, features) => {
  const role = () => roleOf(`${roleType} ${name}`);

  test('allows each action on the workload\'s own resources, and denies it on all others', async () => {
    const wrong: string[] = [];
    for (const statement of role().policies.flatMap(({ document }) => document.Statement)) {
      const requests = requestsOf(statement);
      let denied = 0;
      for (const action of [statement.Action].flat()) {
        const allowed: Request[] = [];
        for (const request of requests.filter((candidate) => candidate.action === action)) {
          const answer = await ask(role(), request);
          answer === 'allowed' && allowed.push(request);
          answer === 'denied' && wrong.push(`${statement.Sid}: ${action} is denied on ${request.resource}`);
        }
        if (allowed.length === 0 && !action.startsWith('sagemaker-mlflow:')) {
          wrong.push(`${statement.Sid}: ${action} is allowed on nothing of ${statement.Resource}`);
        }
        for (const foreign of allowed.flatMap((request) => foreignRequests(request, statement))) {
          const answer = await ask(role(), foreign);
          denied += answer === 'denied' ? 1 : 0;
          if (answer === 'allowed' && !isListed(foreign, features)) {
            wrong.push(`${statement.Sid}: ${action} is allowed with ${foreign.what}: ${foreign.resource}`);
          }
        }
      }
      if ((denied === 0) !== isOpen(statement, roleType)) {
        wrong.push(`${statement.Sid}: ${denied} foreign requests are denied, on ${statement.Resource}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('grants exactly the actions of its policy file, without wildcards', () => {
    const granted = role().policies.flatMap(({ document }) => document.Statement).flatMap(({ Action }) => Action);
    const own = ownPermissions.flatMap(({ actions }) => actions);
    const documented = [...namedActions(roleType, features, namesNetwork(roleType, features)), ...own];
    expect([...new Set(granted)].sort()).toEqual([...new Set(documented)].sort());
    expect(granted.filter((action) => action.includes('*'))).toEqual([]);
  });
});

test.each([[undefined, 'denied'], [true, 'allowed']])('with anyAuthorizedService %s, another service is %s', async (anyAuthorizedService, expected) => {
  const stack = new Stack(new App(), 'Stack');
  const features = [SageMakerFeature.VPC];
  new SageMakerExecutionRole(stack, 'Role', { ...namedWorkload(stack, SageMakerRoleType.TRAINING, features), anyAuthorizedService });
  const [role] = rolesOf(templateOf(stack), PLACE);
  const request = { action: 'ec2:CreateNetworkInterfacePermission', resource: 'arn:aws:ec2:eu-west-1:111122223333:network-interface/eni-1' };
  expect(await decide(role, { ...request, context: { 'ec2:AuthorizedService': 'sagemaker.amazonaws.com' } })).toBe('allowed');
  expect(await decide(role, { ...request, context: { 'ec2:AuthorizedService': 'lambda.amazonaws.com' } })).toBe(expected);
});

async function ask(role: TemplateRole, request: Request): Promise<'allowed' | 'denied' | 'of another type'> {
  try {
    return await decide(role, request);
  } catch (error) {
    if (error instanceof MalformedRequest) {
      return 'of another type';
    }
    throw error;
  }
}
