import type { Report, StatementReport } from '../../../src/core/review/report';

/** A report with many roles. Each has twenty statements of realistic length. */
export function manyRoles(count: number): Report {
  return {
    compared: false,
    fullAccessActions: 739,
    notes: [],
    stacks: ['Many'],
    roles: Array.from({ length: count }, (_, index) => ({
      id: `Many/Role${index}`,
      title: `Many/Team${index}/TrainingRole`,
      logicalId: `Team${index}TrainingRole6F5F7E5C`,
      stack: 'Many',
      roleType: 'training',
      trust: [{ effect: 'Allow', principal: 'sagemaker.amazonaws.com', principalKind: 'service', conditions: [] }],
      foreignPolicies: [],
      effectiveActions: 80,
      statements: Array.from({ length: 20 }, (__, number) => statement(['s3', 'kms', 'sagemaker', 'ecr', 'logs'][number % 5], number)),
    })),
  };
}

function statement(service: string, number: number): StatementReport {
  return {
    sid: `Statement${number}`,
    effect: 'Allow',
    policy: 'TrainingRolePolicy0A1B2C3D',
    services: [{
      service,
      actionCount: 4,
      accessLevels: ['List', 'Read'],
      actions: [`${service}:DescribeSomething`, `${service}:GetSomething`, `${service}:ListSomethings`, `${service}:ListTags`],
    }],
    inverted: [],
    resources: [`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:something/name-of-number-${number}/*`],
    conditions: [{ operator: 'StringEquals', key: 'aws:ResourceAccount', values: ['${AWS::AccountId}'] }],
    wildcardActions: false,
    anyResource: false,
    why: 'Reads and lists the input objects that the job request names.',
    source: ['https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html'],
  };
}
