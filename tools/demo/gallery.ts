import gallery from './gallery.json';
import { Verdict } from '../../src/core/verdict/verdict';
import { OfflineAccount, OfflineDocument, OfflinePolicy, OfflineRole } from '../../testing/offline-iam/endpoint';

const PATH = '/ml-platform/';

/** An existing role that a team may get, with the expected outcome of its validation. */
export interface GalleryRole {
  readonly title: string;
  readonly arn: string;
  /** The account with only this role, or without roles if it does not exist. */
  readonly account: OfflineAccount;
  readonly expected: { readonly verdict: Verdict; readonly reasons: readonly string[] };
}

/** The gallery's roles in an imagined account. The first role is valid. */
export function galleryRoles(accountId: string): GalleryRole[] {
  return (gallery.roles as unknown as readonly Entry[]).map(({ title, name, scps, resourcePolicies = {}, expected, ...role }) => ({
    title,
    arn: `arn:aws:iam::${accountId}:role${PATH}${name}`,
    account: {
      accountId,
      roles: role.trust === undefined ? [] : [offlineRole(name, role)],
      resourcePolicies: Object.fromEntries(Object.entries(resourcePolicies).map(([arn, id]) => [arn, documentOf(id)])),
      scps: scps && [scps.map((id) => ({ document: documentOf(id) }))],
    },
    expected,
  }));
}

interface Entry {
  readonly title: string;
  readonly name: string;
  /** Omitted for a missing role. */
  readonly trust?: string;
  readonly policies?: readonly string[];
  readonly boundary?: string;
  readonly scps?: readonly string[];
  /** The policies of resources, by their ARNs. */
  readonly resourcePolicies?: Readonly<Record<string, string>>;
  readonly expected: GalleryRole['expected'];
}

function offlineRole(name: string, { trust, policies = [], boundary }: Omit<Entry, 'title' | 'name' | 'expected'>): OfflineRole {
  return {
    name, path: PATH, trust: documentOf(trust!), policies: policies.map(policyOf), boundary: boundary === undefined ? undefined : policyOf(boundary),
  };
}

function policyOf(id: string): OfflinePolicy {
  return { id, document: documentOf(id) };
}

function documentOf(id: string): OfflineDocument {
  const document = (gallery.documents as Record<string, OfflineDocument>)[id];
  if (!document) {
    throw new Error(`gallery.json has no document ${JSON.stringify(id)}`);
  }
  return document;
}
