import { AddHelpTextPosition, Command, ErrorOptions } from 'commander';
import { UsageError } from './usage-error';
import { wrapParagraphs } from './wrap-text';

/** A command whose errors are one line that says what helps, and whose help fits on a terminal. */
export class CliCommand extends Command {
  public override createCommand(name?: string): CliCommand {
    return new CliCommand(name).helpOption('-h, --help', 'show this help');
  }

  public override error(message: string, { code }: ErrorOptions = {}): never {
    const [, what, suggestion] = /^(?:error: )?(.*?)\.?(?:\n\(Did you mean (.*)\?\))?$/s.exec(message)!;
    if (suggestion !== undefined) {
      throw new UsageError(`${what}: did you mean ${suggestion}?`);
    }
    // A value that is refused is refused with what to use instead.
    throw new UsageError(code === 'commander.invalidArgument' ? what : `${what}: see '${this.path()} --help'`);
  }

  public override addHelpText(position: AddHelpTextPosition, text: Parameters<Command['addHelpText']>[1] | string): this {
    return super.addHelpText(position, typeof text === 'string' ? () => wrapParagraphs(text) : text);
  }

  private path(): string {
    return this.parent ? `${(this.parent as CliCommand).path()} ${this.name()}` : this.name();
  }
}
