import { Option } from 'commander';

/** An option that may be given several times, each time with one value. */
export class RepeatableOption extends Option {
  constructor(flags: string, description: string) {
    super(flags, `${description} (repeatable)`);
    this.argParser((value: string, previous: readonly string[] | undefined) => [...previous ?? [], value]);
  }
}
