package main

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/aws/jsii-runtime-go"
)

// The template of the TypeScript app, which `npm run consumers` synthesizes first.
const expectedTemplate = "../synthesized/Roles.template.json"

func TestHasTheTemplateOfTheTypeScriptApp(t *testing.T) {
	expected := readJSON[map[string]any](t, expectedTemplate)
	template := synthesized(t)
	resources, expectedResources := template["Resources"].(map[string]any), expected["Resources"].(map[string]any)
	delete(template, "Resources")
	delete(expected, "Resources")

	t.Run("has the same resources", func(t *testing.T) {
		compare(t, names(expectedResources), names(resources))
	})
	for _, id := range names(expectedResources) {
		t.Run(id, func(t *testing.T) {
			compare(t, expectedResources[id], resources[id])
		})
	}
	t.Run("has the same other sections", func(t *testing.T) {
		compare(t, expected, template)
	})
}

func TestCreatesARoleForEachWorkloadAndOneForTheValidation(t *testing.T) {
	var roles []string
	for id, resource := range synthesized(t)["Resources"].(map[string]any) {
		if resource.(map[string]any)["Type"] == "AWS::IAM::Role" {
			roles = append(roles, id[:len(id)-8])
		}
	}
	slices.Sort(roles)
	compare(t, []string{"PipelineRole", "SageMakerRoleValidationRole", "ServingRole", "TrainingRole"}, roles)
}

// Returns the template of this app as JSON.
func synthesized(t *testing.T) map[string]any {
	t.Helper()
	template, err := json.Marshal(rolesApp().Synth(nil).GetStackByName(jsii.String("Roles")).Template())
	if err != nil {
		t.Fatal(err)
	}
	return parsed[map[string]any](t, template)
}

func readJSON[T any](t *testing.T, file string) T {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return parsed[T](t, text)
}

func parsed[T any](t *testing.T, text []byte) (value T) {
	t.Helper()
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func names[V any](object map[string]V) []string {
	return slices.Sorted(maps.Keys(object))
}

func compare(t *testing.T, expected, actual any) {
	t.Helper()
	if !reflect.DeepEqual(expected, actual) {
		t.Errorf("expected %v, not %v", expected, actual)
	}
}
