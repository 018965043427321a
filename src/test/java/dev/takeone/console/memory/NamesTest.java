package dev.takeone.console.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Identity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final Identity EVENT = new Identity(Identity.Kind.CLOUD_EVENT, "/shop/ö", "order-4711");
    private static final List<String> TASKS = List.of("task_1", "task_7");

    @Test
    void namesComeBackAsTheyWere() {
        Identity odd = new Identity(Identity.Kind.REQUEST_ID, "", "a\nb 🎬");
        assertThat(List.of(
                        Names.of(EVENT, TASKS).identity(),
                        Names.of(odd, List.of()).identity()))
                .containsExactly(EVENT, odd);
        assertThat(Names.of(odd, List.of()).taskId()).isEmpty();
        assertThat(Names.of(EVENT, TASKS).taskId()).isEqualTo("task_1");
        assertThat(Names.of(odd, List.of("task_2")).taskId()).isEqualTo("task_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-4711", "o", "1", "4711", "ö", "/shop", "task_1", "k_1", "task_7", "sk_7"})
    void aPartOfEachNameIsFound(String part) {
        assertThat(has(part)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order-4712",
                "4711/shop",
                "1/",
                "ötask",
                "task_12",
                "1task",
                "task_1task_7",
                "Order",
                "order-4711/shop/ötask_1x"
            })
    void whatIsInNoneOfThemIsNotFound(String part) {
        assertThat(has(part)).isFalse();
    }

    private static boolean has(String part) {
        return Names.have(Names.of(EVENT, TASKS).all(), part.getBytes(UTF_8));
    }
}
