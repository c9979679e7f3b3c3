import { CommanderError } from 'commander';
import { addActions } from './actions/actions-command';
import { commandHost } from './command-host';
import { addHyperPodConnect } from './hyperpod-connect/hyperpod-connect-command';
import { ExitCode } from './output/exit-code';
import { reportFailure } from './output/failure';
import { CliCommand } from './parser/cli-command';
import { COLUMNS } from './parser/wrap-text';
import { addPolicy } from './policy/policy-command';
import { ProgramHost } from './program-host';
import { addReport } from './report/report-command';
import { addRoleType } from './role-type/role-type-command';
import { addTrust } from './trust/trust-command';
import { addValidate } from './validate/validate-command';
import { version } from '../../package.json';

/** Runs one command line, and returns its exit code. */
export async function run(words: readonly string[], host: ProgramHost): Promise<number> {
  let exitCode: number = ExitCode.VALID;
  const program = new CliCommand('sagemaker-role')
    .description('Show, validate and report what SageMaker execution roles may do.')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      getOutHelpWidth: () => widthOf(host.stdout),
      getErrHelpWidth: () => widthOf(host.stderr),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride();
  const commands = commandHost(host, (code) => {
    exitCode = code;
  });
  for (const add of [addRoleType, addActions, addPolicy, addTrust, addValidate, addHyperPodConnect, addReport]) {
    add(program, commands);
  }
  try {
    await program.parseAsync(knownWords(words, program), { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help and version end with a CommanderError of exit code 0. A missing command ends with another one, after the help.
    return error instanceof CommanderError ? (error.exitCode === 0 ? 0 : ExitCode.USAGE) : reportFailure(error, host);
  }
}

function widthOf({ isTTY, columns }: ProgramHost['stdout']): number {
  return isTTY && columns !== undefined ? columns : COLUMNS;
}

/** The words, or only an unknown command: commander would show the general help for `help typo`. */
function knownWords(words: readonly string[], program: CliCommand): readonly string[] {
  const [command] = words[0] === 'help' ? words.slice(1) : words;
  const isKnown = command === undefined || command.startsWith('-')
    || program.commands.some((known) => known.name() === command || known.aliases().includes(command));
  return isKnown ? words : [command];
}
