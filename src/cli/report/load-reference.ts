import { brotliDecompressSync } from 'zlib';
import data from '../../core/review/policy/authorization-data.json';
import { AuthorizationReference } from '../../core/review/policy/authorization-reference';

let loaded: AuthorizationReference | undefined;

/** The authorization reference that this package contains. It is decompressed once. */
export function loadReference(): AuthorizationReference {
  return loaded ??= new AuthorizationReference(JSON.parse(brotliDecompressSync(Buffer.from(data.table, 'base64')).toString('utf8')));
}
