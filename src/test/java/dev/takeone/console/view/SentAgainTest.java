package dev.takeone.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** How requests that are sent again are named. */
class SentAgainTest {
    @Test
    void numbersGoOn() {
        assertThat(SentAgain.next("order")).isEqualTo("order~again-1");
        assertThat(SentAgain.next("order~again-1")).isEqualTo("order~again-2");
        assertThat(SentAgain.next("order~again-9")).isEqualTo("order~again-10");
    }

    @Test
    void theFirstHasNoneBeforeIt() {
        assertThat(SentAgain.before("order~again-2")).contains("order~again-1");
        assertThat(SentAgain.before("order~again-1")).contains("order");
        assertThat(SentAgain.before("order")).isEmpty();
        assertThat(SentAgain.before("order~again-0")).isEmpty();
        assertThat(SentAgain.before("~again-1")).isEmpty();
    }

    @Property
    void whatFollowsAnyNameLeadsBackToIt(@ForAll String id) {
        if (!id.isEmpty() && !id.contains(SentAgain.MARK)) {
            assertThat(SentAgain.before(SentAgain.next(id))).contains(id);
        }
    }
}
