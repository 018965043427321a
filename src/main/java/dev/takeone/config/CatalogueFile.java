package dev.takeone.config;

import dev.takeone.request.catalogue.BrokenCatalogueException;
import dev.takeone.request.catalogue.ModelCatalogue;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The models that a user brings, by {@code takeone.models.file}. */
public final class CatalogueFile {
    private CatalogueFile() {}

    /**
     * The catalogue in a file.
     *
     * @throws ConfigurationException naming the setting, where it cannot be read or is no catalogue
     */
    public static ModelCatalogue read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            return ModelCatalogue.load(content);
        } catch (IOException unreadable) {
            throw unusable(file, "it cannot be read; name a file that the worker may read");
        } catch (BrokenCatalogueException broken) {
            throw unusable(file, broken.getMessage());
        }
    }

    private static ConfigurationException unusable(Path catalogue, @Nullable String why) {
        return new ConfigurationException("takeone.models.file: cannot use " + catalogue + ": " + why);
    }
}
