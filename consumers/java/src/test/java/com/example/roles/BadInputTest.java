package com.example.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdksagemakerexecutionrole.BucketAccess;
import io.github.cdksagemakerexecutionrole.SageMakerExecutionRole;
import io.github.cdksagemakerexecutionrole.SageMakerExecutionRoleProps;
import io.github.cdksagemakerexecutionrole.SageMakerFeature;
import io.github.cdksagemakerexecutionrole.SageMakerRoleType;
import io.github.cdksagemakerexecutionrole.Workload;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.jsii.JsiiException;

class BadInputTest {
    /** The error messages for bad input, the same in every language. */
    private static final JsonNode MESSAGES = Json.read("../bad-input.json");

    private static final Map<String, Function<Stack, SageMakerExecutionRoleProps.Builder>> WRONG_COMBINATIONS = Map.of(
        "noBucket", stack -> workload(SageMakerRoleType.TRAINING).buckets(List.of()),
        "unusedFunctions", stack -> workload(SageMakerRoleType.PIPELINE)
            .functions(List.of(software.amazon.awscdk.services.lambda.Function.fromFunctionName(stack, "Function", "step"))),
        "foreignFeature", stack -> workload(SageMakerRoleType.BEDROCK).features(List.of(SageMakerFeature.LINEAGE)),
        "wildcardPrefix", stack -> workload(SageMakerRoleType.TRAINING)
            .buckets(List.of(BucketAccess.readOnly(Bucket.fromBucketName(stack, "Bucket", "own-bucket"), "data/*"))));

    private Stack stack;

    @BeforeEach
    void createStack() {
        stack = new Stack(new App(), "Roles");
    }

    @Test
    @DisplayName("rejects a missing role type")
    void missing() {
        NullPointerException thrown = assertThrows(NullPointerException.class, () -> Workload.builder().build());
        assertEquals("roleType is required", thrown.getMessage());
    }

    @Test
    @DisplayName("rejects null as the role type")
    void nullRoleType() {
        NullPointerException thrown = assertThrows(NullPointerException.class,
            () -> SageMakerExecutionRole.Builder.create(stack, "Role").roleType(null).build());
        assertEquals("roleType is required", thrown.getMessage());
    }

    @Test
    @DisplayName("rejects null as the role ARN")
    void nullRoleArn() {
        NullPointerException thrown = assertThrows(NullPointerException.class, () -> SageMakerExecutionRole.fromValidatedRoleArn(
            stack, "Role", null, Workload.builder().roleType(SageMakerRoleType.TRAINING).build()));
        assertEquals("roleArn is required", thrown.getMessage());
    }

    @Test
    @DisplayName("rejects null as the bucket")
    void nullBucket() {
        NullPointerException thrown = assertThrows(NullPointerException.class, () -> BucketAccess.readOnly(null));
        assertEquals("bucket is required", thrown.getMessage());
    }

    @Test
    @DisplayName("rejects the name of an unknown role type at run time; the compiler rejects an unknown member")
    void unknownRoleType() {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> SageMakerRoleType.valueOf("TRAINIG"));
        assertTrue(thrown.getMessage().contains("SageMakerRoleType.TRAINIG"), thrown.getMessage());
    }

    @Test
    @DisplayName("has a case for every message")
    void everyMessage() {
        TreeSet<String> names = new TreeSet<>();
        MESSAGES.fieldNames().forEachRemaining(names::add);
        assertEquals(names, new TreeSet<>(WRONG_COMBINATIONS.keySet()));
    }

    static Stream<String> wrongCombinations() {
        return WRONG_COMBINATIONS.keySet().stream().sorted();
    }

    @ParameterizedTest(name = "throws the TypeScript app''s message: {0}")
    @MethodSource("wrongCombinations")
    void message(final String name) {
        SageMakerExecutionRoleProps props = WRONG_COMBINATIONS.get(name).apply(stack).build();
        JsiiException thrown = assertThrows(JsiiException.class, () -> new SageMakerExecutionRole(stack, "Role", props));
        assertEquals(MESSAGES.get(name).asText(), thrown.getMessage().lines().findFirst().orElse(""));
    }

    private static SageMakerExecutionRoleProps.Builder workload(final SageMakerRoleType roleType) {
        return SageMakerExecutionRoleProps.builder().roleType(roleType);
    }
}
