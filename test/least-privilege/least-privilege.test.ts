import { namedActions, namesNetwork } from './policy-file';
import { requestsOf } from './requests';
import { CASES, namedWorkload, PLACE, stacksOf } from './workloads';
import { decide, MalformedRequest, Request } from '../../testing/offline-iam/engine';
import { rolesOf, TemplateRole } from '../../testing/offline-iam/template-roles';
import { templateOf } from '../../testing/template-of';

const stacks = stacksOf(namedWorkload);
const roles = new Map<string, TemplateRole>();
const roleOf = (name: string) => {
  roles.has(name) || roles.set(name, rolesOf(templateOf(stacks.get(name)!), PLACE)[0]);
  return roles.get(name)!;
};

const OTHER_ACCOUNT = '444455556666';

/** Resources that AWS owns: the role may use them in other accounts. */
const OWNED_BY_AWS = [
  /:aws:hub/, /:::jumpstart-/, /:bedrock:[^:]*::foundation-model\//,
];

/** The same request for resources that aren't the workload's. */
function foreignRequests({ action, resource, context, resourceAccount }: Request): (Request & { readonly what: string })[] {
  const vary = (what: string, changed: string, more: Partial<Request> = {}) =>
    changed === resource && !more.context ? [] : [{ what, action, resource: changed, context, resourceAccount, ...more }];
  const [, , service, , account] = resource.split(':');
  return [
    ...vary('another account', resource.replace(`:${PLACE.account}:`, `:${OTHER_ACCOUNT}:`), { resourceAccount: OTHER_ACCOUNT }),
    ...vary('another partition', resource.replace('arn:aws:', 'arn:aws-cn:')),
    ...service === 's3' ? vary('another bucket', resource.replace(':own-bucket', ':other-bucket')) : [],
    ...service === 's3' && resource.includes('/team/') ? vary('another prefix', resource.replace('/team/', '/other/')) : [],
    ...action === 's3:ListBucket' ? vary('another prefix', resource, { context: { ...context, 's3:prefix': 'other/' } }) : [],
    ...service === 'kms' ? vary('another key', resource.replace('own-key', 'other-key')) : [],
    ...service === 'lambda' ? vary('another function', resource.replace('own-function', 'other-function')) : [],
    ...service === 'sns' || service === 'sqs' ? vary('another topic or queue', resource.replace(/own-(topic|queue)/, 'other')) : [],
    ...service === 'glue' ? vary('another database', resource.replace('own_database', 'other')) : [],
    ...service === 'ecr' ? vary('another repository', resource.replace('own-image', 'other-image')) : [],
    ...service === 's3' ? vary('a bucket of another owner', resource, {
      resourceAccount: OTHER_ACCOUNT, context: { ...context, 'aws:ResourceAccount': OTHER_ACCOUNT },
    }) : [],
    ...action === 's3:PutObjectAcl' ? vary('another ACL', resource, { context: { ...context, 's3:x-amz-acl': 'public-read' } }) : [],
    ...action === 'sagemaker:AddTags' ? vary('not while creating', resource, { context: {} }) : [],
    ...context && 'ec2:AuthorizedService' in context
      ? vary('another service', resource, { context: { ...context, 'ec2:AuthorizedService': 'lambda.amazonaws.com' } }) : [],
    ...service === 'sagemaker' && resource.includes('/own-') ? vary('another team', resource.replace('/own-', '/other-')) : [],
    ...action === 'iam:PassRole' ? [
      ...vary('another role', resource.replace(/role\/.*/, 'role/other')),
      ...vary('another service', resource, { context: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
      ...vary('an unknown service', resource, { context: {} }),
    ] : [],
    ...account === PLACE.account && /sagemaker|logs|ec2|lambda/.test(service)
      ? vary('another region', resource.replace(`:${PLACE.region}:`, ':us-west-2:')) : [],
  ];
}

describe.each(CASES)('%s with %s', (roleType, name, features) => {
  const role = () => roleOf(`${roleType} ${name}`);

  test('allows each action on the workload\'s own resources, and denies it on all others', async () => {
    const wrong: string[] = [];
    let allowed = 0;
    let denied = 0;
    for (const { document } of role().policies) {
      for (const statement of document.Statement) {
        const requests = requestsOf(statement);
        for (const action of [statement.Action].flat()) {
          let taken = 0;
          for (const request of requests.filter((candidate) => candidate.action === action)) {
            const answer = await ask(role(), request);
            taken += answer === 'allowed' ? 1 : 0;
            if (answer === 'denied') {
              wrong.push(`${statement.Sid}: ${action} is denied on ${request.resource}`);
            }
            if (answer === 'allowed' && request.resource !== '*' && !OWNED_BY_AWS.some((owned) => owned.test(request.resource))) {
              for (const foreign of foreignRequests(request)) {
                const foreignAnswer = await ask(role(), foreign);
                denied += foreignAnswer === 'denied' ? 1 : 0;
                if (foreignAnswer === 'allowed') {
                  wrong.push(`${statement.Sid}: ${action} is allowed on ${foreign.what}: ${foreign.resource}`);
                }
              }
            }
          }
          allowed += taken;
          if (taken === 0 && !action.startsWith('sagemaker-mlflow:')) {
            wrong.push(`${statement.Sid}: ${action} is allowed on nothing of ${statement.Resource}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(allowed).toBeGreaterThan(0);
    expect(denied).toBeGreaterThan(allowed / 2);
  });

  test('grants exactly the actions of its policy file, without wildcards', () => {
    const granted = role().policies.flatMap(({ document }) => document.Statement).flatMap(({ Action }) => Action);
    expect([...new Set(granted)].sort()).toEqual(namedActions(roleType, features, namesNetwork(roleType, features)));
    expect(granted.filter((action) => action.includes('*'))).toEqual([]);
  });
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
