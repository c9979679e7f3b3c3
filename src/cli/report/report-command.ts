import { Command } from 'commander';
import { CommandHost } from '../command-host';

interface ParsedReportOptions {
  readonly output?: string;
  readonly diff?: string;
  readonly json?: boolean;
}

const HELP = `
The report contains all roles that SageMaker, Bedrock or EventBridge Scheduler can assume, not only the roles of this library. A path is a
cloud assembly (its stages are included), a folder of templates, or a JSON template. The page is one file that loads nothing else.

--json writes the content of the page as JSON. Keep the JSON of an earlier commit to compare with it later: --diff.

  $ sagemaker-role report
  $ sagemaker-role report --json -o before.json
  $ sagemaker-role report --diff before.json -o report.html

Exit code: 0, even if there is no such role; 64 if a path can't be read.`;

export function addReport(program: Command, host: CommandHost): void {
  program.command('report')
    .description('Write a page about the roles of an app: their trust, permissions and reasons')
    .argument('[paths...]', 'cloud assemblies, folders or templates (default: cdk.out)')
    .option('-o, --output <file>', "output file, '-' for standard output (default: report.html, or standard output with --json)")
    .option('--diff <earlier>', 'mark changes since an earlier --json file, cloud assembly or template')
    .option('--json', 'write JSON instead of a page')
    .addHelpText('after', HELP)
    .action(async (paths: string[], { output, diff, json = false }: ParsedReportOptions) => host.finish(await host.load('report').report({
      paths: paths.length > 0 ? paths : ['cdk.out'],
      output: output ?? (json ? '-' : 'report.html'),
      diff,
      json,
    })));
}
