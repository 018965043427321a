package dev.takeone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.takeone.simulator.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private static final int MANY = 3_000;
    private static final Pattern DIRECTIVE = Pattern.compile("\\[sim:([a-z0-9-]+)");

    @Test
    void theSameSeedMakesTheSameRequests() {
        assertThat(orders(3)).isEqualTo(orders(3)).isNotEqualTo(orders(4));
    }

    @Test
    void aRepeatIsTheRequestOnceMoreAndEveryOtherOneIsNew() {
        Map<String, Order> known = new HashMap<>();
        for (Order order : orders(3)) {
            if (order.repeat()) {
                assertThat(known.values()).extracting(Order::again).contains(order);
            } else {
                assertThat(known.put(order.id(), order)).isNull();
            }
        }
        assertThat(known).hasSizeBetween(MANY * 9 / 10, MANY - 1);
    }

    @Test
    void severalRequestsShareAKey() {
        assertThat(orders(3).stream().map(Order::key).distinct()).hasSizeBetween(10, 50);
    }

    @Test
    void everyBodyIsJsonThatCarriesItsMarkerAndAsksOnlyForFaultsThatThereAre() throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (Order order : orders(3)) {
            assertThat(json.readTree(order.body()).toString()).contains("#" + order.id() + " ");
            assertThat(faults(order))
                    .allSatisfy(word -> assertThat(Fault.of(word)).as(word).isPresent());
        }
    }

    @Test
    void aRequestWhoseAnswerMayBeLostIsMarkedAndNoOther() {
        assertThat(orders(3))
                .allSatisfy(order -> assertThat(order.lost())
                        .as(order.body())
                        .isEqualTo(faults(order).stream().anyMatch(OrdersTest::saysNothingCertain)));
    }

    @Test
    void someRequestsMeetAnAccountThatSaysForbidden() {
        assertThat(orders(3)).anyMatch(order -> !order.lost() && faults(order).contains("forbidden"));
    }

    private static boolean saysNothingCertain(String word) {
        return Fault.of(word).orElseThrow() instanceof Fault.Loss loss
                ? loss != Fault.Loss.SLOW_ANSWER && loss != Fault.Loss.SPOILED_ANSWER
                : List.of("cut-before-accept", "reset-before-accept", "gateway-timeout", "server-error", "unavailable")
                        .contains(word);
    }

    private static List<String> faults(Order order) {
        return DIRECTIVE
                .matcher(order.body())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static List<Order> orders(long seed) {
        Orders orders = new Orders(seed);
        return Stream.generate(orders::next).limit(MANY).toList();
    }
}
