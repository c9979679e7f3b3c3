import { AddHelpTextPosition, Command, ErrorOptions, Option } from 'commander';
import { RepeatableOption } from './repeatable-option';
import { UsageError } from './usage-error';
import { wrapParagraphs } from './wrap-text';

/** Options that earlier releases had, and the options to use instead. */
const REPLACED: Readonly<Record<string, string>> = { '--no-features': 'use --minimal, which starts from the documented minimum' };

/** A command whose errors are one line with the fix, and whose help fits on a terminal. */
export class CliCommand extends Command {
  public override createCommand(name?: string): CliCommand {
    return new CliCommand(name).helpOption('-h, --help', 'show this help');
  }

  public override addOption(option: Option): this {
    if (option.required) {
      const given: string[] = [];
      // Before the parser takes the value.
      this.on(`option:${option.name()}`, (value: string) => {
        given.push(value);
        checkValues(option, given);
      });
    }
    return super.addOption(option);
  }

  public override error(message: string, { code }: ErrorOptions = {}): never {
    const [, option] = /unknown option '([^']*)'/.exec(message) ?? [];
    if (option !== undefined && REPLACED[option] !== undefined) {
      throw new UsageError(`unknown option '${option}': ${REPLACED[option]}`);
    }
    const [, what, suggestion] = /^(?:error: )?(.*?)\.?(?:\n\(Did you mean (.*)\?\))?$/s.exec(message)!;
    if (suggestion !== undefined) {
      throw new UsageError(`${what}: did you mean ${suggestion}?`);
    }
    // The message about a wrong value already has the fix.
    throw new UsageError(code === 'commander.invalidArgument' ? what : `${what}: see '${this.path()} --help'`);
  }

  public override addHelpText(position: AddHelpTextPosition, text: Parameters<Command['addHelpText']>[1] | string): this {
    return super.addHelpText(position, typeof text === 'string' ? () => wrapParagraphs(text) : text);
  }

  private path(): string {
    return this.parent ? `${(this.parent as CliCommand).path()} ${this.name()}` : this.name();
  }
}

/** Rejects an option whose value is the next option, and one that is given twice: commander would take the last value. */
function checkValues(option: Option, given: readonly string[]): void {
  const value = given[given.length - 1];
  if (value.startsWith('--')) {
    throw new UsageError(`${option.long} has the value ${JSON.stringify(value)}, which looks like an option: use a value that does not begin with --`);
  }
  if (given.length > 1 && !(option instanceof RepeatableOption)) {
    throw new UsageError(`${option.long} is given twice, with ${given.map((one) => JSON.stringify(one)).join(' and ')}: remove one`);
  }
}
