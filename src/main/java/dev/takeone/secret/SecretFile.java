package dev.takeone.secret;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that holds a secret, as a setting names it.
 *
 * @param setting its key, and its environment variable where that helps
 * @param file which is written anew where the secret is changed, or is swapped for another by a link
 * @param holds what is to be in it, in words that go on after "holds"
 */
public record SecretFile(String setting, Path file, String holds) {
    /**
     * All that the file holds now.
     *
     * @throws IllegalArgumentException where it cannot be read, with the setting, the reason and the mend, and nothing of
     *     the secret
     */
    public String read() {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException binary) {
            throw unreadable("is not text");
        } catch (IOException broken) {
            throw unreadable(Files.isDirectory(file) ? "is a folder" : "is not for this user to read");
        }
    }

    /** Names the file only where there is one: the secret itself, written in the setting by mistake, is not to be printed. */
    private IllegalArgumentException unreadable(String why) {
        return new IllegalArgumentException(
                setting + " cannot be read: " + (Files.exists(file) ? file + " " + why : "there is no such file")
                        + "; name a file that this process may read and that holds " + holds + ".");
    }
}
