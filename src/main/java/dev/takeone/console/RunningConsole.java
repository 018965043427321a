package dev.takeone.console;

import dev.takeone.console.act.Actions;
import dev.takeone.console.act.ConsoleActions;
import dev.takeone.console.act.KafkaOutbox;
import dev.takeone.console.act.StoredRequests;
import dev.takeone.console.picture.Picture;
import dev.takeone.console.picture.PictureSettings;
import dev.takeone.console.read.ConsoleReader;
import dev.takeone.console.read.SingleRecords;
import dev.takeone.console.view.ConsoleState;
import dev.takeone.journal.clients.JournalSetup;
import java.time.InstantSource;

/** The console without its pages: the picture, what reads it, and the buttons. */
public final class RunningConsole implements AutoCloseable {
    private final SingleRecords records;
    private final Picture picture;
    private final ConsoleReader reader;
    private final KafkaOutbox outbox;
    private final ConsoleActions actions;

    /**
     * One that does not read yet.
     *
     * @param setup with a worker id that names this console among the broker's clients, such as {@code console-} and
     *     something random; the group is the one whose jobs are shown
     * @param identityHeader {@code takeone.requests.identity-header}
     */
    public RunningConsole(JournalSetup setup, PictureSettings settings, String identityHeader, InstantSource clock) {
        this.records = new SingleRecords(setup.plainReader("records"));
        this.picture = new Picture(settings, records);
        this.reader = new ConsoleReader(setup, picture, clock);
        this.outbox = new KafkaOutbox(setup.plainWriter("writer"), setup.names().commands());
        this.actions = new ConsoleActions(
                picture,
                new StoredRequests(records),
                outbox,
                setup.names(),
                setup.settings().group(),
                identityHeader,
                clock);
    }

    /** Begins to read. Returns at once; {@link ConsoleState#reading} says how far it is. */
    public void start() {
        reader.start();
    }

    /** What pages are made from. */
    public ConsoleState state() {
        return picture;
    }

    /** What buttons do. */
    public Actions actions() {
        return actions;
    }

    @Override
    public void close() {
        reader.close();
        records.close();
        outbox.close();
    }
}
