import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { openParameters } from './open-parameters';
import { atSynthesis, warn, warnOfAssumedOwners, warnOfFixedName, warnOfJobConditions, warnOfOpenScopes, warnOfOthers } from './role-warnings';
import { Grant } from '../../core/grant/grant';
import { WorkloadScope } from '../../core/grant/workload';
import { PREFIX_WITHOUT_SLASH, prefixWarnings } from '../../core/rules/prefix-warning';
import { openTrustWarning } from '../../core/rules/trust-rules';
import { asPropertyName } from '../../core/rules/wording';
import { WorkloadText, workloadTexts } from '../../core/rules/workload-texts';
import { SageMakerExecutionRoleProps } from '../../execution-role-props';
import { Workload } from '../../workload';
import { hasNestedText, withNestedTexts } from '../workload/resolved-text';
import { partsOf } from '../workload/token-parts';

/** Warns about values of a workload, and about omitted properties, whose effect the user may not mean. */
export function addWorkloadWarnings(construct: Construct, workload: Workload, scope: WorkloadScope, granted: readonly Grant[]): void {
  warnOfOpenScopes(construct, workload, granted);
  warnOfAssumedOwners(construct, workload, scope);
  warnOfJobConditions(construct, scope);
  prefixWarnings(scope, asPropertyName, partsOf).forEach((message) => warn(construct, PREFIX_WITHOUT_SLASH, message));
  warnOfParameters(construct, workloadTexts(scope));
}

/** Warns about the properties of a role in addition. */
export function addWarnings(role: iam.Role, props: SageMakerExecutionRoleProps, workload: WorkloadScope, granted: readonly Grant[]): void {
  const { accountScopedTrust, sourceArns = [] } = props;
  addWorkloadWarnings(role, props, workload, granted);
  warnOfOthers(role);
  warnOfFixedName(role, props);
  if (accountScopedTrust === false) {
    warn(role, 'accountScopedTrust', openTrustWarning(asPropertyName));
  }
  warnOfParameters(role, sourceArns.map((text) => ({ property: 'sourceArns', text })));
}

/** Warns about each parameter of CloudFormation that can become a wildcard, also inside of Fn.join and the like. */
export function warnOfParameters(construct: Construct, texts: readonly Pick<WorkloadText, 'property' | 'text'>[]): void {
  warnAll(construct, texts);
  const nested = texts.filter(({ text }) => hasNestedText(text));
  if (nested.length > 0) {
    atSynthesis(construct, () => {
      warnAll(construct, withNestedTexts(construct, nested).flat());
      return undefined;
    });
  }
}

function warnAll(construct: Construct, texts: readonly Pick<WorkloadText, 'property' | 'text'>[]): void {
  const named = texts.flatMap(({ property, text }) => openParameters(text).map(({ node }) => `'${property}' has the parameter ${node.path}`));
  for (const start of new Set(named)) {
    warn(construct, 'openParameter', `${start}, and a deployment can set it to a wildcard or a policy variable, which match more than one thing: limit it with `
      + "'allowedPattern', such as '[\\\\w/.:-]+', or with 'allowedValues'");
  }
}
