import { DisplayName } from './wording';

/**
 * The default quota of IAM, without white space.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const TRUST_POLICY_CHARACTERS = 2_048;

/** The error about a trust policy that is too long for IAM, if it is. */
export function longTrustError(characters: number, displayName: DisplayName): string | undefined {
  return characters <= TRUST_POLICY_CHARACTERS ? undefined
    : `the trust policy has ${characters} characters, but IAM accepts ${TRUST_POLICY_CHARACTERS}: use fewer ${displayName('sourceArns')}, or patterns that match several resources`;
}

/** The warning about a trust without the account condition. */
export function openTrustWarning(displayName: DisplayName): string {
  return `${displayName('accountScopedTrust: false')} lets a service assume the role for any account (the confused deputy problem), unless `
    + `${displayName('sourceArns')} has ARNs of that service: remove it if the services send aws:SourceAccount`;
}
