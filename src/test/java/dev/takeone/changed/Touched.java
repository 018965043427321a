package dev.takeone.changed;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which tests a change touches, by what their sources name. Pure. */
final class Touched {
    private Touched() {}

    /**
     * A test class to run.
     *
     * @param test its full name
     * @param close whether it was changed, or names a class that was
     * @param why in words for a person
     */
    record Choice(String test, boolean close, String why) {}

    /**
     * The tests, closest first: those that were changed; those that name a changed class; those beside it, and those that
     * read a changed file; those that name a fixture which does.
     *
     * @param all every Java file of main and tests
     * @param changed files of any kind, from the repository's root; those that are no more are of no use
     */
    static List<Choice> by(Collection<Source> all, Set<Path> changed) {
        Map<String, Choice> chosen = new LinkedHashMap<>();
        List<Source> tests = all.stream().filter(Source::isTest).toList();
        List<Source> classes =
                all.stream().filter(each -> changed.contains(each.file())).toList();
        List<Path> files = changed.stream()
                .filter(each -> !each.toString().endsWith(".java"))
                .sorted()
                .toList();

        classes.stream().filter(Source::isTest).forEach(test -> choose(chosen, test, true, "changed"));
        classes.forEach(each -> name(tests, each, true, chosen));
        for (Source each : classes) {
            if (!each.ofTests()) {
                tests.stream()
                        .filter(test -> test.folder().equals(each.folder()))
                        .forEach(test -> choose(chosen, test, false, "beside " + each.simpleName()));
            }
        }
        for (Path file : files) {
            tests.stream()
                    .filter(test -> test.reads(file))
                    .forEach(test -> choose(chosen, test, true, "reads " + file.getFileName()));
        }
        for (Source fixture : fixtures(all, classes, files)) {
            name(tests, fixture, false, chosen);
        }
        return List.copyOf(chosen.values());
    }

    private static void name(List<Source> tests, Source named, boolean close, Map<String, Choice> chosen) {
        tests.stream()
                .filter(test -> test.refersTo(named))
                .forEach(test -> choose(chosen, test, close, "names " + named.simpleName()));
    }

    private static void choose(Map<String, Choice> chosen, Source test, boolean close, String why) {
        chosen.putIfAbsent(test.className(), new Choice(test.className(), close, why));
    }

    /** What tests are built of, and names a changed class or reads a changed file. */
    private static Set<Source> fixtures(Collection<Source> all, List<Source> classes, List<Path> files) {
        Set<Source> fixtures = new LinkedHashSet<>();
        all.stream()
                .filter(each -> each.ofTests() && !each.simpleName().matches(".*(Test|IT)"))
                .filter(each -> classes.stream().anyMatch(each::refersTo)
                        || files.stream().anyMatch(each::reads))
                .forEach(fixtures::add);
        return fixtures;
    }
}
