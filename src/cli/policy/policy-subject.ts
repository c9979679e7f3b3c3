import { callerGrants } from '../../core/grant/callers';
import { Grant } from '../../core/grant/grant';
import { grants } from '../../core/grant/grants';
import { WorkloadScope } from '../../core/grant/workload';
import { Environment } from '../../core/iam/environment';
import { startedActions, startedByCaller, unenforcedConditions, unusedConditions } from '../../core/rules/job-condition-rules';
import { checkStarts } from '../../core/rules/workload-rules';
import { asUsage, UsageError } from '../parser/usage-error';
import { OPTION_WORDING } from '../workload/option-values';

/** The receiver of the policies: the role of a workload, or a caller that starts it. */
export interface PolicySubject {
  readonly granted: readonly Grant[];
  /** The start of the names of its files. */
  readonly name: string;
  /** The warnings about conditions on jobs. */
  readonly warnings: readonly (string | undefined)[];
}

export function roleSubject(workload: WorkloadScope, place: Environment, role: string | undefined): PolicySubject {
  const granted = grants(workload, place, role ?? '');
  if (role === undefined && granted.some(({ namesRole }) => namesRole)) {
    throw new UsageError('the role passes itself, so a statement needs its ARN: add --role with its name or ARN');
  }
  const unused = unusedConditions(workload, OPTION_WORDING);
  return {
    granted,
    name: workload.roleType,
    warnings: [
      unenforcedConditions(workload, OPTION_WORDING, startedActions(workload)),
      unused && `${unused}: use it with --caller, or omit it`,
    ],
  };
}

export function callerSubject(workload: WorkloadScope, place: Environment, role: string | undefined): PolicySubject {
  asUsage(() => checkStarts(workload, OPTION_WORDING));
  if (role === undefined) {
    throw new UsageError('--caller needs --role, the role that the caller passes: add it');
  }
  return {
    granted: callerGrants(workload, place, role),
    name: `${workload.roleType}-caller`,
    warnings: [unenforcedConditions(workload, OPTION_WORDING, startedByCaller(workload))],
  };
}
