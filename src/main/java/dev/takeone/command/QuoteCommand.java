package dev.takeone.command;

import dev.takeone.config.CatalogueFile;
import dev.takeone.config.CommandSettings;
import dev.takeone.config.Limits;
import dev.takeone.config.Settings;
import dev.takeone.config.StartFailure;
import dev.takeone.request.Quotation;
import dev.takeone.request.RequestReader;
import dev.takeone.request.UnknownModels;
import dev.takeone.request.catalogue.ModelCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code quote FILE}, or {@code quote -} for the standard input: whether the worker would take these requests, and what
 * they would cost. Needs no broker and no key, and sends nothing. Of the worker's settings it goes by those of the
 * catalogue and of what a request may cost: {@code takeone.models.*} and {@code takeone.spend.*}.
 */
public final class QuoteCommand {
    /** What the command is called. */
    public static final String WORD = "quote";

    private static final int FINE = 0;
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Supplier<Settings> settings;

    /** With the settings of the worker that would be started here. */
    public QuoteCommand(InputStream in, PrintStream out, PrintStream err) {
        this(in, out, err, CommandSettings::settings);
    }

    QuoteCommand(InputStream in, PrintStream out, PrintStream err, Supplier<Settings> settings) {
        this.settings = settings;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /**
     * Does what it is asked for.
     *
     * @param arguments what follows the command's word
     * @return the exit code: 0 where every request would be taken, 1 where one would not, 2 where nothing could be read
     */
    public int run(List<String> arguments) {
        if (arguments.size() != 1) {
            err.println(
                    "quote takes one file of requests (JSON, one a line, or an array), or - for the standard input.");
            return MISUSED;
        }
        try {
            Quotation quotation = quotation(read(arguments.getFirst()), settings.get());
            quotation.lines().forEach(out::println);
            return quotation.refused() == 0 ? FINE : REFUSED;
        } catch (IOException unreadable) {
            err.println(arguments.getFirst() + " cannot be read: " + unreadable);
        } catch (RuntimeException wrong) {
            err.println(StartFailure.mend(wrong).orElseThrow(() -> wrong));
        }
        return MISUSED;
    }

    private byte[] read(String file) throws IOException {
        return file.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(file));
    }

    private static Quotation quotation(byte[] file, Settings settings) {
        Limits limits = new Limits(settings);
        ModelCatalogue catalogue =
                settings.models().file().map(CatalogueFile::read).orElseGet(ModelCatalogue::bundled);
        UnknownModels unknown = settings.models().unknown();
        limits.priced(catalogue.unpriced(), unknown);
        return Quotation.of(file, new RequestReader(catalogue, unknown), limits.perRequest());
    }
}
