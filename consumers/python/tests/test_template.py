def test_the_resources_are_those_of_the_typescript_app(template, expected):
    assert sorted(template["Resources"]) == sorted(expected["Resources"])


def test_each_resource_equals_that_of_the_typescript_app(resource, template, expected):
    assert template["Resources"][resource] == expected["Resources"][resource]


def test_everything_else_equals_that_of_the_typescript_app(template, expected):
    template, expected = ({name: part for name, part in each.items() if name != "Resources"} for each in (template, expected))
    assert template == expected


def test_there_is_a_role_for_each_workload_and_one_for_the_validation(template):
    roles = [logical_id[:-8] for logical_id, resource in template["Resources"].items() if resource["Type"] == "AWS::IAM::Role"]
    assert sorted(roles) == ["PipelineRole", "SageMakerRoleValidationRole", "ServingRole", "TrainingRole"]
