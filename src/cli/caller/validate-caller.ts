import { Host } from '../host';
import { CallerAnswer, callerDocument, callerExitCode, callerText, Purpose } from './caller-answer';
import { Environment } from '../../core/iam/environment';
import { Question } from '../../core/question/question';
import { IamReader } from '../../core/verdict/iam-reader';
import { ValidationResult } from '../../core/verdict/role-validation';
import { describeCaller } from '../session/caller';
import { ownRole } from '../session/own-role';
import { Session, withSession } from '../session/session';
import { SessionOptions, Outcome } from '../session/session-options';

/** The question whether a caller can do something. */
export interface CallerRequest extends SessionOptions {
  readonly purpose: Purpose;
  /** Whether the exit code is the verdict. */
  readonly strict: boolean;
  /** How to get a definite result instead of an unknown one. */
  readonly hints: readonly string[];
  /** @throws a usage error if an option doesn't fit the caller */
  question(environment: Environment, session: Session): Question | Promise<Question>;
}

/** Finds out whether the caller has the permissions for a purpose. */
export function validateCaller(request: CallerRequest, host: Host): Promise<Outcome> {
  return withSession<CallerAnswer>(request, host, {
    ask: (session) => ask(request, session),
    unanswered: (detail) => ({ purpose: request.purpose, result: open('the caller', detail), notes: [] }),
    outcome: (answer) => ({
      output: request.json ? callerDocument(answer) : callerText(answer),
      exitCode: callerExitCode(answer, request.strict),
    }),
  });
}

async function ask(request: CallerRequest, session: Session): Promise<CallerAnswer> {
  const { caller, place } = session;
  const answer = { purpose: request.purpose, caller, region: place.region };
  if (caller.kind !== 'role' && caller.kind !== 'user') {
    return { ...answer, result: open(undefined, `IAM simulates roles and users, and the caller is ${describeCaller(caller)}`), notes: [] };
  }
  const { note, ...principal } = caller.kind === 'role'
    ? await ownRole(caller, session.reader, session.signal) : { ...caller, note: undefined };
  const question = await request.question(place, session);
  const result = await session.validate({ ...place, ...principal }, question, withoutRole(session.reader, principal.arn));
  const hints = result.verdict === 'INCONCLUSIVE' ? request.hints : [];
  return { ...answer, result, notes: [...hints, ...note === undefined ? [] : [note]] };
}

/** A reader that answers GetRole itself: the trust policy of a caller doesn't matter, a caller may lack iam:GetRole, and a user has no role. */
function withoutRole(reader: IamReader, arn: string): IamReader {
  return { getRole: () => Promise.resolve({ arn }), simulate: (request, signal) => reader.simulate(request, signal) };
}

function open(subject: string | undefined, detail: string): ValidationResult {
  return { verdict: 'INCONCLUSIVE', findings: [{ verdict: 'INCONCLUSIVE', reason: 'CANNOT_SIMULATE', subject, detail }], calls: 0 };
}
