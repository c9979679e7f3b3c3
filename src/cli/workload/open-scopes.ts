import { OPTION_WORDING } from './option-values';
import { FeatureOrigin } from '../../core/grant/features';
import { openScopeWarning } from '../../core/rules/open-scope-warning';

/** The warnings about account-wide access, each once. */
export function openScopes(
  statements: readonly { readonly warnings: readonly string[] }[], originOf: (feature: string) => FeatureOrigin | undefined,
): string[] {
  return [...new Set(statements.flatMap(({ warnings }) => warnings))].map((id) => openScopeWarning(id, originOf, OPTION_WORDING));
}
