package dev.takeone.changed;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The compiler alone, without Error Prone, into a folder of its own below {@code target}. */
final class Build {
    /** They end as Maven's do, by which ArchUnit tells tests from what is tested. */
    private static final Path CLASSES = Path.of("target", "changed", "main", "target", "classes");

    private static final Path TESTS = Path.of("target", "changed", "test", "target", "test-classes");
    private static final Path MAIN_SOURCES = Path.of("src", "main", "java");
    private static final Path TEST_SOURCES = Path.of("src", "test", "java");

    private final String libraries;

    /** @param libraries the class path of the tests, without the project's own classes */
    Build(String libraries) {
        this.libraries = libraries;
    }

    String classPath() {
        return String.join(File.pathSeparator, TESTS.toString(), CLASSES.toString(), libraries);
    }

    /** Compiles main, where it has changed since the last time, and of the tests these with all that they use. */
    boolean compile(List<Path> tests) {
        try {
            return main() && tests(tests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean main() throws IOException {
        Path stamp = CLASSES.resolveSibling("built");
        List<Path> sources = files(MAIN_SOURCES);
        copy(Path.of("src", "main", "resources"), CLASSES);
        if (Files.exists(stamp) && isUnchanged(stamp)) {
            return true;
        }
        Files.deleteIfExists(stamp);
        Path begun = Files.createTempFile("takeone-changed", "");
        clean(CLASSES);
        copy(Path.of("src", "main", "resources"), CLASSES);
        boolean compiled = javac(List.of("-cp", libraries, "-d", CLASSES.toString()), sources);
        if (compiled) {
            Files.move(begun, stamp, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(begun);
        return compiled;
    }

    /** A file that is gone shows by its folder. */
    private static boolean isUnchanged(Path stamp) throws IOException {
        FileTime built = Files.getLastModifiedTime(stamp);
        try (Stream<Path> all = Files.walk(MAIN_SOURCES)) {
            for (Path path : all.toList()) {
                if (Files.getLastModifiedTime(path).compareTo(built) > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean tests(List<Path> tests) throws IOException {
        clean(TESTS);
        copy(Path.of("src", "test", "resources"), TESTS);
        return javac(
                List.of(
                        "-cp",
                        CLASSES + File.pathSeparator + libraries,
                        "-sourcepath",
                        TEST_SOURCES.toString(),
                        "-implicit:class",
                        "-d",
                        TESTS.toString()),
                tests);
    }

    private static boolean javac(List<String> options, List<Path> sources) {
        List<String> arguments = new ArrayList<>(List.of("--release", "21", "-parameters", "-proc:none", "-nowarn"));
        arguments.addAll(options);
        sources.forEach(source -> arguments.add(source.toString()));
        return ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) == 0;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void clean(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path copied = to.resolve(from.relativize(file));
            Files.createDirectories(copied.getParent());
            Files.copy(file, copied, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
