import { IamReader, PolicyReader } from '../../core/verdict/iam-reader';
import { OutputStream } from '../host';

const CLEAR_LINE = '\r\u001b[K';

/** Shows the number of calls on a terminal. Writes nothing to a file or a pipe. */
export class Progress {
  private count = 0;

  constructor(private readonly screen: OutputStream) {}

  /** The number of calls so far. */
  public get calls(): number {
    return this.count;
  }

  public say(text: string): void {
    if (this.screen.isTTY) {
      this.screen.write(`${CLEAR_LINE}${text}`);
    }
  }

  /** Counts the calls of a reader. */
  public counting(reader: IamReader): IamReader {
    return {
      getRole: (name, signal) => this.counted(() => reader.getRole(name, signal)),
      simulate: (request, signal) => this.counted(() => reader.simulate(request, signal)),
    };
  }

  /** Counts the calls of a reader of policies. */
  public countingPolicies(reader: PolicyReader): PolicyReader {
    return { readPolicy: (target, signal) => this.counted(() => reader.readPolicy(target, signal)) };
  }

  private counted<T>(call: () => T): T {
    this.count += 1;
    this.say(`asking AWS: ${this.count} ${this.count === 1 ? 'call' : 'calls'}`);
    return call();
  }

  /** Removes the line, so that the result can be printed. */
  public clear(): void {
    this.say('');
  }
}
