import { ClientReader } from './client-reader';
import type { CloudFormationCustomResourceEvent, LambdaContext } from './event';
import { answer } from './handle';
import { sendResponse } from './response';
import { SYSTEM_CLOCK } from '../core/verdict/clock';

/** Each instance of the function has one client. */
const reader = new ClientReader();

export async function handler(event: CloudFormationCustomResourceEvent, context: LambdaContext): Promise<void> {
  const deadline = SYSTEM_CLOCK.now() + context.getRemainingTimeInMillis();
  await sendResponse(event, await answer(event, context, { reader, clock: SYSTEM_CLOCK, deadline }), { clock: SYSTEM_CLOCK, deadline });
}
