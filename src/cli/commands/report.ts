import { Command } from 'commander';
import { CommandHost } from '../command-host';

interface ParsedReportOptions {
  readonly output?: string;
  readonly diff?: string;
  readonly json?: boolean;
}

const HELP = `
The roles are those that SageMaker, Bedrock or EventBridge Scheduler may assume, whoever made them. A path is a cloud assembly (with those of
its stages), a folder of templates, or a template in JSON. The page is one file that loads nothing.

The JSON holds what the page shows. Kept from an earlier commit, --diff compares with it.

  $ sagemaker-role report
  $ sagemaker-role report --json -o before.json
  $ sagemaker-role report --diff before.json -o report.html

Exit code: 0, also where there is no such role; 64 for what cannot be read.`;

export function addReport(program: Command, host: CommandHost): void {
  program.command('report')
    .description('Write a page about the roles of an app: whom they trust, what they may do, on what and why')
    .argument('[paths...]', 'what to read (default: cdk.out)')
    .option('-o, --output <file>', "the file to write, '-' for standard output (default: report.html, standard output with --json)")
    .option('--diff <earlier>', 'mark what has changed since an earlier --json, cloud assembly or template')
    .option('--json', 'as JSON')
    .addHelpText('after', HELP)
    .action(async (paths: string[], { output, diff, json = false }: ParsedReportOptions) => host.finish(await host.load('report').report({
      paths: paths.length > 0 ? paths : ['cdk.out'],
      output: output ?? (json ? '-' : 'report.html'),
      diff,
      json,
    })));
}
