import { serviceOfSourceArn } from '../../core/grant/source-arns';
import { trustConditions, TrustedService } from '../../core/grant/trust';
import { groupBy } from '../../core/iam/group-by';
import { withSingle } from '../../core/iam/policy-json';
import { checkCharacters } from '../../core/rules/value-rules';
import { policyDocument, PolicyDocument } from '../policy/policy-documents';
import { optionOf } from '../workload/option-values';

/** The trust policy of the construct: one statement for each service, so that a source ARN of one does not lock another out. */
export function trustDocument(trusted: readonly TrustedService[], account: string | undefined, sourceArns: readonly string[]): PolicyDocument {
  sourceArns.forEach((arn) => checkCharacters(`${optionOf('sourceArns')} lists ${JSON.stringify(arn)}`, [arn], true));
  const arnsOf = groupBy(sourceArns, (arn) => serviceOfSourceArn(arn, trusted, account, optionOf));
  return policyDocument(trusted.map((one) => {
    const arns = arnsOf.get(one.service);
    const conditions = trustConditions(one, account, arns?.length === 1 ? arns[0] : arns);
    return {
      Effect: 'Allow',
      Principal: { Service: one.service },
      Action: withSingle(one.actions),
      ...Object.keys(conditions).length > 0 ? { Condition: conditions } : {},
    };
  }));
}
