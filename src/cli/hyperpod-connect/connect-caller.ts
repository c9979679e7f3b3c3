import { Host } from '../host';
import { ConnectAnswer, connectDocument, connectExitCode, connectText } from './connect-answer';
import { Environment } from '../../core/iam/environment';
import { Question } from '../../core/question/question';
import { IamReader } from '../../core/verdict/iam-reader';
import { ValidationResult } from '../../core/verdict/role-validation';
import { describeCaller } from '../session/caller';
import { ownRole } from '../session/own-role';
import { Session, withSession } from '../session/session';
import { SessionOptions, Outcome } from '../session/session-options';

/** The question whether a caller can connect. */
export interface ConnectRequest extends SessionOptions {
  /** Whether the exit code is the verdict. */
  readonly strict: boolean;
  /** How to get a definite result instead of an unknown one. */
  readonly hints: readonly string[];
  question(environment: Environment): Question;
}

/** Finds out whether the caller can run the HyperPod command line. */
export function hyperPodConnect(request: ConnectRequest, host: Host): Promise<Outcome> {
  return withSession<ConnectAnswer>(request, host, {
    ask: (session) => ask(request, session),
    unanswered: (detail) => ({ result: open('the caller', detail), notes: [] }),
    outcome: (answer) => ({
      output: request.json ? connectDocument(answer) : connectText(answer),
      exitCode: connectExitCode(answer, request.strict),
    }),
  });
}

async function ask(request: ConnectRequest, session: Session): Promise<ConnectAnswer> {
  const { caller, place } = session;
  const answer = { caller, region: place.region };
  if (caller.kind !== 'role' && caller.kind !== 'user') {
    return { ...answer, result: open(undefined, `IAM simulates roles and users, and the caller is ${describeCaller(caller)}`), notes: [] };
  }
  const { note, ...principal } = caller.kind === 'role' ? await ownRole(caller, session.reader, session.signal) : { ...caller, note: undefined };
  const result = await session.validate({ ...place, ...principal }, request.question(place), withoutRole(session.reader, principal.arn));
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
