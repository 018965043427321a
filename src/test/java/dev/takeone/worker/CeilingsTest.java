package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.SETTINGS;
import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Ceilings;
import dev.takeone.request.PerRequest;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a request may cost. */
class CeilingsTest {
    private static WorkerFixture perRequest(String most) {
        WorkerSettings settings = new WorkerSettings(
                SETTINGS.maxWaiting(),
                SETTINGS.maxPosts(),
                SETTINGS.maxChecks(),
                SETTINGS.checkInterval(),
                SETTINGS.checkDelay(),
                SETTINGS.firstCheck(),
                SETTINGS.retention(),
                SETTINGS.refreshAfter(),
                SETTINGS.writeDeadline(),
                SETTINGS.settleAfter(),
                new SpendSettings(Ceilings.NONE, new PerRequest(Optional.of(new BigDecimal(most)), Optional.empty())));
        return WorkerFixture.serving(settings, RULES, new InMemoryJournal());
    }

    @Test
    void aRequestThatIsTooExpensiveIsNotSentAndItsIdentityIsSpent() {
        WorkerFixture the = perRequest("0.01");
        the.send("order-1", dog());
        the.run();
        assertThat(the.provider.posts).isEmpty();
        assertThat(the.disk.published("failed")).hasSize(1);

        the.send("order-1", dog());
        the.run();
        assertThat(the.disk.published("failed")).hasSize(1);
    }

    @Test
    void aRequestThatCostsNoMoreThanItMayIsSent() {
        WorkerFixture the = perRequest("1000");
        the.send("order-1", dog());
        the.run();
        assertThat(the.provider.posts).hasSize(1);
    }
}
