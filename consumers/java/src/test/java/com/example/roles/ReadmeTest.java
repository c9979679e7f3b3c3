package com.example.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    private static final Pattern EXAMPLE = Pattern.compile("^```java\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CLASS = Pattern.compile("class (\\w+)");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> examples() throws IOException {
        List<String> examples = EXAMPLE.matcher(Files.readString(Path.of("../../README.md"))).results().map(result -> result.group(1)).toList();
        return examples.stream().map(example -> DynamicTest.dynamicTest("the README's Java runs: " + className(example), () -> run(example)));
    }

    private void run(final String example) throws Exception {
        Path source = Files.writeString(folder.resolve(className(example) + ".java"), example);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null,
            "-classpath", System.getProperty("java.class.path"), "-d", folder.toString(), source.toString()));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.loadClass(className(example)).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        }
    }

    private static String className(final String example) {
        return CLASS.matcher(example).results().map((MatchResult result) -> result.group(1)).findFirst().orElseThrow();
    }
}
