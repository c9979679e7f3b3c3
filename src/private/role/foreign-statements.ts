import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** The most actions of a statement, and the most statements, that a warning names. */
const SHOWN = 4;

/** The statements that `addToPrincipalPolicy` added to a role, in short, as grants of other constructs do. */
export function foreignStatements(role: Construct): string[] {
  // CDK keeps them in one policy, and moves those that don't fit to further ones.
  const policies = role.node.children.filter(({ node }) => /^(?:DefaultPolicy|OverflowPolicy\d+)$/.test(node.id)) as (iam.Policy | iam.ManagedPolicy)[];
  const statements = policies.flatMap(({ document }): any[] => Stack.of(role).resolve(document)?.Statement ?? []);
  const shown = statements.map(({ Sid: sid, Effect: effect, Action: action, NotAction: notAction }) =>
    `${sid ? `${sid}: ` : ''}${effect === 'Deny' ? 'Deny ' : ''}${notAction ? 'all except ' : ''}${inShort([action ?? notAction ?? []].flat())}`);
  return shown.length <= SHOWN ? shown : [...shown.slice(0, SHOWN), `${shown.length - SHOWN} more statements`];
}

function inShort(actions: readonly unknown[]): string {
  const texts = actions.map((action) => typeof action === 'string' ? action : 'a token');
  return texts.length <= SHOWN ? texts.join(', ') : `${texts.slice(0, SHOWN).join(', ')} and ${texts.length - SHOWN} more actions`;
}
