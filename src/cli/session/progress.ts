import { IamReader } from '../../core/verdict/iam-reader';

const CLEAR_LINE = '\r\u001b[K';

/** What is needed of a stream that may be a terminal. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A line on a terminal that tells how often AWS was asked; on anything else, nothing. */
export class Progress {
  private count = 0;

  constructor(private readonly screen: Screen) {}

  /** How many calls were made. */
  public get calls(): number {
    return this.count;
  }

  public say(text: string): void {
    if (this.screen.isTTY) {
      this.screen.write(`${CLEAR_LINE}${text}`);
    }
  }

  /** The reader, each call of which is counted. */
  public counting(reader: IamReader): IamReader {
    const count = () => {
      this.count += 1;
      this.say(`asking IAM: ${this.count} ${this.count === 1 ? 'call' : 'calls'}`);
    };
    return {
      getRole: (name, signal) => {
        count();
        return reader.getRole(name, signal);
      },
      simulate: (request, signal) => {
        count();
        return reader.simulate(request, signal);
      },
    };
  }

  /** Takes the line away, for what is printed next. */
  public clear(): void {
    this.say('');
  }
}
