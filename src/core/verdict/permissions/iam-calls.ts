import { limitConcurrency } from './limit-concurrency';
import { MergedCalls } from './merged-calls';
import { PairAnswer, SimulatedRequest, simulatePairs } from './simulation';
import { PolicyTarget } from '../../question/policy-targets';
import { IamFailure, IamReader, PolicyReader, RoleDescription, SimulationPage } from '../iam-reader';

/** The rate of SimulatePrincipalPolicy is low, and the whole account shares it. */
const SIMULATIONS_AT_A_TIME = 3;

/** Calls AWS until the signal aborts, and counts the calls. */
export class IamCalls {
  public count = 0;
  private readonly merged = new MergedCalls((request) => this.simulate(request));
  private readonly limited = limitConcurrency(() => this.isThrottled ? 1 : SIMULATIONS_AT_A_TIME);
  private isThrottled = false;

  constructor(private readonly reader: IamReader, public readonly signal: AbortSignal) {}

  public getRole(name: string): Promise<RoleDescription> {
    return this.untilServed(() => this.reader.getRole(name, this.signal));
  }

  public readPolicy(reader: PolicyReader, target: PolicyTarget): Promise<string | undefined> {
    return this.untilServed(() => reader.readPolicy(target, this.signal));
  }

  /** Asks together with other requests of the same context. The answers may omit the organization's decision. */
  public simulateMerged(request: SimulatedRequest): Promise<PairAnswer[]> {
    return this.merged.ask(request);
  }

  public simulate(request: SimulatedRequest): Promise<PairAnswer[]> {
    return simulatePairs(this.reader, request, (call) => this.limited(() => this.simulateOnce(call)), this.signal);
  }

  /** Once IAM throttles, several calls at a time would only be refused more often. */
  private async simulateOnce(call: () => Promise<SimulationPage>): Promise<SimulationPage> {
    const page = await this.untilServed(call);
    this.isThrottled ||= page.wasThrottled === true;
    return page;
  }

  /** Repeats a call until AWS serves it, or the signal aborts. */
  private async untilServed<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await this.run(call);
    } catch (error) {
      if (!(error instanceof IamFailure && error.kind === 'THROTTLED')) {
        throw error;
      }
      this.isThrottled = true;
      return this.untilServed(call);
    }
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
