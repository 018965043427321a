package dev.takeone;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the account's key from where the settings say it is. Never prints it. */
final class ApiKey {
    private ApiKey() {}

    /**
     * The key.
     *
     * @throws ConfigurationException where there is none, with the settings to mend
     */
    static String read(Settings.Provider settings) {
        return settings.apiKeyFile()
                .map(ApiKey::fromFile)
                .or(settings::apiKey)
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .filter(ApiKey::visible)
                .orElseThrow(() -> new ConfigurationException(
                        "There is no usable API key: set takeone.provider.api-key (TAKEONE_PROVIDER_API_KEY) to the"
                                + " provider's key, or takeone.provider.api-key-file to a file that holds it."));
    }

    private static String fromFile(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException binary) {
            throw unreadable(file, "it is not text");
        } catch (IOException broken) {
            throw unreadable(file, broken.getClass().getSimpleName());
        }
    }

    private static ConfigurationException unreadable(Path file, String why) {
        return new ConfigurationException("takeone.provider.api-key-file: cannot read " + file + " (" + why
                + "); name a file that the worker may read and that holds the key.");
    }

    private static boolean visible(String key) {
        return key.chars().allMatch(each -> each > ' ' && each < 127);
    }
}
