const FIGURES = /^\d+ operations of the SageMaker and Amazon Bedrock APIs take a role\..*$/m;

/** The README with the sentence about the operations as it is now. */
export function withFigures(readme: string, figures: string): string {
  if (!FIGURES.test(readme)) {
    throw new Error('README.md lacks the sentence about the operations that take a role');
  }
  return readme.replace(FIGURES, `${figures} See [which role an operation needs](https://github.com/cdk-sagemaker-execution-role/cdk-sagemaker-execution-role/blob/main/docs/operations.md), `
    + 'or run `npx --no-install sagemaker-role role-type CreateTrainingJob`.');
}
