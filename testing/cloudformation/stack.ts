import { randomUUID } from 'node:crypto';
import { asStrings, CustomResourceEvent } from './events';
import { ResponseEndpoint } from './response-endpoint';
import { CustomResourceResponse, deliveryFaults, responseFaults } from './response-rules';
import { VALIDATION } from '../template-validations';

/** The properties of the custom resources of a template, by logical id. */
export type CustomResources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** One step of a resource, as the stack's list of events shows it. */
export interface StackEvent {
  readonly request: CustomResourceEvent['RequestType'];
  readonly logicalId: string;
  /** The physical id in the request. */
  readonly requestedPhysicalId?: string;
  /** The physical id in the response. */
  readonly physicalId: string;
  readonly status: 'SUCCESS' | 'FAILED';
  readonly reason?: string;
  readonly milliseconds: number;
}

export type StackStatus =
  | 'CREATE_COMPLETE' | 'ROLLBACK_COMPLETE' | 'ROLLBACK_FAILED'
  | 'UPDATE_COMPLETE' | 'UPDATE_ROLLBACK_COMPLETE' | 'UPDATE_ROLLBACK_FAILED'
  | 'DELETE_COMPLETE' | 'DELETE_FAILED';

/**
 * The requests that take an update back in a rollback. AWS doesn't document them, and public sources differ:
 *
 * - `update`: an update with the old properties and the id that the update answered.
 *   Sources: https://github.com/aws/aws-cdk/pull/29581 (after a success), https://github.com/aws-powertools/powertools-lambda-java/pull/1082 (after a failure).
 * - `update with the old id`: as before, with the id before the update, which is the same id unless the update changes it.
 *   Source: https://github.com/aws/aws-cdk/issues/17040
 * - `delete`: if the id has changed, only a deletion of the new one.
 *   Source: https://repost.aws/knowledge-center/best-practices-custom-cf-lambda
 */
export type RollbackForm = 'update' | 'update with the old id' | 'delete';

export interface FakeStackProps {
  /** Runs the function on an event, as Lambda does. */
  readonly invoke: (event: CustomResourceEvent) => Promise<void>;
  readonly responses: ResponseEndpoint;
  /** How long CloudFormation waits for a response. */
  readonly serviceTimeoutMs: number;
  /** @default 'Custom::SageMakerRoleValidation' */
  readonly resourceType?: string;
  /** @default 'update' */
  readonly rollback?: RollbackForm;
}

interface Resource {
  readonly physicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * A stack of custom resources. It creates new resources, updates changed ones, deletes removed ones after all others succeeded, and rolls
 * back after a failure, as CloudFormation does.
 */
export class FakeStack {
  public readonly stackId = `arn:aws:cloudformation:eu-west-1:111122223333:stack/stack/${randomUUID()}`;
  /** The steps, in order. */
  public readonly events: StackEvent[] = [];
  /** The complaints of CloudFormation about the function. */
  public readonly complaints: string[] = [];
  public status?: StackStatus;
  private resources = new Map<string, Resource>();

  constructor(private readonly props: FakeStackProps) {}

  /** The attributes of the current resources. */
  public get attributes(): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
    return Object.fromEntries([...this.resources].map(([logicalId, { data }]) => [logicalId, data]));
  }

