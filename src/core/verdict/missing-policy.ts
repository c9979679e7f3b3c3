import { Finding } from './verdict';
import type { Conditions } from '../grant/data/policy-types';
import { groupBy } from '../iam/group-by';

/** A policy as IAM takes it. */
export interface MissingPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
    readonly Condition?: Conditions;
  }[];
}

/**
 * The policy to add to the role: the permissions that its policies lack, on the resources that the workload uses. Undefined if a
 * policy can't help.
 */
export function missingPolicy(findings: readonly Finding[]): MissingPolicy | undefined {
  const missing = findings.filter(({ reason, alsoMissing }) => reason === 'MISSING_PERMISSION' || alsoMissing);
  const byResource = groupBy(missing, ({ resource, pattern, conditions }) => JSON.stringify([pattern ?? resource, conditions]));
  const byActions = groupBy([...byResource.values()], (group) => JSON.stringify([actionsOf(group), group[0].conditions]));
  return byActions.size === 0 ? undefined : {
    Version: '2012-10-17',
    Statement: [...byActions.values()].map((groups) => {
      const [[{ conditions }]] = groups;
      return {
        Effect: 'Allow',
        Action: actionsOf(groups[0]),
        Resource: groups.map(([{ resource, pattern }]) => pattern ?? resource ?? '*'),
        ...conditions ? { Condition: conditions } : {},
      };
    }),
  };
}

function actionsOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.flatMap(({ subject }) => subject ?? []))].sort();
}
