package com.example.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern BLOCK = Pattern.compile("^```java\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CLASS = Pattern.compile("class (\\w+)");

    /** The class around a fragment, with the names that the other fragments of its page use. */
    private static final String FRAGMENT = """
        import io.github.cdksagemakerexecutionrole.*;
        import java.util.List;
        import software.amazon.awscdk.App;
        import software.amazon.awscdk.Stack;
        import software.amazon.awscdk.services.s3.Bucket;

        public class Fragment {
            public static void main(String[] args) {
                Stack stack = new Stack(new App(), "Team");
                Bucket bucket = Bucket.Builder.create(stack, "Bucket").build();
                %s
            }
        }
        """;

    private record Example(String name, String code) {
    }

    @TempDir
    private Path folder;

    @Test
    void findsTheProgramsAndFragmentsOfThePages() throws IOException {
        List<String> names = examples().stream().map(Example::name).toList();
        assertTrue(names.containsAll(List.of("docs/guide.md 1", "docs/languages.md 1")), names.toString());
    }

    @TestFactory
    Stream<DynamicTest> runsTheJavaCodeOfThePages() throws IOException {
        return examples().stream().map(example -> DynamicTest.dynamicTest("runs the Java code of " + example.name(), () -> run(example.code())));
    }

    private static List<Example> examples() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        List<Example> examples = new ArrayList<>();
        for (Path page : pages) {
            int count = 0;
            Matcher blocks = BLOCK.matcher(Files.readString(page));
            while (blocks.find()) {
                count += 1;
                String code = blocks.group(1);
                String program = CLASS.matcher(code).find() ? code : String.format(FRAGMENT, code);
                examples.add(new Example(ROOT.relativize(page) + " " + count, program));
            }
        }
        return examples;
    }

    private void run(final String program) throws Exception {
        Path source = Files.writeString(folder.resolve(className(program) + ".java"), program);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null,
            "-classpath", System.getProperty("java.class.path"), "-d", folder.toString(), source.toString()));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.loadClass(className(program)).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        }
    }

    private static String className(final String program) {
        return CLASS.matcher(program).results().map((MatchResult result) -> result.group(1)).findFirst().orElseThrow();
    }
}
