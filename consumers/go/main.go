// A CDK app in Go that uses cdk-sagemaker-execution-role from its module.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()
	rolesApp().Synth(nil)
}

// The app with its one stack.
func rolesApp() awscdk.App {
	app := awscdk.NewApp(nil)
	newRolesStack(app, "Roles", &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("eu-west-1")},
	})
	return app
}
