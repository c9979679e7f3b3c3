/** Writes a list of one as its member, as CDK and IAM do. */
export function withSingle(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0] : values;
}
