package dev.takeone.journal.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalSettingsTest {
    /** Each would fence the other, in turn, and neither would get on. */
    @Test
    void noTwoGroupsHaveOneTransactionalId() {
        assertThat(transactionalId("takeone", "express-1")).isEqualTo("takeone-express-1-7");
        assertThat(transactionalId("takeone-express", "1")).isEqualTo("takeone-express-1-15");
        String text = "1-3-1-5-7-1-3";
        List<String> ids = IntStream.iterate(1, at -> at < text.length(), at -> at + 2)
                .mapToObj(hyphen -> transactionalId(text.substring(0, hyphen), text.substring(hyphen + 1)))
                .toList();
        assertThat(ids).hasSize(6).doesNotHaveDuplicates();
    }

    private static String transactionalId(String group, String workerId) {
        return new JournalSettings(group, workerId, Duration.ofHours(24), 6, true, JournalSettings.OnMismatch.STOP)
                .transactionalId();
    }
}
