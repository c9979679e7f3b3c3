/** Where a role lives. The values may be placeholders that a later stage fills in. */
export interface Environment {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** A place for the questions that every place answers alike. */
export const ANYWHERE: Environment = { partition: '*', region: '*', account: '*' };
