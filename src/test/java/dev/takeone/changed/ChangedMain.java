package dev.takeone.changed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** {@code ./takeone test --changed}: chooses, compiles, and hands over to {@link RunMain} in a JVM of its own. */
public final class ChangedMain {
    private static final Path CHOSEN = Path.of("target", "changed", "chosen");

    private ChangedMain() {}

    /**
     * Takes the class path of the tests' libraries and, where somebody names one, the commit since which it looks. Ends
     * with 0 where all tests passed or none is touched, else with 1.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long begun = System.currentTimeMillis();
        String base = arguments.length > 1 ? arguments[1] : Repository.base();
        try {
            System.exit(run(new Build(arguments[0]), base, begun));
        } catch (IllegalArgumentException e) {
            System.err.println("takeone: " + e.getMessage());
            System.exit(2);
        }
    }

    private static int run(Build build, String base, long begun) throws IOException, InterruptedException {
        Set<Path> changed = Repository.changedSince(base);
        Collection<Source> sources = Repository.sources();
        List<Touched.Choice> choices = Touched.by(sources, changed);
        System.out.printf(
                "%d files changed since %.12s, which touch %d test classes%n", changed.size(), base, choices.size());
        if (changed.contains(Path.of("pom.xml"))) {
            System.out.println("pom.xml changed: only ./takeone test says what that touches");
        }
        if (choices.isEmpty()) {
            return 0;
        }
        if (!build.compile(toCompile(sources, choices))) {
            return 1;
        }
        System.out.printf("Compiled, after %.0f s%n", (System.currentTimeMillis() - begun) / 1e3);
        Files.write(CHOSEN, choices.stream().map(RunMain::line).toList());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dio.netty.noUnsafe=true",
                        "-Dtakeone.simulation.seeds=100",
                        "-cp",
                        build.classPath(),
                        RunMain.class.getName(),
                        CHOSEN.toString(),
                        Long.toString(begun))
                .inheritIO()
                .start()
                .waitFor();
    }

    private static List<Path> toCompile(Collection<Source> sources, List<Touched.Choice> choices) {
        Set<String> chosen =
                Set.copyOf(choices.stream().map(Touched.Choice::test).toList());
        List<Path> files = new ArrayList<>();
        sources.stream()
                .filter(Source::ofTests)
                .filter(each ->
                        chosen.contains(each.className()) || each.className().equals(RunMain.class.getName()))
                .forEach(each -> files.add(each.file()));
        return files;
    }
}
