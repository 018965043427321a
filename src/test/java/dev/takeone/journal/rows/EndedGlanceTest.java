package dev.takeone.journal.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndedGlanceTest {
    private static final String JOB = "\"job\":{\"identity\":{\"kind\":\"request_id\",\"id\":\"order-1\"},"
            + "\"content_hash\":\"c0ffee\",\"profile\":\"veo/1080p/8\"}";
    private static final String TIME = "\"ended_at\":\"2026-11-29T10:00:00.123456789Z\"";

    /** Whatever it takes for an ended job's row is one to the journal too, with the same times. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":1,\"seq\":4,\"state\":\"completed\"," + JOB + ",\"generation\":\"PT1M45.5S\"," + TIME + "}",
                "{" + TIME + "," + JOB + ",\"spent\":\"0.8\",\"state\":\"completed\",\"seq\":4,\"v\":1}",
                "{\"v\":1,\"seq\":4,\"state\":\"failed\"," + JOB + ",\"reason\":\"rejected\"," + TIME + "}",
            })
    void saysTheSameAsTheJournal(String row) {
        assertThat(JobCodec.decode("a1", row.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Decoded.EndedRow.class,
                        over -> assertThat(EndedGlance.of(row.getBytes(UTF_8)))
                                .contains(new EndedGlance(
                                        over.job().profile(),
                                        over.job().endedAt(),
                                        over.job().generation())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":1,\"seq\":3,\"state\":\"submitted\"," + JOB + "," + TIME + "}",
                "{\"v\":2,\"seq\":4,\"state\":\"completed\"," + JOB + "," + TIME + "}",
                "{\"seq\":4,\"state\":\"completed\"," + JOB + "," + TIME + "}",
                "{\"v\":1,\"seq\":4," + JOB + "," + TIME + "}",
                "{\"v\":1,\"state\":\"completed\"," + JOB + ",\"ended_at\":\"yesterday\"}",
                "{\"v\":1,\"state\":\"completed\"," + JOB + ",\"ended_at\":[\"2026-11-29T10:00:00Z\"]}",
                "{\"v\":1,\"state\":\"completed\"," + JOB + "}",
                "{\"v\":1,\"state\":\"completed\"," + JOB + ",\"ended_at\":\"+1000000000-12-31T23:59:59Z\"}",
                "{\"v\":1,\"state\":\"completed\"," + JOB + ",\"generation\":\"P200000D\"," + TIME + "}",
                "{\"v\":1,\"state\":{\"completed\":1}," + JOB + "," + TIME + "}",
                "{\"v\":1,\"state\":\"completed\",\"job\":7," + TIME + "}",
                "{\"v\":1,\"state\":\"completed\"," + JOB + "," + TIME,
                "[1]",
                "not JSON",
                "",
            })
    void whatIsNotPlainlyAnEndedRowIsLeftToTheJournal(String row) {
        assertThat(EndedGlance.of(row.getBytes(UTF_8))).isEmpty();
    }
}
