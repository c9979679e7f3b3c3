import { callerText } from '../../../src/cli/caller/caller-answer';
import { validateText } from '../../../src/cli/validate/validate-answer';
import { Finding } from '../../../src/core/verdict/verdict';

const HOSTILE: Finding = { verdict: 'INCONCLUSIVE', reason: 'CANNOT_SIMULATE', subject: 's3:GetObject', detail: 'one\nVALID: two\u001b[2K\u202ethree' };
const result = { verdict: 'INCONCLUSIVE' as const, findings: [HOSTILE], calls: 1 };

test('keeps a foreign text in its line, without control characters', () => {
  const line = '  can\'t validate s3:GetObject (one VALID: two [2K three)';
  expect(validateText({ role: 'Trainer', workload: 'training', result, notes: [] }).split('\n')[1]).toBe(line);
  expect(callerText({ purpose: { member: 'starts', can: 'start', notChecked: [] }, result, notes: [] }).split('\n')[1]).toBe(line);
});
