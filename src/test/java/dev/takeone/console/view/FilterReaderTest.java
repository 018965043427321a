package dev.takeone.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type into the filter box. */
public class FilterReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:10:00Z");

    @Test
    void nothingTypedFindsAll() {
        assertThat(good("   ")).isEqualTo(Filter.of("", List.of()));
    }

    @Test
    void eachFieldIsACondition() {
        Filter filter = good("state:waiting,failed reason:rejected charged:unknown model:veo3.1 key:\"customer 7\""
                + " group:takeone since:1h before:10m order-4711");

        assertThat(filter.stages()).isEqualTo(Set.of(Stage.WAITING, Stage.FAILED));
        assertThat(filter.reasons()).isEqualTo(Set.of(FailureReason.REJECTED));
        assertThat(filter.charges()).isEqualTo(Set.of(Charged.UNKNOWN));
        assertThat(filter.models()).isEqualTo(Set.of("veo3.1"));
        assertThat(filter.keys()).isEqualTo(Set.of("customer 7"));
        assertThat(filter.groups()).isEqualTo(Set.of("takeone"));
        assertThat(filter.since()).isEqualTo(Optional.of(new Filter.Since.Ago(Duration.ofHours(1))));
        assertThat(filter.before()).isEqualTo(Optional.of(new Filter.Since.Ago(Duration.ofMinutes(10))));
        assertThat(filter.ids()).isEqualTo(List.of("order-4711"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"partition:2", "by:anna", "order-1:x", "urn:uuid:4711", "n0:\"a b\"", "ID2:x", "x:"})
    void noWordThatLooksLikeAConditionIsSilentlyAnId(String typed) {
        FilterReading.Bad bad = bad("state:waiting " + typed);

        assertThat(bad.why())
                .contains("There is no field ", "The fields are state, reason, retryable, words,", "goes in quotes");
        assertThat(bad.instead())
                .isNotEmpty()
                .allSatisfy(instead -> assertThat(good(instead).stages()).containsExactly(Stage.WAITING));
    }

    @Test
    void anIdThatHoldsAColonGoesInQuotes() {
        assertThat(bad("urn:uuid:4711").instead()).containsExactly("\"urn:uuid:4711\"");
        assertThat(good("\"urn:uuid:4711\"").ids()).containsExactly("urn:uuid:4711");
        assertThat(good("id:urn:uuid:4711").ids()).containsExactly("urn:uuid:4711");
        assertThat(good("\"state:waiting\"").ids()).containsExactly("state:waiting");
        assertThat(good(":4711").ids()).containsExactly(":4711");
    }

    @Test
    void whetherAFailedOneIsWorthSendingAgainIsACondition() {
        assertThat(good("retryable:yes").retryable()).containsExactly(true);
        assertThat(good("retryable:no,yes").retryable()).containsExactlyInAnyOrder(false, true);
        assertThat(bad("retryable:true").why()).contains("true is no retryable: one of yes, no.");
        assertThat(suggest("retryable:")).containsExactly("retryable:yes", "retryable:no");
    }

    @Test
    void theProvidersWordsAreACondition() {
        assertThat(good("words:\"Sensitive content\" words:image").words())
                .containsExactlyInAnyOrder("Sensitive content", "image");
    }

    @Test
    void theStatesAreLeftOutAndNothingElse() {
        assertThat(FilterReader.withoutStates("a  STATE:failed key:\"x state:waiting\"\tstate:\"running\" b"))
                .isEqualTo("a key:\"x state:waiting\" b");
    }

    @Test
    void sinceTakesLengthsDaysAndTimes() {
        assertThat(from("since:30m")).isEqualTo(NOW.minus(Duration.ofMinutes(30)));
        assertThat(from("since:2d")).isEqualTo(NOW.minus(Duration.ofDays(2)));
        assertThat(from("since:2026-11-28")).isEqualTo(Instant.parse("2026-11-28T00:00:00Z"));
        assertThat(from("since:2026-11-28T10:00+01:00")).isEqualTo(Instant.parse("2026-11-28T09:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "since:+300000000-01-01T00:00Z",
                "before:-300000000-01-01T00:00Z",
                "since:+10000-01-01T00:00Z",
                "since:9999-12-31T23:00-02:00",
                "before:1999-12-31",
                "since:0000-01-01T00:00Z"
            })
    void aYearThatNobodyMeansIsNoTime(String typed) {
        assertThat(bad(typed).why()).contains("a length such as 30m");
    }

    @ParameterizedTest
    @CsvSource({
        "stat:waiting, There is no field stat., state:waiting",
        "state:waitng, waitng is no state:, state:waiting",
        "reason:reject, reject is no reason:, reason:rejected",
        "since:yesterday, yesterday is no since:, since:1h",
        "before:10:00, 10:00 is no before: a length such as, before:1h",
        "charged:maybe, maybe is no charged:, charged:no",
        "state:, Nothing stands after state, state:waiting"
    })
    void whatIsWrongIsNamedWithWhatWouldDo(String typed, String why, String instead) {
        FilterReading.Bad bad = bad(typed);

        assertThat(bad.why()).contains(why);
        assertThat(bad.instead()).contains(instead);
    }

    /** As a value it means what has no key, or every text: whoever wrote a comma too many does not mean those. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key:customer-7,|key:customer-7",
                "key:,customer-7|key:customer-7",
                "words:sensitive,|words:sensitive",
                "words:\"a b\" id:task,|words:\"a b\" id:task",
                "group:takeone,|group:takeone",
                "key:a,b,|key:\"a,b,\"",
                "state:waiting,|state:waiting",
                "key:,|key:\",\""
            })
    void noValueBesideACommaIsEmpty(String typed, String instead) {
        FilterReading.Bad bad = bad(typed);

        assertThat(bad.why()).contains("Nothing stands beside a comma of ", "in quotes");
        assertThat(bad.instead()).contains(instead).allSatisfy(FilterReaderTest::good);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "id:\"\"", "key:\"\"", "a \"\" b"})
    void nothingInQuotesIsNoValue(String typed) {
        assertThat(bad(typed).why()).contains("Nothing stands ");
    }

    @Test
    void whatWouldDoKeepsTheRestOfTheBox() {
        assertThat(bad("key:a state:runing since:1h").instead()).contains("key:a state:running since:1h");
    }

    @Test
    void anOpenQuotationMarkIsSaid() {
        assertThat(bad("key:\"a b").why()).contains("quotation mark");
    }

    @Test
    void aQuotationMarkWithinAValueIsWrittenTwice() {
        assertThat(good("key:\"\"\"customer-7\"\"\" state:failed").keys()).containsExactly("\"customer-7\"");
        assertThat(good("key:\"{\"\"id\"\":7}\"").keys()).containsExactly("{\"id\":7}");
        assertThat(good("\"a\"\"b\" id:\"c\"\"\"").ids()).containsExactly("a\"b", "c\"");
        assertThat(good("\"\"\"\"").ids()).containsExactly("\"");
        for (String once : List.of("a\"b", "key:\"a\"b\"", "key:{\"id\":7}", "\"\"\"")) {
            assertThat(bad(once).why()).contains("written twice");
        }
        assertThat(FilterReader.withoutStates("state:failed key:\"a \"\"state:running\"\"\""))
                .isEqualTo("key:\"a \"\"state:running\"\"\"");
    }

    @Test
    void whatIsMeantInsteadIsInTheQuotesThatItNeeds() {
        assertThat(bad("kez:\"a \"\"b\"\"\"").instead()).containsExactly("key:\"a \"\"b\"\"\"", "\"kez:a \"\"b\"\"\"");
        assertThat(Suggestions.of("model:", List.of("a b", "c"), List.of()))
                .containsExactly("model:\"a b\"", "model:c");
        assertThat(Suggestions.of("model:c,", List.of("a b", "c"), List.of())).containsExactly("model:c,c");
    }

    @Property
    void anyValueCanBeWritten(@ForAll @NotEmpty @StringLength(max = 400) String value) {
        assertThat(good("key:" + FilterReader.written(value)).keys()).containsExactly(value);
    }

    @Test
    void suggestionsGoOnFromWhatWasTyped() {
        assertThat(suggest("st")).containsExactly("state:");
        assertThat(suggest("key:a state:r")).containsExactly("key:a state:running");
        assertThat(suggest("state:waiting,f")).containsExactly("state:waiting,failed");
        assertThat(suggest("model:")).containsExactly("model:veo3.1");
    }

    @Property
    void anyTextIsReadWithoutAnError(@ForAll String typed) {
        assertThat(FilterReader.read(typed)).isNotNull();
        assertThat(FilterReader.withoutStates(typed)).isNotNull();
        assertThat(suggest(typed)).isNotNull();
    }

    private static List<String> suggest(String typed) {
        return Suggestions.of(typed, List.of("veo3.1"), List.of("takeone"));
    }

    private static Instant from(String typed) {
        return good(typed).since().orElseThrow().from(NOW);
    }

    public static Filter good(String typed) {
        return switch (FilterReader.read(typed)) {
            case FilterReading.Good(Filter filter) -> filter;
            case FilterReading.Bad bad -> throw new AssertionError(bad);
        };
    }

    private static FilterReading.Bad bad(String typed) {
        return switch (FilterReader.read(typed)) {
            case FilterReading.Good good -> throw new AssertionError(good);
            case FilterReading.Bad bad -> bad;
        };
    }
}
