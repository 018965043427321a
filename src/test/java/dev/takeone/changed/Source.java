package dev.takeone.changed;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java file.
 *
 * @param file from the repository's root
 * @param text all of it
 */
record Source(Path file, String text) {
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Pattern PLACE = Pattern.compile("Path\\.of\\(|resolve\\(|esource");

    /** Whether it has unit tests, by its name. */
    boolean isTest() {
        return ofTests() && simpleName().endsWith("Test");
    }

    boolean ofTests() {
        return file.startsWith(TESTS);
    }

    String simpleName() {
        return file.getFileName().toString().replaceFirst("\\.java$", "");
    }

    String folder() {
        Path below = (ofTests() ? TESTS : MAIN).relativize(file);
        return below.subpath(0, below.getNameCount() - 1).toString().replace('/', '.');
    }

    String className() {
        return folder() + "." + simpleName();
    }

    /** Whether it uses a class: by its name in the same package, else by its full name, as imports have it. */
    boolean refersTo(Source other) {
        String word = folder().equals(other.folder()) ? other.simpleName() : other.className();
        return !file.equals(other.file)
                && Pattern.compile("\\b" + Pattern.quote(word) + "\\b")
                        .matcher(text)
                        .find();
    }

    /** Whether a line that names a place names a file, or the folder that it lies in. */
    boolean reads(Path other) {
        Stream<String> names = Stream.concat(
                        Stream.of(other.getFileName()),
                        Stream.of(other)
                                .filter(path -> path.getNameCount() > 1)
                                .map(path -> path.getName(path.getNameCount() - 2)))
                .map(Path::toString);
        Pattern named = Pattern.compile(
                "[\"/](" + String.join("|", names.map(Pattern::quote).toList()) + ")[\"/]");
        return text.lines()
                .anyMatch(line ->
                        PLACE.matcher(line).find() && named.matcher(line).find());
    }
}
