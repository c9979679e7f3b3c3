/** Whether something holds for an assumeRoleRequest. */
export interface Answer {
  readonly holds: 'YES' | 'NO' | 'UNKNOWN';
  readonly why?: string;
  /** Whether nothing but a condition is against it. */
  readonly byCondition?: boolean;
}

export const YES: Answer = { holds: 'YES' };

export function no(why?: string): Answer {
  return { holds: 'NO', why };
}

export function unknown(why: string): Answer {
  return { holds: 'UNKNOWN', why };
}

/** Whether all hold. */
export function all(answers: readonly Answer[]): Answer {
  return answers.find(({ holds }) => holds === 'NO') ?? answers.find(({ holds }) => holds === 'UNKNOWN') ?? YES;
}

/** Whether one holds. */
export function any(answers: readonly Answer[]): Answer {
  return answers.find(({ holds }) => holds === 'YES') ?? answers.find(({ holds }) => holds === 'UNKNOWN')
    ?? answers.find(({ byCondition }) => byCondition) ?? answers.find(({ why }) => why !== undefined) ?? no();
}
