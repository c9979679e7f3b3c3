#!/usr/bin/env node
import { CommanderError } from 'commander';
import { commandHost } from './command-host';
import { version } from '../../package.json';
import { addActions } from './actions/actions-command';
import { addReport } from './commands/report';
import { addHyperPodConnect } from './hyperpod-connect/hyperpod-connect-command';
import { ExitCode } from './output/exit-code';
import { tellFailure } from './output/failure';
import { CliCommand } from './parser/cli-command';
import { addPolicy } from './policy/policy-command';
import { addTrust } from './trust/trust-command';
import { addValidate } from './validate/validate-command';

async function main(words: readonly string[]): Promise<number> {
  let exitCode: number = ExitCode.VALID;
  const host = commandHost((code) => {
    exitCode = code;
  });
  const program = new CliCommand('sagemaker-role')
    .description('Show, check and report what SageMaker execution roles may do.')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .exitOverride();
  for (const add of [addActions, addPolicy, addTrust, addValidate, addHyperPodConnect, addReport]) {
    add(program, host);
  }
  try {
    await program.parseAsync(asked(words, program), { from: 'user' });
    return exitCode;
  } catch (error) {
    // Asking for the help or the version is no error; giving no command is, and the help is its message.
    return error instanceof CommanderError ? (error.exitCode === 0 ? 0 : ExitCode.USAGE) : tellFailure(error);
  }
}

/** The words, or only the command if there is none of its name: it is as unknown where its help is asked for as where it is to run. */
function asked(words: readonly string[], program: CliCommand): readonly string[] {
  const [command] = words[0] === 'help' ? words.slice(1) : words;
  const isKnown = command === undefined || command.startsWith('-') || program.commands.some((known) => known.name() === command);
  return isKnown ? words : [command];
}

function fail(error: unknown): void {
  process.exit(tellFailure(error));
}

// Whoever reads the output, such as `head`, may have read enough.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      fail(error);
    }
  });
}
process.on('uncaughtException', fail);
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
