import { AuthorizationReference } from './authorization-reference';
import { wildcardMatch } from '../../iam/patterns';
import type { AccessLevel } from '../report';

/** A set of actions: those of the reference, and by their text those that it does not know. */
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

  /** Adds what a policy's action stands for; one that stands for nothing known counts as itself. */
  public add(action: string): void {
    const places = this.reference.expand(action);
    if (places.length === 0) {
      this.unknown.add(action.toLowerCase());
    }
    places.forEach((place) => this.known.add(place));
  }

  /** Adds every action of the reference but those of another set. */
  public addAllBut(others: ActionSet): void {
    this.reference.expand('*').filter((place) => !others.known.has(place)).forEach((place) => this.known.add(place));
  }

  /** Takes away what a policy's action stands for. */
  public remove(action: string): void {
    this.reference.expand(action).forEach((place) => this.known.delete(place));
    const pattern = action.toLowerCase();
    this.removeUnknown((name) => wildcardMatch(pattern, name));
  }

  /** Takes away every action but what some of a policy's stand for. */
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

  private removeUnknown(goes: (name: string) => boolean): void {
    for (const name of this.unknown) {
      if (goes(name)) {
        this.unknown.delete(name);
      }
    }
  }
}
