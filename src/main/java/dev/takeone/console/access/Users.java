package dev.takeone.console.access;

import dev.takeone.secret.SecretFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The users of a file, a line for each: {@code name:viewer:hash} or {@code name:operator:hash}; empty lines and those that
 * begin with {@code #} are passed over. The file is looked at again every few seconds: who is not in it any more, or has
 * another hash, is signed out. A file that cannot be read any more leaves the users as they were, and says so in the log.
 */
public final class Users {
    private static final Logger LOG = Logger.getLogger(Users.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final String NAME = "[^:\\s]{1,64}";
    private static final Pattern LINE =
            Pattern.compile("(" + NAME + "):([a-z]+):(\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53})");

    /** Each step doubles the work of a guess; above the most, a sign-in would take many seconds. */
    private static final int LEAST_COST = 10;

    private static final int MOST_COST = 15;

    private static final String SETTING = "takeone.console.users-file";

    private final SecretFile file;
    private Map<String, User> users;
    private String read;
    private Instant looked;
    private boolean told;

    /**
     * A user.
     *
     * @param hash of the password, by bcrypt
     */
    record User(String name, UserRole rights, String hash) {
        @Override
        public String toString() {
            return name + ":" + rights.word();
        }
    }

    /** @throws IllegalArgumentException where the file cannot be read, or a line is wrong; says which, and the mend */
    public Users(Path file, Instant now) {
        this.file = new SecretFile(SETTING, file, "a line for each user");
        this.read = this.file.read();
        this.users = users(read);
        this.looked = now;
    }

    /** Whether the file may name a user so. */
    static boolean mayBeCalled(String name) {
        return name.matches(NAME);
    }

    /** The user of this name, as the file says now. */
    synchronized Optional<User> find(String name, Instant now) {
        if (!now.isBefore(looked.plus(AGAIN)) || now.isBefore(looked)) {
            looked = now;
            look();
        }
        return Optional.ofNullable(users.get(name));
    }

    private void look() {
        try {
            String now = file.read();
            if (!now.equals(read)) {
                users = users(now);
                read = now;
                LOG.infof("The console's users are read again: %d", users.size());
            }
            told = false;
        } catch (IllegalArgumentException wrong) {
            if (!told) {
                LOG.errorf("The console's users stay as they were. %s", wrong.getMessage());
            }
            told = true;
        }
    }

    private static Map<String, User> users(String text) {
        List<String> lines = text.lines().toList();
        Map<String, User> users = new LinkedHashMap<>();
        for (int each = 0; each < lines.size(); each++) {
            String line = lines.get(each).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                User user = user(line, each + 1);
                users.put(user.name(), user);
            }
        }
        if (users.isEmpty()) {
            throw new IllegalArgumentException(
                    SETTING + ": it names no user: write a line name:viewer:hash or name:operator:hash");
        }
        return users;
    }

    /** What is wrong is never quoted: it may be a password. */
    private static User user(String line, int number) {
        Matcher matcher = LINE.matcher(line);
        Optional<User> user = Optional.of(matcher)
                .filter(Matcher::matches)
                .filter(each -> costs(Integer.parseInt(each.group(4))))
                .flatMap(each ->
                        UserRole.of(each.group(2)).map(rights -> new User(each.group(1), rights, each.group(3))));
        return user.orElseThrow(() -> new IllegalArgumentException(SETTING + ": line " + number
                + " is not name:viewer:hash or name:operator:hash with a bcrypt hash of cost " + LEAST_COST + " to "
                + MOST_COST + ": make it with java -jar quarkus-run.jar user NAME viewer|operator"));
    }

    private static boolean costs(int cost) {
        return cost >= LEAST_COST && cost <= MOST_COST;
    }
}
