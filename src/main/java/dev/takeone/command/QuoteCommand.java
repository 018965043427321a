package dev.takeone.command;

import dev.takeone.config.CatalogueFile;
import dev.takeone.request.Quotation;
import dev.takeone.request.RequestReader;
import dev.takeone.request.UnknownModels;
import dev.takeone.request.catalogue.ModelCatalogue;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code quote FILE}, or {@code quote -} for the standard input: whether the worker would take these requests, and what
 * they would cost. Needs no broker and no key, and sends nothing. Of the settings it goes by those of the catalogue,
 * {@code takeone.models.file} and {@code takeone.models.unknown}.
 */
public final class QuoteCommand {
    /** What the command is called. */
    public static final String WORD = "quote";

    private static final int FINE = 0;
    private static final int INVALID = 1;
    private static final int MISUSED = 2;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    public QuoteCommand(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /**
     * Does what it is asked for.
     *
     * @param arguments what follows the command's word
     * @return the exit code: 0 where every request is valid, 1 where one is not, 2 where nothing could be read
     */
    public int run(List<String> arguments) {
        if (arguments.size() != 1) {
            err.println(
                    "quote takes one file of requests (JSON, one a line, or an array), or - for the standard input.");
            return MISUSED;
        }
        try {
            Quotation quotation = Quotation.of(read(arguments.getFirst()), reader());
            quotation.lines().forEach(out::println);
            return quotation.invalid() == 0 ? FINE : INVALID;
        } catch (IOException unreadable) {
            err.println(arguments.getFirst() + " cannot be read: " + unreadable);
        } catch (ConfigurationException | IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
        }
        return MISUSED;
    }

    private byte[] read(String file) throws IOException {
        return file.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(file));
    }

    private static RequestReader reader() {
        SmallRyeConfig settings = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .addDefaultSources()
                .build();
        return new RequestReader(
                settings.getOptionalValue("takeone.models.file", Path.class)
                        .map(CatalogueFile::read)
                        .orElseGet(ModelCatalogue::bundled),
                settings.getOptionalValue("takeone.models.unknown", UnknownModels.class)
                        .orElse(UnknownModels.REJECT));
    }
}
