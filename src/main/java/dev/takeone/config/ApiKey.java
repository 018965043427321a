package dev.takeone.config;

import dev.takeone.secret.SecretFile;
import io.quarkus.runtime.configuration.ConfigurationException;
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
        String key = settings.apiKeyFile()
                .map(ApiKey::fromFile)
                .or(settings::apiKey)
                .map(String::strip)
                .filter(found -> !found.isEmpty())
                .orElseThrow(() -> new ConfigurationException(
                        "There is no API key: set takeone.provider.api-key (TAKEONE_PROVIDER_API_KEY) to the"
                                + " provider's key, or takeone.provider.api-key-file to a file that holds it."));
        if (!visible(key)) {
            throw new ConfigurationException("The API key cannot be used, since it has a blank or a character outside"
                    + " ASCII in it: set takeone.provider.api-key, or what takeone.provider.api-key-file names, to the"
                    + " provider's key and nothing else.");
        }
        return key;
    }

    private static String fromFile(Path file) {
        try {
            return new SecretFile("takeone.provider.api-key-file", file, "the key").read();
        } catch (IllegalArgumentException unreadable) {
            throw new ConfigurationException(unreadable.getMessage());
        }
    }

    private static boolean visible(String key) {
        return key.chars().allMatch(each -> each > ' ' && each < 127);
    }
}
