import { TrustData } from '../../core/grant/data/policy-data';
import { serviceOfSourceArn, trustConditions } from '../../core/grant/source-arns';
import { groupBy } from '../../core/iam/group-by';
import { checkCharacters } from '../../core/rules/value-rules';
import { policyDocument, PolicyDocument } from '../policy/policy-documents';
import { optionOf } from '../workload/option-values';

/** The trust policy of the construct: one statement for each service, so that a source ARN of one does not lock another out. */
export function trustDocument(trusted: readonly TrustData[], account: string | undefined, sourceArns: readonly string[]): PolicyDocument {
  sourceArns.forEach((arn) => checkCharacters(`${optionOf('sourceArns')} lists ${JSON.stringify(arn)}`, [arn], true));
  const arnsOf = groupBy(sourceArns, (arn) => serviceOfSourceArn(arn, trusted, account, optionOf));
  return policyDocument(trusted.map(({ service }) => {
    const arns = arnsOf.get(service);
    const conditions = trustConditions(account, arns?.length === 1 ? arns[0] : arns);
    return {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
      ...Object.keys(conditions).length > 0 ? { Condition: conditions } : {},
    };
  }));
}
