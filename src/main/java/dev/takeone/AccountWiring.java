package dev.takeone;

import dev.takeone.account.BoardClient;
import dev.takeone.account.Lease;
import dev.takeone.account.Moment;
import dev.takeone.account.Report;
import dev.takeone.account.Seat;
import dev.takeone.account.Who;
import dev.takeone.config.ApiKeyWatch;
import dev.takeone.config.Limits;
import dev.takeone.config.Settings;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.ops.AccountGauges;
import dev.takeone.ops.SpendGauges;
import dev.takeone.provider.AccountKey;
import dev.takeone.provider.http.ProviderEndpoint;
import dev.takeone.worker.SystemTicker;
import dev.takeone.worker.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes this worker's place at the account board. */
@Dependent
public class AccountWiring {
    private final SystemTicker ticker = new SystemTicker();

    @Produces
    @Singleton
    BoardClient board(
            JournalSetup setup,
            Settings settings,
            Limits limits,
            ApiKeyWatch apiKey,
            Worker worker,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        Who who = new Who(
                setup.settings().transactionalId() + "/" + UUID.randomUUID(),
                settings.group(),
                setup.settings().workerId(),
                settings.account().weight(),
                address(settings.provider().url(), apiKey.key()),
                apiKey.key().fingerprints(),
                version,
                ticker.now());
        BoardClient board = new BoardClient(
                setup.plainReader("account-reader"),
                setup.plainWriter("account-writer"),
                settings.topics().account(),
                new Seat(who, limits.account(), new SplittableRandom(), new Moment(ticker.nanos(), ticker.now())),
                ticker.clock(),
                ticker::nanos,
                new BoardClient.Holder() {
                    @Override
                    public Report report() {
                        return worker.report();
                    }

                    @Override
                    public List<String> keys() {
                        return apiKey.key().fingerprints();
                    }

                    @Override
                    public void leased(Lease lease) {
                        worker.leased(lease);
                    }

                    @Override
                    public void broken(Throwable error) {
                        worker.broken("the account board", error);
                    }
                });
        new AccountGauges(board::sight).bindTo(metrics);
        new SpendGauges(
                        () -> board.sight().spending(),
                        () -> worker.status().jobs().tooDear())
                .bindTo(metrics);
        return board;
    }

    /** By which workers know whether they are of one account: the same for all spellings of one. */
    static String address(String providerUrl, AccountKey apiKey) {
        return ProviderEndpoint.of(providerUrl, apiKey, Optional.empty()).url().toString();
    }

    void close(@Disposes BoardClient board) {
        board.close();
    }
}
