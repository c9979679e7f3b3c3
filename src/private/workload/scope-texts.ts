import { IConstruct } from 'constructs';
import { checkPermissionTexts } from './permission-scope';
import { messageOf } from '../error-path';
import { hasNestedText, withNestedTexts } from './resolved-text';
import { partsOf } from './token-parts';
import { WorkloadScope } from '../../core/grant/workload';
import { checkOwner } from '../../core/rules/bucket-owner-rules';
import { checkTag } from '../../core/rules/job-condition-rules';
import { asPropertyName } from '../../core/rules/wording';
import { checkPassableRole } from '../../core/rules/workload-rules';
import { checkTexts } from '../../core/rules/workload-texts';

/** Rejects texts of a workload that grant more than one thing, or nothing. */
export function checkScopeTexts(scope: WorkloadScope, account: string | undefined): void {
  checkTexts(scope, asPropertyName, partsOf);
  scope.passableRoles?.forEach((arn) => checkPassableRole(arn, account, asPropertyName));
  scope.buckets?.forEach(({ owner }) => owner === undefined || isPartial(owner) || checkOwner(owner, asPropertyName));
  scope.additionalPermissions?.forEach(checkPermissionTexts);
  Object.entries(scope.resourceTags ?? {}).forEach(([key, value]) => checkTag(key, partsOf(value), asPropertyName));
}

/** Makes the synthesis fail if the literal parts inside of tokens are bad. They may not be known earlier. */
export function checkNestedTexts(construct: IConstruct, scope: WorkloadScope, account: string | undefined): void {
  checkAtSynthesis(construct, scope, (nested) => checkScopeTexts(nested, account));
}

/** Checks a value again at synthesis, with the literal parts inside of its tokens. */
export function checkAtSynthesis<Type>(construct: IConstruct, value: Type, check: (nested: Type) => void): void {
  if (!hasNestedText(value)) {
    return;
  }
  construct.node.addValidation({
    validate: () => [...new Set(withNestedTexts(construct, value).flatMap((nested) => {
      try {
        check(nested);
        return [];
      } catch (error) {
        return [messageOf(error)];
      }
    }))],
  });
}

function isPartial(text: string): boolean {
  return partsOf(text).some((part) => typeof part !== 'string');
}
