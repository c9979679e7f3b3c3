import { AuthorizationReference } from './authorization-reference';
import { wildcardMatch } from '../../iam/patterns';
import type { AccessLevel } from '../report';

/** A set of actions. Actions that the reference doesn't know are kept by their text. */
export class ActionSet {
  private readonly known = new Set<number>();
  private readonly unknown = new Set<string>();

  constructor(private readonly reference: AuthorizationReference, actions: readonly string[] = []) {
    actions.forEach((action) => this.add(action));
  }

  public get size(): number {
    return this.known.size + this.unknown.size;
  }

  public get accessLevels(): AccessLevel[] {
    return this.reference.levelsOf(this.known);
  }

  /** Adds the actions that an action of a policy matches. An action that matches nothing known counts as itself. */
  public add(action: string): void {
    const places = this.reference.expand(action);
    if (places.length === 0) {
      this.unknown.add(action.toLowerCase());
    }
    places.forEach((place) => this.known.add(place));
  }

  /** Adds every action of the reference except those of another set. */
  public addAllExcept(others: ActionSet): void {
    this.reference.expand('*').filter((place) => !others.known.has(place)).forEach((place) => this.known.add(place));
  }

  /** Removes the actions that an action of a policy matches. */
  public remove(action: string): void {
    this.reference.expand(action).forEach((place) => this.known.delete(place));
    const pattern = action.toLowerCase();
    this.removeUnknown((name) => wildcardMatch(pattern, name));
  }

  /** Removes every action that none of a policy's actions matches. */
  public retain(actions: readonly string[]): void {
    const kept = new ActionSet(this.reference, actions);
    for (const place of this.known) {
      if (!kept.known.has(place)) {
        this.known.delete(place);
      }
    }
    const patterns = actions.map((action) => action.toLowerCase());
    this.removeUnknown((name) => !patterns.some((pattern) => wildcardMatch(pattern, name)));
  }

  private removeUnknown(isRemoved: (name: string) => boolean): void {
    for (const name of this.unknown) {
      if (isRemoved(name)) {
        this.unknown.delete(name);
      }
    }
  }
}
