import { Context } from '../oracle/conditions';

/** The values that the condition keys of a request may have, by the key in lower case. Undefined: the request may lack the key. */
export type Domain = Readonly<Record<string, readonly (string | readonly string[] | undefined)[]>>;

/** Every context that a request may have, with the keys that the policies mention. */
export function contextsOf(policies: unknown, domain: Domain): Context[] {
  return mentionedKeys(policies).reduce<Context[]>((contexts, key) => {
    const values = domain[key];
    if (!values) {
      throw new Error(`the generator has no values for ${key}`);
    }
    return contexts.flatMap((context) => values.map((value) => ({ ...context, [key]: value })));
  }, [{}]);
}

/** The condition keys in conditions and in policy variables, in lower case. */
function mentionedKeys(policies: unknown): string[] {
  const text = JSON.stringify(policies);
  const found = [...text.matchAll(/"([\w-]+:[^"{}]+)":(?=["[])|\$\{([\w-]+:[^},]+)/g)].map(([, key, variable]) => (key ?? variable).toLowerCase());
  return [...new Set(found)];
}
