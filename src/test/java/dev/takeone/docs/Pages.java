package dev.takeone.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What people read of Takeone: the README, and the pages that it links. */
public final class Pages {
    public static final Path README = Path.of("README.md");

    /** The page with the tables of settings, metrics, topics and rights. */
    public static final Path REFERENCE = Path.of("src", "docs", "reference.md");

    private static final Path FOLDER = Path.of("src", "docs");
    private static final Pattern CODE = Pattern.compile("(?ms)^\\s*```(\\w*)\\n(.*?)^\\s*```\\s*$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    /**
     * A link of a page.
     *
     * @param target as it is written
     * @param file what it leads to, from the repository's root; the page itself where only an anchor is named
     * @param anchor the part after {@code #}; empty where there is none
     */
    record Link(String target, Path file, String anchor) {
        static Link of(Path page, String target) {
            String[] parts = target.split("#", 2);
            Path file =
                    parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            return new Link(target, file, parts.length < 2 ? "" : parts[1]);
        }
    }

    private Pages() {}

    /** The README first. */
    public static List<Path> all() {
        return Stream.concat(
                        Stream.of(README),
                        files(FOLDER).filter(file -> file.toString().endsWith(".md")))
                .toList();
    }

    /** A file's text, in UTF-8. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files below a folder, in order. */
    static Stream<Path> files(Path folder) {
        try (var found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The links of a page into this repository. */
    static List<Link> links(Path page) {
        return LINK.matcher(prose(page))
                .results()
                .map(found -> found.group(1))
                .filter(target -> !target.contains("://"))
                .map(target -> Link.of(page, target))
                .toList();
    }

    /** The anchors of a page's headings, as GitHub makes them: lower case, blanks as hyphens, without punctuation. */
    static List<String> anchors(Path page) {
        return HEADING.matcher(prose(page))
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_\\- ]", "").replace(' ', '-'))
                .toList();
    }

    /** The blocks of a page that may be typed: those for the shell, and those that name no language. */
    static List<String> typed(Path page) {
        return CODE.matcher(text(page))
                .results()
                .filter(block -> Set.of("sh", "").contains(block.group(1)))
                .map(block -> block.group(2))
                .toList();
    }

    private static String prose(Path page) {
        Matcher code = CODE.matcher(text(page));
        return code.replaceAll("");
    }
}
