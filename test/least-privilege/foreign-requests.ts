import table from './foreign-requests.json';
import { Request } from '../../testing/offline-iam/engine';
import { Statement } from '../../testing/offline-iam/template-roles';

interface Variation {
  readonly what: string;
  readonly actions?: readonly string[];
  readonly services?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly owner?: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** A request that the role must not make. */
export type ForeignRequest = Request & { readonly what: string };

const OTHER_ACCOUNT = '444455556666';
const OWNER = 'aws:ResourceAccount';

/** The same request for resources that aren't the workload's, and in circumstances that the statement excludes. */
export function foreignRequests(request: Request, statement: Statement): ForeignRequest[] {
  return [...ofOtherResources(request), ...violations(request, statement)];
}

function ofOtherResources(request: Request): ForeignRequest[] {
  const { action, resource, context = {} } = request;
  if (resource === '*') {
    return [];
  }
  return (table.variations as Variation[])
    .filter(({ actions, services, from }) => (actions?.includes(action) ?? true) && (services?.includes(resource.split(':')[2]) ?? true)
      && (from === undefined || new RegExp(from).test(resource)))
    .map(({ what, from, to = '', owner, context: changes }) => ({
      what,
      action,
      resource: from === undefined ? resource : resource.replace(new RegExp(from), to),
      resourceAccount: owner ?? request.resourceAccount,
      context: { ...context, ...changes, ...owner && OWNER in context ? { [OWNER]: owner } : {} },
    }));
}

/** One request for each condition of the statement that it doesn't meet. */
function violations(request: Request, { Condition = {} }: Statement): ForeignRequest[] {
  return Object.entries(Condition).flatMap(([operator, keys]) => Object.entries(keys).flatMap(([key, expected]) => {
    const context = { ...request.context };
    delete context[key];
    const violating = violatingValue(operator, key, [expected].flat()[0]);
    const changed = { ...request, ...key === OWNER ? { resourceAccount: OTHER_ACCOUNT } : {} };
    return [
      ...violating === undefined ? [] : [{ ...changed, what: `another ${key}`, context: { ...context, [key]: violating } }],
      // ForAllValues is true without values. The owner of a resource is always known.
      ...operator.startsWith('ForAllValues') || key === OWNER ? [] : [{ ...request, what: `no ${key}`, context }],
    ];
  }));
}

function violatingValue(operator: string, key: string, expected: string): string | string[] | undefined {
  if (operator === 'Null') {
    return undefined;
  }
  const value = key === OWNER ? OTHER_ACCOUNT : operator === 'Bool' ? String(expected !== 'true')
    : operator.startsWith('Arn') ? 'arn:aws:ec2:eu-west-1:444455556666:other/other' : 'other';
  return operator.startsWith('For') ? [value] : value;
}

/** Why a role with these features may make the request after all. */
export function isListed({ action, resource, what }: ForeignRequest, features: readonly string[]): boolean {
  return (table.allowed as { what: string; action: string; resource: string; feature: string }[]).some((row) =>
    row.what === what && row.action === action && new RegExp(row.resource).test(resource) && features.includes(row.feature));
}

/** Whether no request is foreign to a statement, because it has neither a resource nor a condition. */
export function isOpen({ Sid = '' }: Statement, roleType: string): boolean {
  return (table.open as { sid: string; roleType?: string }[]).some((row) => row.sid === Sid && (row.roleType ?? roleType) === roleType);
}
