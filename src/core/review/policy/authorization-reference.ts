import { sortedLevels } from './access-levels';
import { hasWildcard, wildcardMatch } from '../../iam/patterns';
import type { AccessLevel } from '../report';

/**
 * The actions of AWS's service authorization reference with their access levels. Other code refers to an action by its place in the
 * reference, which keeps sets of actions small.
 */
export class AuthorizationReference {
  /** `s3:getobject`, in lower case, because IAM ignores the case of actions. */
  private readonly names: string[] = [];
  private readonly levels: AccessLevel[] = [];
  private readonly places = new Map<string, number>();
  private readonly services = new Map<string, readonly [from: number, to: number]>();
  private readonly expanded = new Map<string, readonly number[]>();

  constructor(table: Readonly<Record<string, Readonly<Record<string, string>>>>) {
    for (const [service, levels] of Object.entries(table)) {
      const from = this.names.length;
      for (const [level, names] of Object.entries(levels)) {
        for (const name of names.split(' ')) {
          const action = `${service}:${name}`.toLowerCase();
          this.places.set(action, this.names.length);
          this.names.push(action);
          this.levels.push(level as AccessLevel);
        }
      }
      this.services.set(service, [from, this.names.length]);
    }
  }

  /** How many actions there are. */
  public get size(): number {
    return this.names.length;
  }

  /** The places of the actions that an action of a policy matches; none if the reference doesn't know it. */
  public expand(action: string): readonly number[] {
    const pattern = action.toLowerCase();
    if (!hasWildcard(pattern)) {
      const place = this.places.get(pattern);
      return place === undefined ? [] : [place];
    }
    const known = this.expanded.get(pattern) ?? this.match(pattern);
    this.expanded.set(pattern, known);
    return known;
  }

  /** The access levels of actions, each once, from the least to the most. */
  public levelsOf(places: Iterable<number>): AccessLevel[] {
    return sortedLevels(Array.from(places, (place) => this.levels[place]));
  }

  private match(pattern: string): number[] {
    const [from, to] = this.services.get(pattern.split(':')[0]) ?? [0, this.names.length];
    const matching: number[] = [];
    for (let place = from; place < to; place++) {
      if (pattern === '*' || wildcardMatch(pattern, this.names[place])) {
        matching.push(place);
      }
    }
    return matching;
  }
}
