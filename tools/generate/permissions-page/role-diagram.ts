import { featureName, roleTypeName } from './member-name';
import { RoleTypeData, scopeData, StatementData } from '../../../src/core/grant/data/policy-data';

/** The services that assume the role, its features and their resources. Dashed arrows lead to features that are off by default. */
export function roleDiagram({ roleType, trust, features, statements }: RoleTypeData): string {
  const parts = partsOf(statements);
  const optional = new Set(Object.keys(features).filter((feature) => !features[feature].default));
  const lines = trust.map(({ service, feature }, index) =>
    `  service${index}(["${service}${feature ? `<br/>with ${featureName(feature)}` : ''}"]) ${arrow(optional, feature)} role`);
  for (const [feature, those] of parts) {
    const part = feature ?? 'minimum';
    lines.push(
      `  role ${arrow(optional, feature)} ${part}["${feature ? featureName(feature) : 'every role of the type'}<br/>${actionCount(those)}"]`,
      `  ${part} ${arrow(optional, feature)} ${part}_scopes("${targetsOf(those).join('<br/>')}")`);
  }
  return ['```mermaid', 'flowchart LR', `  role(("${roleTypeName(roleType)}"))`, ...lines, '```'].join('\n');
}

function arrow(optional: ReadonlySet<string>, feature: string | undefined): string {
  return feature !== undefined && optional.has(feature) ? '-.->' : '-->';
}

/** The statements of each feature, after those of every role. */
function partsOf(statements: readonly StatementData[]): Map<string | undefined, StatementData[]> {
  const parts = new Map<string | undefined, StatementData[]>();
  for (const statement of statements) {
    parts.set(statement.feature, [...parts.get(statement.feature) ?? [], statement]);
  }
  return parts;
}

function actionCount(statements: readonly StatementData[]): string {
  const count = new Set(statements.flatMap(({ actions }) => actions)).size;
  return count === 1 ? '1 action' : `${count} actions`;
}

/** The resources in few words: a property for all of its scopes, a service for its other resources. */
function targetsOf(statements: readonly StatementData[]): string[] {
  const properties = new Set<string>();
  const types = new Map<string, Set<string>>();
  const wide = new Set<string>();
  for (const resource of statements.flatMap(({ resources }) => resources)) {
    const scope = /^\{(\w+)\}$/.exec(resource)?.[1];
    if (resource === '*') {
      wide.add('any resource');
    } else if (scope) {
      properties.add(scope === 'role' ? 'the role itself' : scopeData(scope).property);
    } else {
      const [service, type] = literalType(resource);
      types.set(service, (types.get(service) ?? new Set()).add(type));
    }
  }
  return [...properties, ...[...types].map(([service, those]) => `${service}: ${[...those].join(', ')}`), ...wide];
}

/** `['sagemaker', 'training-job']` of an ARN template. The ARNs of log groups and buckets have no type, so their names replace it. */
function literalType(resource: string): [string, string] {
  const [,, service,,, ...rest] = resource.split(':');
  const path = rest.join(':');
  return [service, service === 's3' || service === 'logs' ? path.replace(/^log-group:/, '').replace(/(prod-\{region\})\/\*$/, '$1') : path.split(/[/:]/)[0]];
}
