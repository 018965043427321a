package dev.takeone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmarks' own arithmetic, and how they tell it. */
class FiguresTest {
    @Test
    void theMedianIsTheMiddleWhateverTheOrder() {
        Spread odd = new Spread(List.of(9.0, 1.0, 5.0));

        assertThat(odd.median()).isEqualTo(5);
        assertThat(odd.text(1)).isEqualTo("5.0 (1.0..9.0)");
        assertThat(new Spread(List.of(4.0, 1.0, 2.0, 8.0)).median()).isEqualTo(3);
        assertThatThrownBy(() -> new Spread(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRatioIsTakenRoundByRoundAndNotOfTheMedians() {
        Spread ratio = new Spread(List.of(2.0, 6.0, 30.0)).over(new Spread(List.of(1.0, 2.0, 30.0)));

        assertThat(ratio.rounds()).containsExactly(2.0, 3.0, 1.0);
        assertThatThrownBy(() -> ratio.over(new Spread(List.of(1.0)))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"50, 50", "99, 99", "100, 100", "0.5, 1", "98.5, 99"})
    void aPercentileIsAValueThatWasMeasured(double percent, double value) {
        List<Double> hundredToOne =
                DoubleStream.iterate(100, each -> each - 1).limit(100).boxed().toList();

        assertThat(Percentile.of(hundredToOne, percent)).isEqualTo(value);
    }

    @Test
    void thereIsNoPercentileOfNothing() {
        assertThatThrownBy(() -> Percentile.of(List.of(), 50)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Percentile.of(List.of(1.0), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Percentile.of(List.of(7.0), 1)).isEqualTo(7);
    }

    @Test
    void aTablesColumnsAreAsWideAsTheyNeed() {
        Table table = new Table("", "jobs/s");
        table.row("takeone", "1");
        table.row("x", "12345678");

        assertThat(table.lines()).containsExactly("         jobs/s", "takeone  1", "x        12345678");
        assertThatThrownBy(() -> table.row("too few")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLivingHeapIsTheSumBelowTheHistogram() {
        String histogram = """
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         34153        3298288  [B (java.base@25.0.3)
                Total        112346        7654321
                """;

        assertThat(Gauge.livingBytes(histogram)).isEqualTo(7_654_321);
    }

    @Test
    void aReportTellsPeopleAndMachinesTheSame(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Machine machine = new Machine(
                Instant.parse("2026-11-22T10:00:00Z"), "a processor", 2, 8_000, 0.5, "Linux", "Java", "versions");
        Report report = new Report("latency", machine, new PrintStream(told, true, StandardCharsets.UTF_8), folder);
        report.goal("fast", true, "1 s");
        report.goal("small", false, "2 KiB");
        report.raw().set("seconds", new Spread(List.of(1.0)).raw());
        report.save();

        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("2026-11-22T10:00:00Z  2 cores (a processor), 8000 MiB, load 0.50")
                .contains("met     fast: 1 s", "MISSED  small: 2 KiB", "latency.json");
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("latency.json").toFile());
        assertThat(json.at("/goals/0/met").asBoolean(false)).isTrue();
        assertThat(json.at("/goals/1/met").asBoolean(true)).isFalse();
        assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
        assertThat(json.at("/seconds/median").asDouble()).isEqualTo(1);
    }

    @Test
    void threadsAreToldByWhatTheyHaveTakenSinceTheMostFirst() {
        Threads before = new Threads(Map.of("old", 900L, "busy", 100L));
        Threads after = new Threads(Map.of("old", 910L, "busy", 350L, "new", 50L));

        assertThat(after.percentSince(before, 1_000, 2)).containsExactly(entry("busy", 25.0), entry("new", 5.0));
    }

    @Test
    void everyBenchmarkIsFoundByItsNameAndAllByNone() {
        List<String> names = List.of(
                "pipeline",
                "floor",
                "pace",
                "latency",
                "hooks",
                "tls",
                "restore",
                "footprint",
                "account",
                "hold",
                "console",
                "polling");

        assertThat(BenchMain.chosen(List.of())).extracting(Bench::name).isEqualTo(names);
        assertThat(BenchMain.chosen(List.of("all"))).extracting(Bench::name).isEqualTo(names);
        assertThat(names)
                .allSatisfy(name -> assertThat(BenchMain.chosen(List.of(name)))
                        .extracting(Bench::name)
                        .containsExactly(name));
        assertThatThrownBy(() -> BenchMain.chosen(List.of("speed"))).isInstanceOf(IllegalArgumentException.class);
    }
}
