import { Caller, callerOf } from './caller';
import { Progress } from './progress';
import { Outcome, SessionOptions } from './session-options';
import { Environment } from '../../core/iam/environment';
import { Question } from '../../core/question/question';
import { RoleIdentity } from '../../core/rules/role-identity';
import { SYSTEM_CLOCK } from '../../core/verdict/clock';
import { IamReader } from '../../core/verdict/iam-reader';
import { ValidationResult, validateRole } from '../../core/verdict/role-validation';
import { connect } from '../aws/connection';
import { Host } from '../host';
import { isUsageError } from '../parser/usage-error';

/** Access to AWS until the timeout. */
export interface Session {
  readonly caller: Caller;
  readonly place: Environment;
  readonly reader: IamReader;
  readonly signal: AbortSignal;
  validate(role: RoleIdentity, question: Question, reader?: IamReader): Promise<ValidationResult>;
}

interface Task<Answer> {
  ask(session: Session): Promise<Answer>;
  /** The answer when AWS could not be asked. */
  unanswered(why: string): Answer;
  outcome(answer: Answer): Outcome;
}

/**
 * Runs a task with the caller's credentials, until the timeout.
 *
 * An error that the caller cannot fix makes the answer inconclusive, as in the Lambda function. A failure is never a verdict.
 *
 * @throws UsageError for an error that the caller can fix
 */
export async function withSession<Answer>(options: SessionOptions, host: Host, { ask, unanswered, outcome }: Task<Answer>): Promise<Outcome> {
  const progress = new Progress(host.stderr);
  const clock = SYSTEM_CLOCK;
  const timing = { clock, deadline: clock.now() + options.timeout * 1_000, propagationTimeout: (options.propagationTimeout ?? 0) * 1_000 };
  const abort = new AbortController();
  const { signal } = abort;
  void clock.sleep(options.timeout * 1_000, signal).then(() => abort.abort());
  try {
    progress.say('asking AWS who calls');
    const { callerArn, region, reader: uncounted, config } = await connect(options, signal);
    const reader = progress.counting(uncounted);
    const caller = callerOf(callerArn);
    const policies = options.resourcePolicies ? progress.countingPolicies({
      readPolicy: (target, aborting) => host.policyReader(caller.account, config).readPolicy(target, aborting),
    }) : undefined;
    const answer = await ask({
      caller,
      place: { account: caller.account, partition: caller.partition, region },
      reader,
      signal,
      validate: async (role, question, own = reader) => ({
        ...await validateRole(role, question, own, timing, options.context, policies),
        // Includes the calls that found the role.
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
    abort.abort();
    progress.clear();
  }
}
