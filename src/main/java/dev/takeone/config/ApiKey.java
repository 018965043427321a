package dev.takeone.config;

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
            return Files.readString(file);
        } catch (CharacterCodingException binary) {
            throw unusable(file, "is not text");
        } catch (IOException broken) {
            throw unusable(file, Files.isDirectory(file) ? "is a folder" : "cannot be read by this user");
        }
    }

    /** Names the file only where there is one: the key itself, written here by mistake, is not to be printed. */
    private static ConfigurationException unusable(Path file, String why) {
        return new ConfigurationException("takeone.provider.api-key-file: "
                + (Files.exists(file) ? file + " " + why : "there is no such file")
                + "; name a file that the worker may read and that holds the key.");
    }

    private static boolean visible(String key) {
        return key.chars().allMatch(each -> each > ' ' && each < 127);
    }
}
