/** Whether a part of a policy applies to a request. */
export interface Answer {
  readonly applies: 'YES' | 'NO' | 'UNKNOWN';
  readonly why?: string;
  /** Whether only a condition excludes the request. */
  readonly byCondition?: boolean;
}

export const YES: Answer = { applies: 'YES' };

export function no(why?: string): Answer {
  return { applies: 'NO', why };
}

export function unknown(why: string): Answer {
  return { applies: 'UNKNOWN', why };
}

/** Whether all apply. */
export function all(answers: readonly Answer[]): Answer {
  return answers.find(({ applies }) => applies === 'NO') ?? answers.find(({ applies }) => applies === 'UNKNOWN') ?? YES;
}

/** Whether one applies. */
export function any<T extends Answer>(answers: readonly T[]): T | Answer {
  return answers.find(({ applies }) => applies === 'YES') ?? answers.find(({ applies }) => applies === 'UNKNOWN')
    ?? answers.find(({ byCondition }) => byCondition) ?? answers.find(({ why }) => why !== undefined) ?? no();
}
