import { SageMakerFeature, SageMakerRoleType } from '../../../src';

/** The enum member for an id of the policy files: `MLFLOW` for `mlflow`. */
export function featureName(id: string): string {
  return memberName(SageMakerFeature, id);
}

export function roleTypeName(id: string): string {
  return memberName(SageMakerRoleType, id);
}

function memberName(enumeration: Readonly<Record<string, string>>, value: string): string {
  const name = Object.keys(enumeration).find((key) => enumeration[key] === value);
  if (!name) {
    throw new Error(`the enum has no member with the value '${value}'`);
  }
  return name;
}
