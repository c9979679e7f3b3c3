import { contextsOf } from './contexts';
import { domainOf, GeneratedRole, KEY, ResourcePolicy, ROLE_ARN, STATED_REQUESTS, StatedRequest } from './roles';
import { ACCOUNT, SAGEMAKER, TRUST_DOMAIN } from './trust-documents';
import { Document, isAllowed, namesAction, Policies, Request } from '../oracle/decision';
import { Truth } from '../oracle/truth';

/** The oracle's answer about the requests of the workload, over all contexts that they may have. */
export interface StatedAnswer {
  /** Whether the workload can't work: IAM denies something that it surely does, in every context. */
  readonly isDenied: boolean;
  /** Whether IAM denies, in every context, something that it may do: one object of its bucket. */
  readonly mayBeDenied: boolean;
  /** Whether IAM allows everything, in every context. */
  readonly isAllowed: boolean;
}

const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/generated/SageMaker`;
const GRANT_TO_SESSION: Document = { Statement: { Effect: 'Allow', Principal: { AWS: SESSION_ARN }, Action: '*', Resource: '*' } };
/** A key's default policy, which lets the account use its IAM policies. */
export const KEY_POLICY: Document = { Statement: { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' } };

/** Whether SageMaker can assume a role with this trust policy. */
export function trustAnswer(document: Document): StatedAnswer {
  return answerOf([trustRequests(document).map((request) => isAllowed(request, { resource: document }))], 'ALL');
}

/** SageMaker's request to assume a role with this trust policy, in each context that it may have. */
export function trustRequests(document: Document): Request[] {
  return contextsOf(document, TRUST_DOMAIN)
    .map((context) => ({ requester: { service: SAGEMAKER }, action: 'sts:AssumeRole', resource: ROLE_ARN, owner: ACCOUNT, context }));
}

/** Whether the role can do everything that the workload does. */
export function permissionsAnswer(role: GeneratedRole): StatedAnswer {
  const answers = STATED_REQUESTS.map(({ action, resources, uses }) => answerOf(resources.map((resource) => truthsOf(action, resource, role)), uses));
  return {
    isDenied: answers.some(({ isDenied }) => isDenied),
    mayBeDenied: answers.some(({ mayBeDenied }) => mayBeDenied),
    isAllowed: answers.every((answer) => answer.isAllowed),
  };
}

/** The truth in each context. */
function truthsOf(action: string, resource: string, role: GeneratedRole): Truth[] {
  const policies = policiesOf(role, action, resource);
  const isUnread = resourcePolicyOf(role, resource) === 'unread';
  return roleRequests(action, resource, policies, role.tags).map((request) => {
    const truth = isAllowed(request, policies);
    // An unread policy may deny anything, and may grant anything that no other policy denies.
    return isUnread && isAllowed(request, { ...policies, resource: GRANT_TO_SESSION }) !== false ? undefined : truth;
  });
}

function resourcePolicyOf({ bucketPolicy, keyPolicy = KEY_POLICY }: GeneratedRole, resource: string): ResourcePolicy | undefined {
  return resource === KEY ? keyPolicy : resource.startsWith('arn:aws:s3:') ? bucketPolicy : undefined;
}

/** The policies that decide about a request. Statements about other actions would only add contexts. */
export function policiesOf(role: GeneratedRole, action: string, resource: string): Policies {
  const { identity, boundary, scps } = role;
  const own = resourcePolicyOf(role, resource);
  const about = (document: Document): Document =>
    ({ ...document, Statement: [document.Statement].flat().filter((statement) => namesAction(statement, action)) });
  return {
    identity: identity.map(about),
    ...boundary ? { boundary: about(boundary) } : {},
    ...scps ? { scps: scps.map((level) => level.map(about)) } : {},
    ...typeof own === 'object' ? { resource: about(own) } : {},
  };
}

/** The role's request, in each context that it may have. */
export function roleRequests(action: string, resource: string, policies: Policies, tags: GeneratedRole['tags']): Request[] {
  return contextsOf(policies, domainOf(action, resource, policies.resource !== undefined, tags)).map((context) => ({
    requester: { roleArn: ROLE_ARN, sessionArn: SESSION_ARN }, action, resource, owner: String(context['aws:resourceaccount'] ?? ACCOUNT), context,
  }));
}

function answerOf(byResource: readonly (readonly Truth[])[], uses: StatedRequest['uses']): StatedAnswer {
  const denied = byResource.map((truths) => truths.every((truth) => truth === false));
  const allowed = byResource.map((truths) => truths.every((truth) => truth === true));
  return {
    isDenied: uses === 'ALL' ? denied.includes(true) : !denied.includes(false),
    mayBeDenied: uses === 'ONE' ? !denied.includes(false) : denied.includes(true),
    isAllowed: uses === 'ONE' ? allowed.includes(true) : !allowed.includes(false),
  };
}
