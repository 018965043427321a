package dev.takeone.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.HeadCheck.Found;
import dev.takeone.journal.HeadCheck.Verdict;
import dev.takeone.journal.JournalSettings.OnMismatch;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadCheckTest {
    private static final long EARLIEST = 3;

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, none, none, false", // a first start
                "20, none, 20, true", // the group's offset has expired
                "20, 20, 20, false",
                "20, 7, 20, true", // rewound: what is below the head is known
            })
    void goesOnFromTheHeadAndMendsAnOffsetThatSaysSomethingElse(
            @Nullable Long head, @Nullable Long committed, @Nullable Long next, boolean afresh) {
        Found found = found(head, "takeone", "id-1", head == null, committed);

        assertThat(HeadCheck.verdict(found, Samples.setup())).isEqualTo(new Verdict.GoOn(optional(next), afresh));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            delimiter = '|',
            value = {
                "none | takeone | id-1 | true  | 9    | it is empty, but the group takeone has handled the requests up to offset 9 | the group's offset, 9",
                "none | takeone | id-1 | false | none | it holds rows, but not the one that says how far | the earliest request, at offset 3",
                "20   | takeone | id-0 | false | none | with the id id-0, and requests has the id id-1 | the earliest request, at offset 3",
                "20   | takeone | id-0 | false | 4    | with the id id-0, and requests has the id id-1 | the group's offset, 4",
                "20   | other   | id-1 | false | 20   | it belongs to the group other, not to takeone | the group's offset, 20",
                "20   | takeone | id-1 | false | 21   | up to offset 20, but the offset of the group takeone was moved to 21 | the group's offset, 21",
            })
    void stopsWhereTheStoriesDifferAndNamesTheChoices(
            @Nullable Long head,
            String group,
            String topicId,
            boolean empty,
            @Nullable Long committed,
            String what,
            String from) {
        Verdict verdict = HeadCheck.verdict(found(head, group, topicId, empty, committed), Samples.setup());

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Stop.class,
                        stop -> assertThat(stop.error())
                                .startsWith("The journal jobs, partition 2, does not fit its requests (requests): ")
                                .contains(what, "set takeone.journal.on-mismatch=adopt to go on from " + from));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, id-1, true,  9,    9",
                "none, id-1, false, none, 3",
                "20,   id-0, false, none, 3",
                "20,   id-0, false, 4,    4",
                "20,   id-1, false, 21,   21",
            })
    void adoptsTheGroupsOffsetOrTheEarliestRequest(
            @Nullable Long head, String topicId, boolean empty, @Nullable Long committed, long next) {
        Found found = found(head, "takeone", topicId, empty, committed);

        assertThat(HeadCheck.verdict(found, Samples.setup(OnMismatch.ADOPT)))
                .isEqualTo(new Verdict.GoOn(OptionalLong.of(next), true));
    }

    private static Found found(
            @Nullable Long head, String group, String topicId, boolean empty, @Nullable Long committed) {
        return new Found(
                2,
                Optional.ofNullable(head).map(next -> new Head(group, "requests", topicId, next)),
                empty,
                optional(committed),
                "id-1",
                EARLIEST);
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
