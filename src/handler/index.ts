import { ClientReader } from './client-reader';
import type { CloudFormationCustomResourceEvent, LambdaContext } from './event';
import { answer } from './handle';
import { sendResponse } from './response';

/** The client is made once for each instance of the function. */
const reader = new ClientReader();

export async function handler(event: CloudFormationCustomResourceEvent, context: LambdaContext): Promise<void> {
  const deadline = Date.now() + context.getRemainingTimeInMillis();
  await sendResponse(event, await answer(event, context, reader, deadline), deadline);
}
