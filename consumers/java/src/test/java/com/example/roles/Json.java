package com.example.roles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Reads the JSON files that the consumers share. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {
    }

    static JsonNode read(final String file) {
        try {
            return MAPPER.readTree(Path.of(file).toFile());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    static JsonNode of(final Object value) {
        return MAPPER.valueToTree(value);
    }
}
