import { ACCESS_LEVELS, AccessLevels } from './access-levels';
import { code, linkTo, table } from './markdown';
import { roleTypeName } from './member-name';
import { roleHeading } from './role-section';
import { RoleTypeData } from '../../../src/core/grant/data/policy-data';

/** The number of actions of each access level that a role type has with all of its features. */
export function levelTable(roleTypes: readonly RoleTypeData[], levels: AccessLevels): string {
  return table(['role type', ...ACCESS_LEVELS.map((level) => level.toLowerCase())], roleTypes.map((data) => {
    const actions = [...actionsOf(data)];
    return [
      linkTo(roleHeading(data), code(roleTypeName(data.roleType))),
      ...ACCESS_LEVELS.map((level) => String(actions.filter((action) => levels.get(action) === level).length)),
    ];
  }), ['---', ...ACCESS_LEVELS.map(() => '---:')]);
}

/** Every action of the policy files, with the role types that can have it. */
export function actionTable(roleTypes: readonly RoleTypeData[], levels: AccessLevels): string {
  const actions = [...new Set(roleTypes.flatMap((data) => [...actionsOf(data)]))].sort();
  return table(['action', 'access level', 'role types'], actions.map((action) => [
    code(action),
    levels.get(action)!,
    roleTypes.filter((data) => actionsOf(data).has(action)).map((data) => linkTo(roleHeading(data))).join(', '),
  ]));
}

function actionsOf({ statements }: RoleTypeData): Set<string> {
  return new Set(statements.flatMap(({ actions }) => actions));
}
