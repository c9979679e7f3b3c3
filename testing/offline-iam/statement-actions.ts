/** The part of a statement that names actions. */
interface ActionStatement {
  readonly Action?: unknown;
}

/** Whether a statement may match an action. The engine is slow, and most statements are about other actions. */
export function mayNameAction({ Action }: ActionStatement, action: string): boolean {
  const lowered = action.toLowerCase();
  const mayMatch = (pattern: string) => pattern.length === action.length && pattern.toLowerCase() === lowered || pattern.includes('*') || pattern.includes('?');
  return Action === undefined || (Array.isArray(Action) ? Action.some((pattern) => mayMatch(String(pattern))) : mayMatch(String(Action)));
}
