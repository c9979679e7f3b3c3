def test_has_the_resources_of_the_typescript_app(template, expected):
    assert sorted(template["Resources"]) == sorted(expected["Resources"])


def test_has_the_same_resource_as_the_typescript_app(resource, template, expected):
    assert template["Resources"][resource] == expected["Resources"][resource]


def test_has_the_same_other_sections_as_the_typescript_app(template, expected):
    template, expected = ({name: part for name, part in each.items() if name != "Resources"} for each in (template, expected))
    assert template == expected


def test_creates_a_role_for_each_workload_and_one_for_the_validation(template):
    roles = [logical_id[:-8] for logical_id, resource in template["Resources"].items() if resource["Type"] == "AWS::IAM::Role"]
    assert sorted(roles) == ["PipelineRole", "SageMakerRoleValidationRole", "ServingRole", "TrainingRole"]
