// aws-cdk-lib validates every template that it synthesizes, which takes most of a test's time and changes no template.
// test/citizenship/template-validation.test.ts turns it on. A global setup, since child processes need it too.
module.exports = () => {
  process.env.CDK_VALIDATION ??= 'false';
};
