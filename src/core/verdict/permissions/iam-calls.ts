import { limitConcurrency } from './limit-concurrency';
import { MergedCalls } from './merged-calls';
import { PairAnswer, SimulatedRequest, simulatePairs } from './simulation';
import { PolicyTarget } from '../../question/policy-targets';
import { IamReader, PolicyReader, RoleDescription } from '../iam-reader';

/** The rate of SimulatePrincipalPolicy is low, and the whole account shares it. */
const SIMULATIONS_AT_A_TIME = 3;

/** Calls AWS until the signal aborts, and counts the calls. */
export class IamCalls {
  public count = 0;
  private readonly merged = new MergedCalls((request) => this.simulate(request));
  private readonly limited = limitConcurrency(SIMULATIONS_AT_A_TIME);

  constructor(private readonly reader: IamReader, public readonly signal: AbortSignal) {}

  public getRole(name: string): Promise<RoleDescription> {
    return this.run(() => this.reader.getRole(name, this.signal));
  }

  public readPolicy(reader: PolicyReader, target: PolicyTarget): Promise<string | undefined> {
    return this.run(() => reader.readPolicy(target, this.signal));
  }

  /** Asks together with other requests of the same context. The answers may omit the organization's decision. */
  public simulateMerged(request: SimulatedRequest): Promise<PairAnswer[]> {
    return this.merged.ask(request);
  }

  public simulate(request: SimulatedRequest): Promise<PairAnswer[]> {
    return simulatePairs(this.reader, request, (call) => this.limited(() => this.run(call)), this.signal);
  }

  /** A connection that hangs must not delay the result: the call ends with the signal. */
  private async run<T>(call: () => Promise<T>): Promise<T> {
    if (this.signal.aborted) {
      throw this.signal.reason;
    }
    this.count += 1;
    return new Promise<T>((resolve, reject) => {
      const stop = () => reject(this.signal.reason);
      this.signal.addEventListener('abort', stop, { once: true });
      call().then(resolve, reject).finally(() => this.signal.removeEventListener('abort', stop));
    });
  }
}
