package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.dog;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Ceilings;
import dev.takeone.account.Credit;
import dev.takeone.account.DealingNumber;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.orders.OrderReader;
import dev.takeone.orders.StandingOrders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Requests that an order or a ceiling keeps back for longer than one may be refused: they wait, and none fails of it. */
class KeptBackTest {
    private static final Duration LONGER_THAN_PATIENCE = RULES.giveUpAfter().plusHours(1);
    private static final SubmitOutcome REFUSED = new SubmitOutcome.NotSent(ProviderError.transport("refused"));

    private final WorkerFixture the = WorkerFixture.serving();

    private void order(String key, String value) {
        StandingOrders none = StandingOrders.none("takeone");
        the.worker.ordered(
                value.isEmpty()
                        ? none
                        : none.after(
                                List.of(OrderReader.read(key.getBytes(UTF_8), value.getBytes(UTF_8), Instant.EPOCH))));
        the.run();
    }

    private void refusedOnce() {
        the.send("order-1", dog());
        the.provider.answer(0, REFUSED);
        the.run();
    }

    private void refuseAllFor(Duration time) {
        int answered = the.provider.posts.size() - 1;
        for (long second = 0; second < time.toSeconds(); second++) {
            for (; answered < the.provider.posts.size(); answered++) {
                if (answered > 0) {
                    the.provider.answer(answered, REFUSED);
                    the.run();
                }
            }
            the.sleep(Duration.ofSeconds(1));
        }
    }

    @Test
    void aHoldBringsNoRequestNearerToBeingGivenUp() {
        refusedOnce();
        order("price-shock", "{\"command\":\"hold\"}");
        the.sleep(LONGER_THAN_PATIENCE);
        order("price-shock", "");
        the.sleep(Duration.ofSeconds(2));
        assertThat(the.provider.posts).hasSize(2);
        the.provider.answer(1, REFUSED);
        the.run();
        assertThat(the.disk.published("failed")).isEmpty();
    }

    /** The request waits for longer than it is remembered what held, and has no turn in between. */
    @Test
    void severalHoldsOverDaysBringNoRequestNearerToBeingGivenUp() {
        refusedOnce();
        order("price-shock", "{\"command\":\"hold\"}");
        pass(Duration.ofDays(2));
        the.leasedTasks = Optional.of(0);
        the.pass(Duration.ofSeconds(1));
        order("price-shock", "");
        pass(Duration.ofMinutes(5));
        order("price-shock", "{\"command\":\"hold\"}");
        the.leasedTasks = Optional.of(1);
        pass(Duration.ofHours(51));
        assertThat(the.provider.posts).hasSize(1);
        order("price-shock", "");
        the.sleep(Duration.ofSeconds(5));
        assertThat(the.provider.posts).hasSize(2);
        the.provider.answer(1, REFUSED);
        the.run();
        assertThat(the.disk.published("failed")).isEmpty();
    }

    private void pass(Duration time) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            the.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void nothingFailsForHavingWaitedUnderACeiling() {
        refusedOnce();
        the.credit = new Credit(new DealingNumber(1), OptionalLong.of(0), Ceilings.NONE);
        the.sleep(LONGER_THAN_PATIENCE);
        the.credit = new Credit(new DealingNumber(2), OptionalLong.of(10_000_000), Ceilings.NONE);
        the.sleep(Duration.ofSeconds(5));
        assertThat(the.provider.posts).hasSize(2);
        the.provider.answer(1, REFUSED);
        the.run();
        assertThat(the.disk.published("failed")).isEmpty();
    }

    /** It lets others pass, so that nothing is kept back but itself. */
    @Test
    void nothingFailsForHavingBeenDearerThanACeiling() {
        refusedOnce();
        the.credit = new Credit(
                new DealingNumber(1),
                OptionalLong.of(10_000_000),
                new Ceilings(OptionalLong.of(500_000), OptionalLong.empty()));
        the.sleep(LONGER_THAN_PATIENCE);
        assertThat(the.provider.posts).hasSize(1);
        the.credit = new Credit(new DealingNumber(2), OptionalLong.of(10_000_000), Ceilings.NONE);
        the.sleep(Duration.ofMinutes(2));
        assertThat(the.provider.posts).hasSize(2);
        the.provider.answer(1, REFUSED);
        the.run();
        assertThat(the.disk.published("failed")).isEmpty();
    }

    @Test
    void aHoldThatIsOverBeforeTheNextTryIsDueSavesNoRequestFromBeingGivenUp() {
        refusedOnce();
        int answered = 1;
        int since = 0;
        for (long second = 0; second < RULES.giveUpAfter().plusMinutes(10).toSeconds(); second++) {
            since++;
            if (since == 2) {
                order("price-shock", "{\"command\":\"hold\"}");
            } else if (since == 45) {
                order("price-shock", "");
            }
            the.sleep(Duration.ofSeconds(1));
            for (; answered < the.provider.posts.size(); answered++) {
                the.provider.answer(answered, REFUSED);
                the.run();
                since = 0;
            }
        }
        assertThat(the.disk.published("failed")).singleElement().asString().contains("retries_exhausted");
    }

    @Test
    void whatIsRefusedAllTheTimeIsGivenUpNeverthelessAlsoWhereAnotherModelIsHeld() {
        order("quality", "{\"command\":\"hold\",\"model\":\"veo3.1-quality-official\"}");
        the.send("order-2", dog().replace("fast", "quality"));
        refusedOnce();
        refuseAllFor(RULES.giveUpAfter().plusMinutes(10));
        assertThat(the.disk.published("failed")).singleElement().asString().contains("retries_exhausted");
    }
}
