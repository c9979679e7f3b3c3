import { scopeLabel } from './scope-label';
import { sortedLevels } from '../../../../core/review/policy/access-levels';
import type { AccessLevel, RoleReport, StatementReport } from '../../../../core/review/report';
import { firstOf } from '../words';

/** A resource, or a group of resources, that a service's permissions apply to. */
export interface PictureScope {
  readonly label: string;
  /** The full text. */
  readonly text: string;
  /** Any resource. */
  readonly wide: boolean;
  /** In a comparison: no earlier statement applied to it. */
  readonly added: boolean;
}

/** A service that a role can use, with access levels and resources. */
export interface PictureService {
  readonly label: string;
  readonly accessLevels: readonly AccessLevel[];
  readonly wide: boolean;
  readonly scopes: readonly PictureScope[];
  /** The number of scopes that don't fit. */
  readonly furtherScopes: number;
}

/** The permissions of a role as a small tree. Each service has its own scopes. */
export interface RolePicture {
  readonly services: readonly PictureService[];
  /** The services that don't fit. */
  readonly furtherServices: readonly string[];
  /** The number of Deny statements. The tree doesn't show them. */
  readonly denying: number;
}

const MOST_SERVICES = 12;
const MOST_SCOPES = 5;

interface Branch {
  wide: boolean;
  readonly levels: Set<AccessLevel>;
  readonly scopes: Map<string, PictureScope>;
}

export function rolePicture(role: RoleReport): RolePicture {
  const drawn = role.statements.filter(({ effect, change }) => effect === 'Allow' && (change !== 'removed' || role.change === 'removed'));
  const branches = new Map<string, Branch>();
  for (const statement of drawn) {
    for (const { label, accessLevels, wide } of usesOf(statement)) {
      const branch: Branch = branches.get(label) ?? { wide: false, levels: new Set(), scopes: new Map() };
      branches.set(label, branch);
      branch.wide ||= wide;
      accessLevels.forEach((level) => branch.levels.add(level));
      for (const scope of scopesOf(statement, role)) {
        const known = branch.scopes.get(scope.text);
        branch.scopes.set(scope.text, { ...scope, added: scope.added && (known?.added ?? true) });
      }
    }
  }
  const names = [...branches.keys()].sort((one, other) => Number(branches.get(other)!.wide) - Number(branches.get(one)!.wide) || compare(one, other));
  const room = roomFor(names.length, MOST_SERVICES);
  return {
    services: names.slice(0, room).map((label) => pictureService(label, branches.get(label)!)),
    furtherServices: names.slice(room),
    denying: role.statements.filter(({ effect, change }) => effect === 'Deny' && change !== 'removed').length,
  };
}

/** The services of one statement. For `NotAction`, all actions except the listed ones. */
function usesOf(statement: StatementReport): { label: string; accessLevels: readonly AccessLevel[]; wide: boolean }[] {
  if (statement.inverted.includes('actions')) {
    const excepted = statement.services.flatMap(({ actions }) => actions);
    return [{ label: `all except ${firstOf(excepted)}`, accessLevels: statement.otherAccessLevels ?? [], wide: true }];
  }
  return statement.services.map(({ service, accessLevels }) =>
    ({ label: service === '*' ? 'any service' : service, accessLevels, wide: service === '*' }));
}

function scopesOf(statement: StatementReport, role: RoleReport): PictureScope[] {
  const added = statement.change === 'added' && role.change !== 'added';
  if (statement.inverted.includes('resources')) {
    const label = `all except ${firstOf(statement.resources.map(scopeLabel))}`;
    return [{ label, text: `all except ${statement.resources.join(', ')}`, wide: true, added }];
  }
  return statement.resources.map((text) => ({ label: scopeLabel(text), text, wide: text === '*', added }));
}

function pictureService(label: string, { wide, levels, scopes }: Branch): PictureService {
  const sorted = [...scopes.values()].sort((one, other) => Number(other.wide) - Number(one.wide));
  const room = roomFor(sorted.length, MOST_SCOPES);
  return {
    label,
    wide,
    accessLevels: sortedLevels(levels),
    scopes: sorted.slice(0, room),
    furtherScopes: sorted.length - room,
  };
}

/** The number of items that fit. If there are more, the last line counts them. */
function roomFor(count: number, most: number): number {
  return count <= most ? count : most - 1;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
