import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { codePoint } from '../../core/iam/code-point';
import { literalsOf, quotedText } from '../../core/rules/partial-text';
import { checkCharacters } from '../../core/rules/value-rules';
import { SageMakerExecutionRoleProps } from '../../execution-role-props';
import { partsOf } from '../workload/token-parts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const LONGEST_DESCRIPTION = 1_000;
const FOREIGN_IN_DESCRIPTION = /[^\t\n\r\x20-\x7e\xa1-\xff]/u;

/** In seconds. */
const SESSION = { shortest: 3_600, longest: 43_200 } as const;

interface RoleAttributes extends Pick<SageMakerExecutionRoleProps, 'description' | 'maxSessionDuration'> {
  readonly permissionsBoundary?: Pick<iam.IManagedPolicy, 'managedPolicyArn'>;
}

/** Rejects attributes of a role that IAM rejects. Its name and path have rules of their own. */
export function checkAttributes({ description, maxSessionDuration, permissionsBoundary }: RoleAttributes): void {
  if (description !== undefined) {
    checkDescription(description);
  }
  if (maxSessionDuration !== undefined) {
    checkSession(maxSessionDuration);
  }
  if (permissionsBoundary !== undefined) {
    const arn = partsOf(permissionsBoundary.managedPolicyArn);
    checkCharacters(`'permissionsBoundary' is ${quotedText(arn)}`, arn);
  }
}

function checkDescription(description: string): void {
  const literals = literalsOf(partsOf(description)).join('');
  if (literals.length > LONGEST_DESCRIPTION) {
    throw new Error(`'description' has ${literals.length} characters: use at most ${LONGEST_DESCRIPTION}`);
  }
  const [foreign] = FOREIGN_IN_DESCRIPTION.exec(literals) ?? [];
  if (foreign !== undefined) {
    throw new Error(`'description' has the character ${codePoint(foreign)}, which IAM doesn't accept: `
      + 'use letters of Latin-1, digits and punctuation');
  }
}

function checkSession(duration: Duration): void {
  if (duration.isUnresolved()) {
    throw new Error("'maxSessionDuration' is a token: use a duration that is known at synthesis, such as Duration.hours(1)");
  }
  const seconds = duration.toSeconds({ integral: false });
  if (!(Number.isInteger(seconds) && seconds >= SESSION.shortest && seconds <= SESSION.longest)) {
    throw new Error(`'maxSessionDuration' is ${seconds} seconds: use whole seconds from Duration.hours(1) to Duration.hours(12)`);
  }
}
