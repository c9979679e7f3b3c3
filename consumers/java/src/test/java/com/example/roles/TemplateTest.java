package com.example.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {
    /** The template of the TypeScript app, which {@code npm run consumers} synthesizes first. */
    private static final JsonNode EXPECTED = Json.read("../synthesized/Roles.template.json");

    private static JsonNode template;

    @BeforeAll
    static void synthesize() {
        template = Json.of(RolesApp.create().synth().getStackByName("Roles").getTemplate());
    }

    @Test
    @DisplayName("has the resources of the TypeScript app")
    void resources() {
        assertEquals(names(EXPECTED.get("Resources")), names(template.get("Resources")));
    }

    static Stream<String> expectedResources() {
        return names(EXPECTED.get("Resources")).stream();
    }

    @ParameterizedTest(name = "has the same {0} as the TypeScript app")
    @MethodSource("expectedResources")
    void resource(final String logicalId) {
        assertEquals(EXPECTED.get("Resources").get(logicalId), template.get("Resources").get(logicalId));
    }

    @Test
    @DisplayName("has the same other sections as the TypeScript app")
    void everythingElse() {
        assertEquals(((ObjectNode) EXPECTED.deepCopy()).without("Resources"), ((ObjectNode) template.deepCopy()).without("Resources"));
    }

    @Test
    @DisplayName("creates a role for each workload, and one for the validation")
    void roles() {
        List<String> roles = names(template.get("Resources")).stream()
            .filter(id -> template.get("Resources").get(id).get("Type").asText().equals("AWS::IAM::Role"))
            .map(id -> id.substring(0, id.length() - 8))
            .toList();
        assertEquals(List.of("PipelineRole", "SageMakerRoleValidationRole", "ServingRole", "TrainingRole"), roles);
    }

    private static TreeSet<String> names(final JsonNode object) {
        TreeSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
