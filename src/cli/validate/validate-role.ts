import { taggedRoleType } from './tagged-role-type';
import { ValidateAnswer, validateDocument, validateText, exitCodeOf } from './validate-answer';
import { Environment } from '../../core/iam/environment';
import { Question } from '../../core/question/question';
import { RoleIdentity, typedRole } from '../../core/rules/role-identity';
import { ValidationResult } from '../../core/verdict/role-validation';
import { Host } from '../host';
import { UsageError } from '../parser/usage-error';
import { describeCaller } from '../session/caller';
import { ownRole } from '../session/own-role';
import { Session, withSession } from '../session/session';
import { SessionOptions, Outcome } from '../session/session-options';
import { asTyped } from '../workload/option-values';

const SERVICE_LINKED = /^arn:[^:]+:iam::\d{12}:role\/aws-service-role\//;

/** A role, and the question about it. */
export interface ValidateRequest extends SessionOptions {
  /** A name or an ARN, or nothing for the caller's own role. */
  readonly role?: string;
  /** The role type; without one, the tag of the role has it. */
  readonly roleType?: string;
  /** For how many seconds a negative answer is asked again. */
  readonly propagationTimeout: number;
  /** Reads a role type, and throws if it is unknown. */
  parseRoleType(typed: string): string;
  question(environment: Environment, roleType: string): Question;
}

/** Validates a role as the Lambda function does, with the caller's credentials. */
export function validate(request: ValidateRequest, host: Host): Promise<Outcome> {
  const { role, roleType: workload, json } = request;
  return withSession<ValidateAnswer>(request, host, {
    ask: (session) => answerOf(request, session),
    unanswered: (detail) => ({
      role,
      workload,
      notes: [],
      result: { verdict: 'INCONCLUSIVE', findings: [{ verdict: 'INCONCLUSIVE', reason: 'CANNOT_SIMULATE', subject: 'the caller', detail }], calls: 0 },
    }),
    outcome: (answer) => ({ output: json ? validateDocument(answer) : validateText(answer), exitCode: exitCodeOf(answer.result) }),
  });
}

async function answerOf(request: ValidateRequest, session: Session): Promise<ValidateAnswer> {
  const { role: given } = request;
  const { place } = session;
  if (given === undefined) {
    const { note, ...own } = await callersRole(session);
    return answerAbout({ ...place, ...own }, { role: own.arn, notes: note === undefined ? [] : [note] }, request, session);
  }
  let role: RoleIdentity;
  try {
    role = typedRole(given, place);
  } catch (error) {
    const { message } = error as Error;
    if (SERVICE_LINKED.test(given)) {
      return { workload: request.roleType, region: place.region, role: given, result: wrongRole(given, message), notes: [] };
    }
    // The problem is the argument or the credentials, so there is no verdict on a role.
    throw new UsageError(message);
  }
  return answerAbout(role, { role: given, notes: [] }, request, session);
}

async function answerAbout(
  role: RoleIdentity, { notes, ...shown }: Pick<ValidateAnswer, 'role' | 'notes'>, { roleType, parseRoleType, question }: ValidateRequest, session: Session,
): Promise<ValidateAnswer> {
  const { place } = session;
  const workload = roleType ?? await taggedRoleType(role.name, parseRoleType, session);
  const result = await session.validate(role, question(place, workload));
  const { sourceRoleTemplate: template } = result;
  return {
    ...shown,
    workload,
    region: place.region,
    result,
    notes: [
      ...notes,
      ...roleType === undefined ? [`the role type ${asTyped(workload)} is from the tag of the role`] : [],
      ...template === undefined ? [] : [`the role was created from the role template ${template}`],
    ],
  };
}

async function callersRole({ caller, reader, signal }: Session) {
  if (caller.kind !== 'role') {
    throw new UsageError(`there is no role to validate: the caller is ${describeCaller(caller)}, and SageMaker assumes only roles. Use --role, `
      + 'or the credentials of a role with --profile');
  }
  return ownRole(caller, reader, signal);
}

/** The result for a role that can't run any workload, which needs no question to IAM. */
function wrongRole(roleArn: string, detail: string): ValidationResult {
  return { verdict: 'INVALID', roleArn, findings: [{ verdict: 'INVALID', reason: 'WRONG_ROLE', detail }], calls: 0 };
}
