import { CLIENT_CONFIG, ClientReader } from './client-reader';
import type { CloudFormationCustomResourceEvent, LambdaContext } from './event';
import { answer } from './handle';
import { sendResponse } from './response';
import { SYSTEM_CLOCK } from '../core/verdict/clock';
import { PolicyReader } from '../core/verdict/iam-reader';

/** Each instance of the function has one client. */
const reader = new ClientReader();

/** The clients of the other services are a separate file, which a function loads when a validation names one of their resources. */
const policies = (account: string): PolicyReader => ({
  readPolicy: async (target, signal) => new (await import('./policy-clients.js')).PolicyClients(account, CLIENT_CONFIG).readPolicy(target, signal),
});

export async function handler(event: CloudFormationCustomResourceEvent, context: LambdaContext): Promise<void> {
  const deadline = SYSTEM_CLOCK.now() + context.getRemainingTimeInMillis();
  await sendResponse(event, await answer(event, context, { reader, policies, clock: SYSTEM_CLOCK, deadline }), { clock: SYSTEM_CLOCK, deadline });
}
