import { isReport } from './report-shape';
import type { Change, Report, RoleReport } from '../../../core/review/report';
import { property } from '../../../core/review/template/json-value';
import { quotedName } from '../../../core/review/template/quoted-name';
import { UsageError } from '../../parser/usage-error';
import { buildReport } from '../build-report';
import { readJson, statOf } from '../files/json-file';

/** The state to compare with: the output of `report --json`, or templates. */
export function earlierState(path: string): Report {
  if (statOf(path).isDirectory()) {
    return buildReport([path]);
  }
  const content = readJson(path);
  if (property(content, 'roles') === undefined) {
    return buildReport([path]);
  }
  if (!isReport(content)) {
    throw new UsageError(`${quotedName(path)} isn't a report of this version: write it again with 'report --json', or pass the earlier templates`);
  }
  return withoutComparison(content);
}

/** Drops the comparison that an earlier report may contain: its removed items didn't exist at that time. */
function withoutComparison(report: Report): Report {
  return {
    ...report,
    compared: false,
    roles: present(report.roles).map(presentRole),
  };
}

function presentRole({ foreignPolicyChanges, permissionsBoundaryBefore, whenBefore, effectiveActionsBefore, ...role }: RoleReport): RoleReport {
  const { boundaryStatements, ...rest } = role;
  const bounding = present(boundaryStatements ?? []);
  return {
    ...rest,
    trust: present(role.trust),
    statements: present(role.statements),
    ...bounding.length > 0 ? { boundaryStatements: bounding } : {},
  };
}

function present<T extends { readonly change?: Change }>(items: readonly T[]): T[] {
  return items.filter((item) => item.change !== 'removed').map(({ change, ...item }) => item as T);
}
