package dev.takeone.changed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.changed.Touched.Choice;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TouchedTest {
    private static final Source QUOTA = main("provider/Quota", "final class Quota {}");
    private static final Source QUOTA_TEST = test("provider/QuotaTest", "new Quota()");
    private static final Source GATE_TEST = test("provider/GateTest", "new Gate()");
    private static final Source WORKER_TEST = test("worker/WorkerTest", "import dev.takeone.provider.Quota;");
    private static final Source PART = test("simulation/World", "import dev.takeone.provider.Quota;");
    private static final Source SIMULATION = test("simulation/SimulationTest", "new World()");
    private static final Source OTHER = test("events/QuotaTest", "a Quota of another package");
    private static final Source SLOW = test("endtoend/QuotaIT", "import dev.takeone.provider.Quota;");
    private static final List<Source> ALL =
            List.of(QUOTA, QUOTA_TEST, GATE_TEST, WORKER_TEST, PART, SIMULATION, OTHER, SLOW);

    private static Source main(String name, String text) {
        return new Source(Path.of("src/main/java/dev/takeone/" + name + ".java"), text);
    }

    private static Source test(String name, String text) {
        return new Source(Path.of("src/test/java/dev/takeone/" + name + ".java"), text);
    }

    private static Choice close(Source test, String why) {
        return new Choice(test.className(), true, why);
    }

    private static Choice beside(Source test, String why) {
        return new Choice(test.className(), false, why);
    }

    @Test
    void ofAClassThoseThatNameItThenThoseBesideItThenThoseOfItsFixturesAndNoIntegrationTest() {
        assertThat(Touched.by(ALL, Set.of(QUOTA.file())))
                .containsExactly(
                        close(QUOTA_TEST, "names Quota"),
                        close(WORKER_TEST, "names Quota"),
                        beside(GATE_TEST, "beside Quota"),
                        beside(SIMULATION, "names World"));
    }

    @Test
    void aChangedTestComesFirst() {
        assertThat(Touched.by(ALL, Set.of(QUOTA.file(), WORKER_TEST.file())))
                .startsWith(close(WORKER_TEST, "changed"))
                .doesNotHaveDuplicates()
                .hasSize(4);
    }

    @Test
    void ofAFixtureThoseThatNameItAndNotAllBesideIt() {
        assertThat(Touched.by(ALL, Set.of(PART.file()))).containsExactly(close(SIMULATION, "names World"));
    }

    @Test
    void ofAnyOtherFileThoseThatReadItOrItsFolder() {
        Source page = test("docs/PagesTest", "Path.of(\"src\", \"docs\")");
        Source image = test("deployment/ImageTest", "Strict.text(Path.of(\".dockerignore\"))");
        Source word = test("orders/OrdersTest", "contains(\"docs\")");

        assertThat(Touched.by(
                        List.of(page, image, word), Set.of(Path.of("src/docs/orders.md"), Path.of(".dockerignore"))))
                .containsExactly(close(image, "reads .dockerignore"), close(page, "reads orders.md"));
    }

    @Test
    void whatNobodyNamesTouchesNothing() {
        assertThat(Touched.by(ALL, Set.of(Path.of("LICENSE"), OTHER.file().resolveSibling("Gone.java"))))
                .isEmpty();
    }
}