  /** The physical ids of the current resources. */
  public get physicalIds(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.resources].map(([logicalId, { physicalId }]) => [logicalId, physicalId]));
  }

  /**
   * Creates the stack, or updates it.
   *
   * @param laterFailure what happens when a resource after the custom resources fails; without it, none fails
   */
  public async deploy(template: CustomResources, laterFailure?: () => void): Promise<StackStatus> {
    const before = new Map(this.resources);
    const creates = before.size === 0;
    const touched: string[] = [];
    for (const [logicalId, properties] of Object.entries(template)) {
      if (JSON.stringify(before.get(logicalId)?.properties) === JSON.stringify(properties)) {
        continue;
      }
      touched.push(logicalId);
      if (!await this.put(logicalId, properties)) {
        return this.end(await this.rollBack(before, touched), creates ? 'ROLLBACK' : 'UPDATE_ROLLBACK');
      }
    }
    if (laterFailure) {
      laterFailure();
      return this.end(await this.rollBack(before, touched), creates ? 'ROLLBACK' : 'UPDATE_ROLLBACK');
    }
    for (const [logicalId, { physicalId, properties }] of before) {
      const now = template[logicalId] && this.resources.get(logicalId);
      if (now?.physicalId !== physicalId) {
        // CloudFormation ignores a failed deletion during the cleanup.
        await this.remove(logicalId, physicalId, properties, now === undefined);
      }
    }
    return this.end(true, creates ? 'CREATE' : 'UPDATE');
  }

  public async delete(): Promise<StackStatus> {
    let good = true;
    for (const [logicalId, { physicalId, properties }] of [...this.resources].reverse()) {
      good = await this.remove(logicalId, physicalId, properties, true) && good;
    }
    return this.end(good, 'DELETE');
  }

  /** Requests one deletion, of any physical id. */
  public async deletePhysical(logicalId: string, physicalId: string, properties: Readonly<Record<string, unknown>>): Promise<boolean> {
    return this.remove(logicalId, physicalId, properties, false);
  }

  private end(good: boolean, operation: 'CREATE' | 'ROLLBACK' | 'UPDATE' | 'UPDATE_ROLLBACK' | 'DELETE'): StackStatus {
    this.status = `${operation}_${good ? 'COMPLETE' : 'FAILED'}` as StackStatus;
    return this.status;
  }

  /** Creates or updates a resource. It keeps a failed one, which the rollback needs. */
  private async put(logicalId: string, properties: Readonly<Record<string, unknown>>): Promise<boolean> {
    const old = this.resources.get(logicalId);
    const response = await this.request(old ? 'Update' : 'Create', logicalId, properties, old?.physicalId, old?.properties);
    const good = response?.Status === 'SUCCESS';
    this.resources.set(logicalId, {
      physicalId: response?.PhysicalResourceId ?? old?.physicalId ?? `stack-${logicalId}-${randomUUID().slice(0, 8)}`,
      properties,
      data: response?.Data ?? {},
    });
    return good;
  }

  private async remove(logicalId: string, physicalId: string, properties: Readonly<Record<string, unknown>>, whole: boolean): Promise<boolean> {
    const response = await this.request('Delete', logicalId, properties, physicalId);
    const good = response?.Status === 'SUCCESS';
    if (good && whole) {
      this.resources.delete(logicalId);
    }
    return good;
  }

  /** Rolls back, the last first: deletes new resources, and takes the updates of the others back. */
  private async rollBack(before: ReadonlyMap<string, Resource>, touched: readonly string[]): Promise<boolean> {
    let good = true;
    for (const logicalId of [...touched].reverse()) {
      const now = this.resources.get(logicalId)!;
      const old = before.get(logicalId);
      if (!old) {
        good = await this.remove(logicalId, now.physicalId, now.properties, true) && good;
        continue;
      }
      const { rollback = 'update' } = this.props;
      if (rollback === 'delete' && now.physicalId !== old.physicalId) {
        this.resources.set(logicalId, old);
        await this.remove(logicalId, now.physicalId, now.properties, false);
        continue;
      }
      if (rollback === 'update with the old id') {
        this.resources.set(logicalId, { ...now, physicalId: old.physicalId });
      }
      good = await this.put(logicalId, old.properties) && good;
      if (this.resources.get(logicalId)!.physicalId !== now.physicalId) {
        await this.remove(logicalId, now.physicalId, now.properties, false);
      }
    }
    return good;
  }

  /** Sends one request, and waits for its response. Undefined if there is no valid one. */
  private async request(
    requestType: CustomResourceEvent['RequestType'], logicalId: string, properties: Readonly<Record<string, unknown>>,
    physicalId?: string, oldProperties?: Readonly<Record<string, unknown>>,
  ): Promise<CustomResourceResponse | undefined> {
    const { invoke, responses, serviceTimeoutMs, resourceType = VALIDATION } = this.props;
    const event: CustomResourceEvent = {
      RequestType: requestType,
      ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:validator',
      ResponseURL: responses.newUrl(),
      StackId: this.stackId,
      RequestId: randomUUID(),
      ResourceType: resourceType,
      LogicalResourceId: logicalId,
      ...physicalId === undefined ? {} : { PhysicalResourceId: physicalId },
      ResourceProperties: asStrings(properties) as Record<string, unknown>,
      ...oldProperties ? { OldResourceProperties: asStrings(oldProperties) as Record<string, unknown> } : {},
    };
    const complain = (what: string) => this.complaints.push(`${requestType} of ${logicalId}: ${what}`);
    const start = Date.now();
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, serviceTimeoutMs);
    });
    let ended = false;
    const invoked = invoke(event).catch((error) => {
      complain(`the function ended with an error: ${(error as Error).message}`);
    }).finally(() => {
      ended = true;
    });
    // Attempts after the answer count for this request too.
    await Promise.race([invoked, over]);
    clearTimeout(timer);
    const first = responses.attemptsAt(event.ResponseURL).find(({ taken }) => taken);
    const milliseconds = (first?.at ?? Date.now()) - start;
    if (!ended) {
      complain('the function did not end in time');
    }

    const faults = first ? responseFaults(event, first) : ['no response came in time'];
    [...faults, ...deliveryFaults(responses.attemptsAt(event.ResponseURL))].forEach(complain);
    const response = faults.length === 0 ? JSON.parse(first!.body) as CustomResourceResponse : undefined;
    this.events.push({
      request: requestType,
      logicalId,
      ...physicalId === undefined ? {} : { requestedPhysicalId: physicalId },
      physicalId: response?.PhysicalResourceId ?? '',
      status: response?.Status ?? 'FAILED',
      reason: response?.Reason ?? (response ? undefined : faults.join('; ')),
      milliseconds,
    });
    return response;
  }
}
