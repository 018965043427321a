package dev.takeone.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Report.Part;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoardCodecTest {
    private static final BoardRow FULL = new BoardRow(
            new Who(
                    "takeone/pod-1/5f2a",
                    "takeone",
                    "pod-1",
                    3,
                    "https://api.example",
                    List.of("a1b2", "c3d4"),
                    "1.0.0",
                    Instant.parse("2026-11-22T10:00:00Z")),
            new RowNumber(7),
            false,
            new AccountLimits(300, Optional.of(10)),
            Optional.of(new Holding(
                    new DealingNumber(12), new RowNumber(6), 97.5, OptionalInt.of(4), OptionalLong.empty())),
            new Report(
                    new Need(20, 4000, 14),
                    88,
                    List.of(new Part(0, Part.State.SERVING, 3), new Part(4, Part.State.LEFT, 1)),
                    6,
                    new Report.Jobs(11, 1, 0, 3),
                    List.of(new Report.Held(
                            "throttled",
                            List.of("SUBMISSION"),
                            Optional.of("veo3.1-fast-official"),
                            Instant.parse("2026-11-22T10:01:00Z"),
                            Instant.parse("2026-11-22T10:01:05Z"),
                            Optional.empty(),
                            Optional.empty()))));
    private static final BoardRow BARE = new BoardRow(
            new Who("x", "takeone", "pod-2", 1, "https://api.example", List.of(), "1.0.0", Instant.EPOCH),
            new RowNumber(1),
            true,
            new AccountLimits(1, Optional.empty()),
            Optional.empty(),
            Report.NONE);
    private static final Dealing DEALING = new Dealing(
            "takeone/pod-1/5f2a.1",
            new DealingNumber(13),
            List.of(
                    new Dealing.Allotment("takeone/pod-1/5f2a", new RowNumber(7), 188.25, OptionalInt.of(6)),
                    new Dealing.Allotment("x", new RowNumber(1), 0, OptionalInt.empty())));

    @Test
    void whatIsWrittenReadsTheSame() {
        for (BoardRecord each :
                List.of(FULL, BARE, DEALING, new Office("o", "x", true), new BoardRecord.Removed("x"))) {
            assertThat(BoardCodec.read(
                            BoardCodec.key(each), BoardCodec.value(each).orElse(null)))
                    .isEqualTo(each);
        }
    }

    @Test
    void whatTheProviderSaidOfAHoldReadsTheSameAndIsCut() throws IOException {
        Instant since = Instant.parse("2026-11-29T10:01:00Z");
        Report.Held held = new Report.Held(
                "account_held",
                List.of("CHECK", "SUBMISSION"),
                Optional.empty(),
                since,
                since.plusSeconds(5),
                Optional.of(402),
                Optional.of("Insufficient balance"));
        BoardRow row = held(held);

        assertThat(BoardCodec.read(BoardCodec.key(row), BoardCodec.value(row).orElse(null)))
                .isEqualTo(row);
        assertThat(golden("row-held.json", "x")).isEqualTo(withoutWord(row));
        assertThat(held.words()).contains("HTTP 402: Insufficient balance");
        assertThat(new Report.Held(
                                "c",
                                List.of(),
                                Optional.empty(),
                                since,
                                since,
                                Optional.empty(),
                                Optional.of("\uD83D\uDE00".repeat(301)))
                        .words()
                        .orElseThrow())
                .isEqualTo("\uD83D\uDE00".repeat(300));
    }

    /** As it was written when none said how long it makes all of its calls. */
    private static BoardRow withoutWord(BoardRow row) {
        return new BoardRow(
                row.who(), row.number(), row.left(), row.limits(), row.goesBy(), row.report(), OptionalInt.empty());
    }

    private static BoardRow held(Report.Held held) {
        return new BoardRow(
                BARE.who(),
                BARE.number(),
                false,
                BARE.limits(),
                Optional.empty(),
                new Report(Need.NONE, 0, List.of(), 0, new Report.Jobs(0, 0, 0, 0), List.of(held)));
    }

    @Test
    void dollarsReadTheSame() {
        Instant room = Instant.parse("2026-11-29T04:00:00Z");
        Spent spent = new Spent(7, 1, 2, 3, Optional.of(new Leaving(room, 2)), Optional.of(new Leaving(room, 3)));
        BoardRow dollars = new BoardRow(
                BARE.who(),
                BARE.number(),
                false,
                new AccountLimits(300, Optional.empty(), new Ceilings(OptionalLong.of(5), OptionalLong.of(6))),
                Optional.of(new Holding(
                        new DealingNumber(3), new RowNumber(1), 2, OptionalInt.empty(), OptionalLong.of(9))),
                new Report(
                        Need.NONE,
                        0,
                        List.of(new Report.Part(0, Report.Part.State.SERVING, 0, Optional.of(spent))),
                        1,
                        new Report.Jobs(0, 0, 0, 0),
                        List.of(),
                        new Purse(1, new DealingNumber(2), 3, 4),
                        OptionalLong.of(17)));
        Dealing dealing = new Dealing(
                "o",
                new DealingNumber(1),
                List.of(new Dealing.Allotment("x", new RowNumber(1), 2, OptionalInt.empty(), OptionalLong.of(9))));
        for (BoardRecord each : List.of(dollars, dealing)) {
            assertThat(BoardCodec.read(
                            BoardCodec.key(each), BoardCodec.value(each).orElse(null)))
                    .isEqualTo(each);
        }
    }

    @Test
    void whatVersion1WroteReadsForEver() throws IOException {
        assertThat(golden("row.json", "takeone/pod-1/5f2a")).isEqualTo(withoutWord(FULL));
        assertThat(golden("row-bare.json", "x")).isEqualTo(withoutWord(BARE));
        assertThat(golden("row-whole.json", "x")).isEqualTo(BARE);
        assertThat(golden("dealing.json", "@dealing")).isEqualTo(DEALING);
        assertThat(golden("office.json", "@office"))
                .isEqualTo(new Office("takeone/pod-1/5f2a.1", "takeone/pod-1/5f2a", false));
    }

    private static BoardRecord golden(String file, String key) throws IOException {
        try (InputStream content = BoardCodecTest.class.getResourceAsStream("/account/v1/" + file)) {
            assertThat(content).as(file).isNotNull();
            return BoardCodec.read(key.getBytes(UTF_8), content.readAllBytes());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"v\":2}", "{\"v\":1}", "{\"v\":1,\"life\":\"other\"} x"})
    void whatCannotBeReadIsNoException(String value) {
        assertThat(BoardCodec.read("x".getBytes(UTF_8), value.getBytes(UTF_8)))
                .isInstanceOf(BoardRecord.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "sequence, 7, 9007199254740993",
        "dealing, 12, 9223372036854775807",
        "answers, 6, 9007199254740993",
        "drawn, 0, 9223372036854775807",
        "all_partitions, 6, 2147483647",
        "number, 4, 10001",
        "weight, 3.0, 1.0E300",
        "checks, 20.0, 1.0E300",
        "since, \"2026-11-22T10:00:00Z\", \"+1000000000-12-31T23:59:59.999999999Z\"",
    })
    void aNumberThatNobodyCanCountOnFromIsUnreadable(String field, String found, String instead) {
        String row = new String(BoardCodec.value(FULL).orElseThrow(), UTF_8);
        String changed = row.replace("\"" + field + "\":" + found, "\"" + field + "\":" + instead);

        assertThat(changed).isNotEqualTo(row);
        assertThat(BoardCodec.read(BoardCodec.key(FULL), changed.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        BoardRecord.Unreadable.class,
                        unread -> assertThat(unread.why()).contains("field " + field));
    }

    @Test
    void aDealingThatNobodyCanCountOnFromIsUnreadable() {
        String dealing = new String(BoardCodec.value(DEALING).orElseThrow(), UTF_8);

        assertThat(BoardCodec.read(
                        BoardCodec.key(DEALING),
                        dealing.replace("\"number\":13", "\"number\":9223372036854775807")
                                .getBytes(UTF_8)))
                .isInstanceOf(BoardRecord.Unreadable.class);
    }

    @Test
    void aRowUnderAnothersKeyIsNobodys() {
        assertThat(BoardCodec.read("y".getBytes(UTF_8), BoardCodec.value(BARE).orElse(null)))
                .isInstanceOf(BoardRecord.Unreadable.class);
    }

    @Property(tries = 300)
    void noBytesAtAllAreAnException(@ForAll byte[] key, @ForAll byte[] value) {
        assertThat(BoardCodec.read(key, value)).isNotNull();
    }

    /** One byte of a row, changed: it reads as some row or as none. */
    @Property(tries = 300)
    void noChangedByteIsAnException(@ForAll byte changed, @ForAll int place) {
        byte[] value = BoardCodec.value(FULL).orElseThrow();
        value[Math.floorMod(place, value.length)] = changed;
        assertThat(BoardCodec.read(BoardCodec.key(FULL), value)).isNotNull();
    }
}
