package dev.takeone.console.memory;

import dev.takeone.console.view.RecordAt;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import java.math.BigDecimal;
import java.util.Optional;

/** What is kept of a job, as lists and filters see it. There are very many: what is unknown is an empty text. */
public sealed interface Known permits KnownLive, KnownEnded {

    /** Its place in every list. */
    Spot spot();

    Stage stage();

    /** Why it failed, where it did and this release knows the reason. */
    Optional<FailureReason> reason();

    Optional<Charged> charged();

    /** Empty where it is not known. */
    String model();

    /** The record's key as text; empty where it had none. */
    String key();

    Names names();

    Identity identity();

    /** Where its request lies. */
    RecordAt origin();

    /** The provider's first task; empty where there is none. */
    String taskId();

    /** What is kept of the provider's words on its failure; empty where there are none. */
    String words();

    /** When it came to where it stands, in milliseconds. */
    long since();

    Money money();

    default Optional<BigDecimal> cost() {
        return money().cost();
    }

    default Optional<BigDecimal> estimate() {
        return money().estimate();
    }
}
