package dev.takeone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.config.SettingsList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README and its pages: they are found, they lead somewhere, and what they name is there. */
class PagesTest {
    private static final int README_BYTES = 12 * 1024;

    /** Read by the tests, not by the worker. */
    private static final Set<String> NO_SETTINGS = Set.of("TAKEONE_TEST_KAFKA");

    static Stream<Path> pages() {
        return Pages.all().stream();
    }

    /** A stranger reads it in ten minutes; the rest has pages of its own. */
    @Test
    void theReadmeStaysShort() throws IOException {
        assertThat(Files.size(Pages.README)).isLessThanOrEqualTo(README_BYTES);
    }

    @Test
    void everyPageIsLinkedFromTheReadme() {
        List<Path> pages =
                Pages.all().stream().filter(page -> !page.equals(Pages.README)).toList();

        assertThat(pages).isNotEmpty();
        assertThat(Pages.links(Pages.README)).extracting(Pages.Link::file).containsAll(pages);
    }

    @Test
    void everyPackageIsShownToContributors() throws IOException {
        try (Stream<Path> packages = Files.list(Path.of("src", "main", "java", "dev", "takeone"))) {
            assertThat(Pages.links(Path.of("src", "docs", "contributing.md")))
                    .extracting(Pages.Link::file)
                    .containsAll(packages.filter(Files::isDirectory)
                            .map(each -> each.resolve("package-info.java"))
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) {
        assertThat(Pages.links(page)).allSatisfy(link -> {
            assertThat(link.file()).as(link.target()).exists();
            if (!link.anchor().isEmpty()) {
                assertThat(Pages.anchors(link.file())).as(link.target()).contains(link.anchor());
            }
        });
    }

    /** GitHub numbers the second one, so that a link to the first would lead elsewhere when they change places. */
    @ParameterizedTest
    @MethodSource("pages")
    void noPageHasTwoHeadingsOfOneName(Path page) {
        assertThat(Pages.anchors(page)).doesNotHaveDuplicates();
    }

    /** In messages, alerts, comments and manifests. */
    @Test
    void whatIsNamedOfAPageElsewhereIsThere() {
        Pattern named = Pattern.compile("src/docs/[a-z-]+\\.md(?:#[a-z0-9-]+)?");
        Stream<Path> files = Stream.of(Path.of("src"), Path.of("deploy"), Path.of("k8s"))
                .flatMap(Pages::files)
                .filter(file -> file.toString().matches(".*(\\.(java|yaml|md|properties|json)|Dockerfile)"));

        assertThat(Stream.concat(files, Stream.of(Path.of("takeone"))))
                .flatExtracting(file -> named.matcher(Pages.text(file))
                        .results()
                        .map(MatchResult::group)
                        .toList())
                .isNotEmpty()
                .allSatisfy(place -> {
                    Pages.Link link = Pages.Link.of(Pages.README, place);
                    assertThat(link.file()).exists();
                    if (!link.anchor().isEmpty()) {
                        assertThat(Pages.anchors(link.file())).contains(link.anchor());
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everySettingThatIsNamedIsOne(Path page) {
        Set<String> settings = SettingsList.all().stream()
                .flatMap(setting -> Stream.of(setting.property(), setting.variable()))
                .collect(Collectors.toSet());

        assertThat(named(page, "`(takeone\\.[a-z.-]+)[`=]|\\b(TAKEONE_[A-Z_]+)"))
                .filteredOn(name -> !NO_SETTINGS.contains(name))
                .allSatisfy(name -> assertThat(settings).contains(name));
    }

    /** An interactive zsh, as a Mac's, knows no comments: the words of one become arguments, and a hold is not sent. */
    @ParameterizedTest
    @MethodSource("pages")
    void noLineToTypeEndsInAComment(Path page) {
        assertThat(Pages.typed(page))
                .flatMap(block -> unquoted(block).lines().toList())
                .noneMatch(line -> line.matches("(.*\\s)?#.*"));
    }

    /** Other shells make several arguments of it, and zsh one. */
    @ParameterizedTest
    @MethodSource("pages")
    void noUnquotedVariableHoldsBlanks(Path page) {
        String typed = String.join("\n", Pages.typed(page));
        List<String> holdingBlanks = Pattern.compile("(?m)\\b(\\w+)=(?:\"[^\"\\n]* |'[^'\\n]* |\\$\\()")
                .matcher(typed)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(holdingBlanks)
                .noneMatch(name -> Pattern.compile("\\$\\{?" + name + "\\b")
                        .matcher(unquoted(typed))
                        .find());
    }

    /** A variable of the shell alone is none of the command's that follows. */
    @ParameterizedTest
    @MethodSource("pages")
    void aVariableOfALineOfItsOwnIsExported(Path page) {
        assertThat(Pages.typed(page))
                .flatMap(block -> unquoted(block).lines().toList())
                .noneMatch(line -> line.matches("[A-Z][A-Z0-9_]*=\\S*"));
    }

    /** Numbers and the group's name are an example's. */
    @Test
    void aReasonThatIsQuotedInTheMendsIsSaidByTheCode() {
        String code = Pages.text(Path.of("src/main/java/dev/takeone/journal/read/HeadCheck.java"))
                .replaceAll("\"\\s*\\+ \"", "");

        assertThat(named(Path.of("src", "docs", "mends.md"), "`((?:its?|their|the)\\s[^`]+)`"))
                .hasSizeGreaterThan(8)
                .allSatisfy(reason -> assertThat(reason.replaceAll("\\s+", " ").split("\\b(?:\\d+|takeone)\\b", -1))
                        .allMatch(code::contains));
    }

    private static String unquoted(String typed) {
        return typed.replaceAll("'[^']*'|\"(?:[^\"\\\\]|\\\\.)*\"", "\"\"");
    }

    /** An autoscaler puts back what is only scaled down. */
    @Test
    void howToStopAllWorkersIsSaidForKubernetes() {
        Path operating = Path.of("src", "docs", "operating.md");
        Path scaler = Path.of("k8s", "overlays", "production", "scaledobject.yaml");

        assertThat(named(scaler, "(?s)kind: ScaledObject\\nmetadata:\\n  name: (\\S+)"))
                .singleElement()
                .satisfies(name -> assertThat(Pages.typed(operating))
                        .anyMatch(block -> block.contains("annotate scaledobject " + name + " ")
                                && block.contains("paused-replicas=0"))
                        .anyMatch(block -> block.contains("annotate scaledobject " + name + " ")
                                && block.contains("paused-replicas-")));
        assertThat(Pages.anchors(operating)).contains("stop-all-workers");
    }

    /** Where the worker may make no topics, a release that wants a new one ends at its start. */
    @Test
    void anUpgradeBringsTopicsAndRightsBeforeTheWorkers() {
        assertThat(Pages.typed(Path.of("src", "docs", "operating.md")))
                .filteredOn(block -> block.contains("apply -k k8s/overlays/production"))
                .singleElement()
                .satisfies(
                        block -> assertThat(block).startsWith("kubectl apply -f k8s/overlays/production/kafka.yaml\n"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whoeverSaysToStopAllWorkersLeadsToHow(Path page) {
        String text = Pages.text(page).replaceAll("\\s+", " ");

        assertThat(text.replaceAll("(?i)\\[stop all workers]\\([a-z./]*#stop-all-workers\\)|# stop all workers", ""))
                .doesNotContainIgnoringCase("stop all workers");
    }

    /** What a partition that is stopped or in its restore has is in neither number. */
    @Test
    void noNumberOfJobsIsWaitedForWithoutEveryPartitionServed() {
        assertThat(Pages.all().stream()
                        .flatMap(page -> Stream.of(Pages.text(page).split("\n\n", -1)))
                        .map(paragraph -> paragraph.replaceAll("\\s+", " "))
                        .filter(paragraph -> paragraph.matches(".*`takeone_jobs` (are 0|has nothing).*")))
                .hasSize(2)
                .allMatch(paragraph -> paragraph.contains("`serving` by `takeone_partitions`")
                        && paragraph.contains("none is `restoring` or `stopped`"));
    }

    /** A worker that still has the old key would pay a second time for what the old one has left in doubt. */
    @Test
    void theLineThatTellsOfANewKeyIsNamedWhereItIsExchanged() {
        String code = Pages.text(Path.of("src/main/java/dev/takeone/config/ApiKeyWatch.java"));

        assertThat(named(Path.of("src", "docs", "operating.md"), "its log says `([^`]+)`"))
                .singleElement()
                .satisfies(line -> assertThat(code).contains("\"" + line.replaceAll("\\s+", " ") + ", and is used"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyMetricThatIsNamedStandsInTheTable(Path page) {
        List<String> metrics = named(Pages.REFERENCE, "(?m)^\\| `(takeone_[a-z_]+)` ");

        assertThat(named(page, "`(takeone_[a-z_]+)"))
                .allSatisfy(name -> assertThat(metrics).contains(name));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTestThatIsNamedIsThere(Path page) {
        Set<String> classes = Pages.files(Path.of("src", "test", "java"))
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        assertThat(named(page, "`([A-Z][A-Za-z]+(?:Test|IT))\\b"))
                .allSatisfy(name -> assertThat(classes).contains(name));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyWordForTheLauncherIsOneOfItsHelp(Path page) {
        List<String> words = named(Path.of("takeone"), "(?m)^  \\./takeone ([a-z]+)");

        assertThat(named(page, "\\./takeone ([a-z]+)"))
                .allSatisfy(word -> assertThat(words).contains(word));
    }

    /** What a pattern's one group that matched has found in a file. */
    private static List<String> named(Path file, String pattern) {
        return Pattern.compile(pattern)
                .matcher(Pages.text(file))
                .results()
                .flatMap(found -> Stream.of(1, found.groupCount())
                        .flatMap(group -> Optional.ofNullable(found.group(group)).stream())
                        .limit(1))
                .toList();
    }
}
