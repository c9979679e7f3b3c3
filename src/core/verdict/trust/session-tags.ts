import { namesServicePrincipal } from './service-principal';
import type { RequiredService } from '../../question/question';
import { statementsOf } from '../policy/document';
import { evaluatePolicy } from '../policy/statement';

/**
 * Whether a service may give a session tags of its own, which replace those of the role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function maySendSessionTags(document: string | undefined, services: readonly RequiredService[], partition: string): boolean {
  const statements = document === undefined ? undefined : statementsOf(document);
  return statements === undefined || services.some(({ service }) => evaluatePolicy(statements, {
    action: 'sts:TagSession',
    context: new Map(),
    principalOf: (statement, denies) => namesServicePrincipal(statement, service, partition, denies),
  }).allowed.some(({ applies }) => applies !== 'NO'));
}
