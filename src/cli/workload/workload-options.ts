import { Argument, Command, Option } from 'commander';
import { RepeatableOption } from '../parser/repeatable-option';

/** What a role is for. */
export const ROLE_TYPE = () => new Argument('<role-type>',
  'training, serving, pipeline, feature-store, bedrock, hyperpod or model-evaluation');

/** Adds the options that choose a role type's features. */
export function addFeatureOptions(command: Command): Command {
  return command
    .addOption(new RepeatableOption('--feature <name>', "a feature in addition to the role type's default features"))
    .option('--minimal', "start from the role type's documented minimum instead of its default features");
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
    new RepeatableOption('--bucket <bucket>', 'a bucket as NAME[/PREFIX][:ro|:wo|:rw], s3://NAME/PREFIX or an ARN; :rw is the default'),
    new RepeatableOption('--key <key>', 'a KMS key, by its id or ARN'),
    new Option('--no-keys', 'no KMS key').conflicts('key'),
    new Option('--key-via-service-only', 'the keys only through Amazon S3, SageMaker and Amazon Bedrock').conflicts('keys'),
    new RepeatableOption('--repository <repository>', 'an ECR repository, by its name or ARN'),
    new Option('--vpc <id>', 'the VPC, with its --subnet and --security-group'),
    new Option('--vpc-owner <account>', 'the account that owns the VPC, where that is another one'),
    new RepeatableOption('--subnet <id>', 'a subnet of the VPC'),
    new RepeatableOption('--security-group <id>', 'a security group of the VPC'),
    new RepeatableOption('--pass-role <role>', 'a role to pass on, besides the role itself, as [PATH/]NAME or an ARN'),
    new RepeatableOption('--function <function>', 'a Lambda function, by its name or ARN'),
    new RepeatableOption('--topic <topic>', 'an SNS topic, by its name or ARN'),
    new RepeatableOption('--queue <queue>', 'an SQS queue, by its name or ARN'),
    new RepeatableOption('--model-package-group <name>', 'a model package group'),
    new RepeatableOption('--mlflow-server <arn>', 'an MLflow app or tracking server'),
    new RepeatableOption('--glue-database <name>', 'a database of the Glue Data Catalog'),
    new RepeatableOption('--metric-namespace <pattern>', 'a namespace of CloudWatch metrics, such as /aws/sagemaker/*'),
  ];
}
