import { Conditions, roleTypeData } from '../../core/grant/data/policy-data';
import { FeatureOrigin, featureOrigins } from '../../core/grant/features';
import { actionsOf, Grant, ROLE_ARN_PLACEHOLDER } from '../../core/grant/grant';
import { grants } from '../../core/grant/grants';
import { trustedServices } from '../../core/grant/trust';
import { WorkloadScope } from '../../core/grant/workload';
import { Environment } from '../../core/iam/environment';

/**
 * The permissions of a workload and their reasons, as `actions --json` prints them.
 *
 * Scripts read it: a version may get more fields, and never changes or loses one.
 */
export interface Preview {
  readonly version: 1;
  readonly roleType: string;
  readonly summary: string;
  /** The features that the role has, where each comes from, and the features that it could have. */
  readonly features: readonly string[];
  readonly featureOrigins: Readonly<Record<string, FeatureOrigin>>;
  readonly otherFeatures: readonly string[];
  /** Every action, once and sorted. */
  readonly actions: readonly string[];
  readonly trust: readonly PreviewedService[];
  readonly statements: readonly PreviewedStatement[];
}

export interface PreviewedService {
  readonly service: string;
  /** The actions of AWS STS that the trust policy allows. */
  readonly actions: readonly string[];
  readonly feature?: string;
  readonly why: string;
  readonly source: readonly string[];
}

export interface PreviewedStatement {
  readonly sid: string;
  readonly feature?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
  /** The IDs of the warnings about its account-wide scopes. */
  readonly warnings: readonly string[];
  readonly why: string;
  readonly source: readonly string[];
}

export function preview(workload: WorkloadScope, environment: Environment): Preview {
  const { roleType, summary, features } = roleTypeData(workload.roleType);
  const origins = featureOrigins(workload);
  const granted = grants(workload, environment, ROLE_ARN_PLACEHOLDER);
  return {
    version: 1,
    roleType,
    summary,
    features: [...origins.keys()],
    featureOrigins: Object.fromEntries(origins),
    otherFeatures: Object.keys(features).filter((feature) => !origins.has(feature)),
    actions: actionsOf(granted),
    trust: trustedServices(workload).map(({ service, actions, feature, why, source }) => ({ service, actions, feature, why, source })),
    statements: granted.map(previewed),
  };
}

function previewed({ sid, feature, actions, resources, conditions, warnings, why, source }: Grant): PreviewedStatement {
  return { sid, feature, actions, resources, conditions, warnings, why, source };
}
