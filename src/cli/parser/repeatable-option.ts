import { Option } from 'commander';

/** An option that may be given several times, with one value each time. */
export class RepeatableOption extends Option {
  constructor(flags: string, description: string) {
    super(flags, `${description} (repeatable)`);
    this.argParser((value: string, previous: readonly string[] | undefined) => [...previous ?? [], value]);
  }
}
