package dev.takeone.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.orders.Order;
import dev.takeone.orders.OrderReader;
import dev.takeone.orders.OrderReading;
import dev.takeone.orders.OrderWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderArgumentsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T03:00:00Z");

    private static OrderArguments read(String arguments) {
        return OrderArguments.read(List.of(arguments.split(" ")), NOW);
    }

    @Test
    void aHoldOfEverythingNeedsNoMoreWords() {
        assertThat(read("hold"))
                .isEqualTo(new OrderArguments.Give(
                        new Order.Hold("hold", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                        false,
                        false));
    }

    @ParameterizedTest
    @CsvSource({
        "hold --model m, hold-model-m",
        "hold --group g, hold-group-g",
        "hold --model m --group g, hold-group-g-model-m",
        "hold --model m --name h, h",
    })
    void aHoldThatNobodyNamesIsCalledAfterWhatItHolds(String arguments, String name) {
        assertThat(read(arguments)).isInstanceOfSatisfying(OrderArguments.Give.class, given -> {
            assertThat(given.order().name()).isEqualTo(name);
            assertThat(given.named()).isEqualTo(name.equals("h"));
        });
    }

    @Test
    void whatIsPublishedWhileAPersonThinksIsNotWithdrawn() {
        assertThat(read("withdraw --key customer-7 --yes")).isInstanceOfSatisfying(OrderArguments.Give.class, given -> {
            assertThat(given.unasked()).isTrue();
            assertThat(given.order()).isInstanceOfSatisfying(Order.Withdraw.class, order -> {
                assertThat(order.name()).isEqualTo("withdraw-2026-11-29T03:00:00Z");
                assertThat(order.which().publishedBefore()).contains(NOW);
            });
        });
    }

    @ParameterizedTest
    @CsvSource({
        "hold --group bulk --model m --reason shock --by ann --name h",
        "withdraw --request-id r --request-source /shop",
        "withdraw --key k --model m --group g --published-before 2026-11-28T10:02:00+01:00 --reason wrong",
    })
    void whatIsWrittenIsReadAsItWasMeant(String arguments) {
        assertThat(read(arguments)).isInstanceOfSatisfying(OrderArguments.Give.class, given -> {
            Order order = given.order();
            assertThat(OrderReader.read(OrderWriter.key(order.name()), OrderWriter.value(order), NOW.plusSeconds(60)))
                    .isEqualTo(new OrderReading.Given(order));
        });
    }

    /** Whoever stops the money is not sent back for a word that he has left out. */
    @Test
    void noHoldIsRefusedForAReasonThatIsEmpty() {
        assertThat(OrderArguments.read(List.of("hold", "--reason", "", "--by", " "), NOW))
                .isEqualTo(read("hold"));
    }

    @Test
    void aResumeEndsTheUsualHoldOrTheOneThatIsNamed() {
        assertThat(read("resume")).isEqualTo(new OrderArguments.End(Optional.empty(), false));
        assertThat(read("resume wrong-prompt --yes"))
                .isEqualTo(new OrderArguments.End(Optional.of("wrong-prompt"), true));
    }

    @ParameterizedTest
    @CsvSource({
        "withdraw, withdraw needs one or more of",
        "withdraw --request-source s --key k, request_source says nothing",
        "withdraw --key k --published-before noon, published_before must be a time",
        "withdraw --keys k, withdraw does not take \"--keys\"",
        "hold --key k, hold does not take \"--key\"",
        "hold --reason, --reason lacks its value",
        "hold everything, hold does not take \"everything\"",
        "resume a b, resume takes one name",
        "resume --name a, resume takes one name",
        "stop, 'order takes hold, resume or withdraw'",
    })
    void whatWouldOrderSomethingElseIsRefused(String arguments, String why) {
        assertThat(read(arguments))
                .isInstanceOfSatisfying(
                        OrderArguments.Wrong.class,
                        wrong -> assertThat(wrong.why()).contains(why));
    }
}
