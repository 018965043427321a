package dev.takeone.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:02:00Z");

    @Test
    void aHoldOfEverything() {
        assertThat(read("hold", "{\"command\":\"hold\",\"reason\":\"price shock\"}"))
                .isEqualTo(new OrderReading.Given(new Order.Hold(
                        "hold", Optional.empty(), Optional.empty(), Optional.of("price shock"), Optional.empty())));
    }

    @Test
    void aHoldOfOneGroupAndModelByAPerson() {
        assertThat(read("h", "{\"command\":\"hold\",\"group\":\"bulk\",\"model\":\"m\",\"by\":\"ann\"}"))
                .isEqualTo(new OrderReading.Given(new Order.Hold(
                        "h", Optional.of("bulk"), Optional.of("m"), Optional.empty(), Optional.of("ann"))));
    }

    @Test
    void aHoldIsObeyedWhateverElseItSays() {
        assertThat(read("h", "{\"command\":\"hold\",\"gruop\":\"bulk\"}"))
                .isEqualTo(new OrderReading.Given(
                        new Order.Hold("h", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())));
    }

    /** What is said with it narrows nothing, so that it stops nothing either. */
    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "7", "null", "[\"price\"]", "{}", "true"})
    void noPurchaseGoesOnForAReasonOrAPersonThatIsNoText(String said) {
        assertThat(read("h", "{\"command\":\"hold\",\"reason\":" + said + ",\"by\":" + said + "}"))
                .isEqualTo(new OrderReading.Given(
                        new Order.Hold("h", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())));
        assertThat(read("w", "{\"command\":\"withdraw\",\"key\":\"k\",\"reason\":" + said + "}"))
                .isInstanceOf(OrderReading.Given.class);
    }

    /** Neither would take the other's place, and what ends the one does not end the other. */
    @Test
    void noTwoHoldsAreOneForTheBeginningOfTheirNames() {
        String first = "h".repeat(5_000) + "1";
        String second = "h".repeat(5_000) + "2";
        StandingOrders both = StandingOrders.none("takeone")
                .after(List.of(read(first, "{\"command\":\"hold\"}"), read(second, "{\"command\":\"hold\"}")));

        assertThat(both.holds()).extracting(Order.Hold::name).containsExactly(first, second);
        assertThat(both.holds())
                .as("its name is the key that ends it")
                .extracting(hold -> new String(OrderWriter.key(hold.name()), UTF_8))
                .containsExactly(first, second);
        assertThat(both.after(List.of(OrderReader.read(first.getBytes(UTF_8), null, NOW)))
                        .holds())
                .extracting(Order.Hold::name)
                .containsExactly(second);
    }

    @Test
    void aKeyThatIsNoTextEndsNoOtherOrder() {
        byte[] hold = "{\"command\":\"hold\"}".getBytes(UTF_8);
        List<byte[]> keys = List.of(
                new byte[] {(byte) 0xff},
                new byte[] {(byte) 0xfe},
                "\ufffd".getBytes(UTF_8),
                "bytes 0xff".getBytes(UTF_8),
                "bytes 0xf".getBytes(UTF_8));
        StandingOrders all = StandingOrders.none("takeone")
                .after(keys.stream()
                        .map(key -> OrderReader.read(key, hold, NOW))
                        .toList());

        assertThat(all.orders()).hasSize(5).containsKeys("bytes 0xff", "bytes 0xfe", "\ufffd", "bytes 0xf");
        assertThat(all.orders().keySet())
                .extracting(OrderWriter::key)
                .as("the console and the command end each under its own key")
                .containsExactlyInAnyOrderElementsOf(keys);
        for (byte[] key : keys) {
            assertThat(all.after(List.of(OrderReader.read(key, null, NOW))).orders())
                    .hasSize(4)
                    .doesNotContainKey(OrderName.of(key));
        }
    }

    @Property
    void aNameStandsForItsKeyAlone(@ForAll byte[] key) {
        assertThat(OrderName.key(OrderName.of(key))).isEqualTo(key);
    }

    /** It would stand in the row and the event of each request that it takes back. */
    @Test
    void noWithdrawalMakesRowsAsLongAsItsName() {
        String value = "{\"command\":\"withdraw\",\"key\":\"k\"}";
        assertThat(read("w".repeat(200), value)).isInstanceOf(OrderReading.Given.class);
        assertThat(read("w".repeat(201), value))
                .isInstanceOfSatisfying(
                        OrderReading.Broken.class,
                        broken -> assertThat(broken.why()).contains("at most 200 characters"));
    }

    @Test
    void aWithdrawalOfAKeyMeansWhatWasPublishedBeforeIt() {
        assertThat(read(
                        "wrong-prompt",
                        "{\"command\":\"withdraw\",\"key\":\"customer-7\",\"reason\":\"wrong prompt\"}"))
                .isEqualTo(new OrderReading.Given(new Order.Withdraw(
                        "wrong-prompt",
                        new Order.Which(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Bytes.copyOf("customer-7".getBytes(UTF_8))),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(NOW)),
                        Optional.of("wrong prompt"),
                        Optional.empty())));
    }

    @Test
    void aWithdrawalOfOneRequestMeansItWheneverItIsPublished() {
        assertThat(which("{\"command\":\"withdraw\",\"request_id\":\"order-4711\",\"request_source\":\"/shop\"}"))
                .isEqualTo(new Order.Which(
                        Optional.of("order-4711"),
                        Optional.of("/shop"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** As a question mark it would take back what others have sent. */
    @Test
    void aKeyThatIsNoTextIsNoOrderAndMeansNoOtherKey() {
        for (String half : List.of("customer-\\udcff", "customer-\\ud83d", "\\ude00\\ud83d")) {
            assertThat(read("w", "{\"command\":\"withdraw\",\"key\":\"" + half + "\"}"))
                    .isInstanceOfSatisfying(
                            OrderReading.Broken.class,
                            broken -> assertThat(broken.why()).contains("key must be text", "request_id"));
        }
        assertThat(which("{\"command\":\"withdraw\",\"key\":\"customer-\\ud83d\\ude00\"}")
                        .key())
                .contains(Bytes.copyOf("customer-\ud83d\ude00".getBytes(UTF_8)));
    }

    /** It would take back nothing, or hold nothing, without a word. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"withdraw\",\"request_id\":\"order-\\udcff\"}",
                "{\"command\":\"withdraw\",\"request_id\":\"a\",\"request_source\":\"\\udcff\"}",
                "{\"command\":\"withdraw\",\"model\":\"\\ud83d\"}",
                "{\"command\":\"withdraw\",\"group\":\"\\ud83d\"}",
                "{\"command\":\"hold\",\"group\":\"\\ud83d\"}",
                "{\"command\":\"hold\",\"model\":\"\\ud83d\"}"
            })
    void noConditionThatIsNoTextIsObeyed(String value) {
        assertThat(read("name", value))
                .isInstanceOfSatisfying(
                        OrderReading.Broken.class,
                        broken -> assertThat(broken.why()).contains("must be text"));
    }

    @Test
    void aTimeOfItsOwnCountsInstead() {
        assertThat(which(
                                "{\"command\":\"withdraw\",\"group\":\"g\",\"published_before\":\"2026-11-28T11:00:00+01:00\"}")
                        .publishedBefore())
                .contains(Instant.parse("2026-11-28T10:00:00Z"));
    }

    @Test
    void aRecordWithoutAValueEndsTheOrderOfItsName() {
        assertThat(OrderReader.read("hold".getBytes(UTF_8), null, NOW)).isEqualTo(new OrderReading.Ended("hold"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"command\":\"withdraw\"}|request_id, key, model and group",
                "{\"command\":\"withdraw\",\"reason\":\"x\"}|request_id, key, model and group",
                "{\"command\":\"withdraw\",\"published_before\":\"2026-11-28T10:00:00Z\"}|request_id, key, model and group",
                "{\"command\":\"withdraw\",\"request_source\":\"/shop\"}|request_id, key, model and group",
                "{\"command\":\"withdraw\",\"key\":\"a\",\"request_source\":\"/shop\"}|request_source",
                "{\"command\":\"withdraw\",\"key\":\"a\",\"modle\":\"m\"}|modle",
                "{\"command\":\"withdraw\",\"key\":7}|key must be a string",
                "{\"command\":\"withdraw\",\"key\":\"\"}|key must be a string",
                "{\"command\":\"withdraw\",\"model\":\"m\",\"published_before\":\"yesterday\"}|published_before",
                "{\"command\":\"hold\",\"group\":[\"a\"]}|group must be a string",
                "{\"command\":\"stop\"}|command must be",
                "{\"command\":\"HOLD\"}|command must be",
                "{}|command must be",
                "[]|JSON object",
                "hold|not valid JSON",
                "{\"command\":\"hold\"} {\"command\":\"hold\"}|not valid JSON",
                "{\"command\":\"hold\",\"command\":\"withdraw\"}|not valid JSON",
                "''|empty"
            })
    void whatIsNoOrderIsToldAndNeverGuessed(String value, String why) {
        assertThat(read("name", value)).isInstanceOfSatisfying(OrderReading.Broken.class, broken -> {
            assertThat(broken.name()).isEqualTo("name");
            assertThat(broken.why()).contains(why);
        });
    }

    @Test
    void anOrderWithoutANameIsNone() {
        assertThat(OrderReader.read(null, "{\"command\":\"hold\"}".getBytes(UTF_8), NOW))
                .isInstanceOfSatisfying(
                        OrderReading.Broken.class,
                        broken -> assertThat(broken.why()).contains("key"));
    }

    @Test
    void aFloodOfBytesIsNoOrder() {
        assertThat(read("name", "{\"command\":\"hold\",\"reason\":\"" + "x".repeat(70_000) + "\"}"))
                .isInstanceOf(OrderReading.Broken.class);
    }

    @Property
    void anyBytesGiveAReading(@ForAll byte[] key, @ForAll byte[] value) {
        assertThat(OrderReader.read(key, value, NOW)).isNotNull();
    }

    private static Order.Which which(String value) {
        if (read("name", value) instanceof OrderReading.Given(Order.Withdraw withdraw)) {
            return withdraw.which();
        }
        throw new AssertionError(read("name", value));
    }

    private static OrderReading read(String name, String value) {
        return OrderReader.read(name.getBytes(UTF_8), value.getBytes(UTF_8), NOW);
    }
}
