import { Caller, callerOf } from './caller';
import { Progress } from './progress';
import { SessionOptions, Outcome } from './session-options';
import { Question } from '../../core/question/question';
import { Place, RoleIdentity } from '../../core/rules/role-identity';
import { SYSTEM_CLOCK } from '../../core/verdict/clock';
import { IamReader } from '../../core/verdict/iam-reader';
import { ValidationResult, validateRole } from '../../core/verdict/role-validation';
import { connect } from '../aws/connection';
import { isUsageError } from '../parser/usage-error';

/** AWS, for as long as the time lasts. */
export interface Session {
  readonly caller: Caller;
  readonly place: Place;
  readonly reader: IamReader;
  readonly signal: AbortSignal;
  validate(role: RoleIdentity, question: Question, reader?: IamReader): Promise<ValidationResult>;
}

interface Task<Answer> {
  ask(session: Session): Promise<Answer>;
  /** The answer where nothing could be asked. */
  unanswered(why: string): Answer;
  outcome(answer: Answer): Outcome;
}

/**
 * Runs a task with the caller's credentials, within its time.
 *
 * Whatever goes wrong besides what the caller can mend leaves the question open, as it does for the Lambda function: no failure
 * may be taken for a verdict.
 *
 * @throws UsageError for what the caller can mend
 */
export async function withSession<Answer>(
  options: SessionOptions & { readonly propagationTimeout?: number }, { ask, unanswered, outcome }: Task<Answer>,
): Promise<Outcome> {
  const deadline = Date.now() + options.timeout * 1_000;
  const signal = AbortSignal.timeout(options.timeout * 1_000);
  const progress = new Progress(process.stderr);
  try {
    progress.say('asking AWS who calls');
    const { callerArn, region, reader: uncounted } = await connect(options, signal);
    const reader = progress.counting(uncounted);
    const caller = callerOf(callerArn);
    const place = { account: caller.account, partition: caller.partition, region };
    const timing = { deadline, propagationTimeout: (options.propagationTimeout ?? 0) * 1_000, clock: SYSTEM_CLOCK };
    const answer = await ask({
      caller,
      place,
      reader,
      signal,
      validate: async (role, question, own = reader) => ({
        ...await validateRole(role, question, own, timing, options.context),
        // With those that were made to know whom to judge.
        calls: progress.calls,
      }),
    });
    return outcome(answer);
  } catch (error) {
    if (isUsageError(error)) {
      throw error;
    }
    return outcome(unanswered((error as Error).message));
  } finally {
    progress.clear();
  }
}
