import { Argument, Command, Option } from 'commander';

/** What a role is for. */
export const ROLE_TYPE = () => new Argument('<role-type>',
  'training, serving, pipeline, feature-store, bedrock, hyperpod or model-evaluation');

/** Adds the options that choose a role type's features. */
export function addFeatureOptions(command: Command): Command {
  return command
    .addOption(repeatable('--feature <name>', "a feature instead of the role type's default ones, which the name 'default' stands for"))
    .addOption(new Option('--no-features', 'no feature: the documented minimum of the role type').conflicts('feature'));
}

/** Adds the options that describe a workload: what it uses, and which of the role type's features it has. */
export function addWorkloadOptions(command: Command): Command {
  addFeatureOptions(command);
  for (const option of scopeOptions()) {
    command.addOption(option);
  }
  return command;
}

function scopeOptions(): Option[] {
  return [
    repeatable('--bucket <bucket>', 'a bucket as NAME[/PREFIX][:ro|:wo|:rw], s3://NAME/PREFIX or an ARN; :rw is the default'),
    repeatable('--key <key>', 'a KMS key, by its id or ARN'),
    new Option('--no-keys', 'no KMS key').conflicts('key'),
    new Option('--key-via-service-only', 'the keys only through Amazon S3, SageMaker and Amazon Bedrock').conflicts('keys'),
    repeatable('--repository <repository>', 'an ECR repository, by its name or ARN'),
    new Option('--vpc <id>', 'the VPC, with its --subnet and --security-group'),
    new Option('--vpc-owner <account>', 'the account that owns the VPC, where that is another one'),
    repeatable('--subnet <id>', 'a subnet of the VPC'),
    repeatable('--security-group <id>', 'a security group of the VPC'),
    repeatable('--pass-role <role>', 'a role to pass on, besides the role itself, as [PATH/]NAME or an ARN'),
    repeatable('--function <function>', 'a Lambda function, by its name or ARN'),
    repeatable('--topic <topic>', 'an SNS topic, by its name or ARN'),
    repeatable('--queue <queue>', 'an SQS queue, by its name or ARN'),
    repeatable('--model-package-group <name>', 'a model package group'),
    repeatable('--mlflow-server <arn>', 'an MLflow app or tracking server'),
    repeatable('--glue-database <name>', 'a database of the Glue Data Catalog'),
    repeatable('--metric-namespace <pattern>', 'a namespace of CloudWatch metrics, such as /aws/sagemaker/*'),
  ];
}

/** An option that may be given several times, each time with one value. */
export function repeatable(flags: string, description: string): Option {
  return new Option(flags, `${description} (repeatable)`)
    .argParser((value: string, previous: readonly string[] | undefined) => [...previous ?? [], value]);
}
