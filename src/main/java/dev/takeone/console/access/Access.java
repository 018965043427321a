package dev.takeone.console.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.console.access.Caller.Way;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Decides who may come in, signs in and out, and knows a form of ours from one of somebody else's. */
public final class Access {
    private static final Pattern LOCAL = Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    /** Identity providers name people in many ways: whatever can be seen, and looks like no line of the audit log. */
    private static final Pattern NAME = Pattern.compile("(?!.*:\\p{Z})[^\\p{C}\\p{Zl}\\p{Zp}]{1,128}");

    private static final int MOST_SESSIONS = 10_000;
    private static final int KEY_BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private final AccessSettings settings;
    private final Passwords passwords = new Passwords();
    private final Attempts attempts = new Attempts();
    private final Kept<Users.User> sessions;
    private final SecretKeySpec key;

    /** What came of a sign-in. */
    public sealed interface SigningIn {
        /** The name of the new session. */
        record Done(String session) implements SigningIn {}

        /** Name or password is wrong; which, nobody is told. */
        record Wrong() implements SigningIn {}

        /** Too many tries. */
        record TooMany(Duration pause) implements SigningIn {}
    }

    /** Whose page has sent a form. */
    public enum Sender {
        /** Ours, or nobody's: who is no browser says nothing, and may. */
        OURS,
        /** Another site's. */
        ANOTHER_SITE,
        /** One whose address is not the host that was asked: another site's, or ours behind a proxy that changes the host. */
        ANOTHER_HOST
    }

    /** Nobody is signed in. */
    public Access(AccessSettings settings) {
        this.settings = settings;
        this.sessions = new Kept<>(MOST_SESSIONS, settings.session());
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, HMAC);
    }

    /** Whether, and as whom, somebody may come in. */
    public Entrance entrance(Credentials call, Instant now) {
        Optional<AccessSettings.Proxies> proxy =
                settings.proxies().filter(proxies -> proxies.addresses().has(call.peer()));
        if (proxy.isPresent() && call.header(proxy.get().userHeader()).isPresent()) {
            return named(proxy.get(), call);
        }
        if (settings.users().isPresent()) {
            return call.session()
                    .flatMap(session -> inSession(session, now))
                    .<Entrance>map(Entrance.Open::new)
                    .orElseGet(Entrance.SignIn::new);
        }
        if (settings.proxies().isPresent()) {
            return new Entrance.Closed(
                    proxy.isPresent()
                            ? "The proxy in front of the console named no user."
                            : "The console is reached by way of its proxy only.");
        }
        return nobody(call);
    }

    private Entrance named(AccessSettings.Proxies proxies, Credentials call) {
        String name = call.header(proxies.userHeader()).orElseThrow().strip();
        List<String> groups = call.headers().apply(proxies.groupsHeader()).stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList();
        if (!NAME.matcher(name).matches()) {
            return new Entrance.Closed("The proxy in front of the console named a user by a name that is none.");
        }
        return proxies.rights(groups)
                .<Entrance>map(rights -> new Entrance.Open(new Caller(name, rights, seal("proxy:" + name), Way.PROXY)))
                .orElseGet(() -> new Entrance.Closed("You are in none of the groups that may see the console."));
    }

    private Optional<Caller> inSession(String session, Instant now) {
        return sessions.find(session, now)
                .filter(user -> settings.users()
                        .flatMap(users -> users.find(user.name(), now))
                        .filter(user::equals)
                        .isPresent())
                .map(user -> new Caller(user.name(), user.rights(), seal("session:" + session), Way.SESSION));
    }

    /** A page of somebody else could make a name of its own point here, and have its reader's browser read along. */
    private Entrance nobody(Credentials call) {
        boolean local = call.header("Host")
                .filter(host -> LOCAL.matcher(host).matches())
                .isPresent();
        boolean near = new Networks(List.of("127.0.0.0/8", "::1")).has(call.peer());
        return local && near
                ? new Entrance.Open(new Caller("", UserRole.VIEWER, "", Way.NOBODY))
                : new Entrance.Closed("The console knows no users, and is for this machine only.");
    }

    /** Begins a session where the password is the user's. Takes as long where there is no such user. */
    public SigningIn signIn(String name, String password, Credentials call, Instant now) {
        // What no user is called is counted as one name, however long and however many there are.
        String counted = Users.mayBeCalled(name) ? name : "";
        Optional<Duration> wait = attempts.wait(counted, call.peer(), now);
        if (wait.isPresent()) {
            return new SigningIn.TooMany(wait.get());
        }
        Optional<Users.User> user = settings.users().flatMap(users -> users.find(name, now));
        Optional<Boolean> same = passwords.matches(user, password);
        if (same.isEmpty()) {
            return new SigningIn.TooMany(Duration.ofSeconds(1));
        }
        if (!same.get()) {
            attempts.failed(counted, call.peer(), now);
            return new SigningIn.Wrong();
        }
        attempts.succeeded(name, call.peer());
        return new SigningIn.Done(sessions.keep(user.orElseThrow(), now));
    }

    /** Ends the call's session, where it has one. */
    public void signOut(Credentials call, Instant now) {
        call.session().ifPresent(session -> sessions.take(session, now));
    }

    /** Whether what a form brought was made for this caller. */
    public static boolean isOurs(Caller caller, String csrf) {
        return !caller.csrf().isEmpty() && MessageDigest.isEqual(caller.csrf().getBytes(UTF_8), csrf.getBytes(UTF_8));
    }

    /** Whose page has made a browser send this. */
    public static Sender sender(Credentials call) {
        if (call.header("Sec-Fetch-Site")
                .filter(site -> !site.equals("same-origin") && !site.equals("none"))
                .isPresent()) {
            return Sender.ANOTHER_SITE;
        }
        Optional<String> origin = call.header("Origin");
        if (origin.isEmpty()) {
            return Sender.OURS;
        }
        Optional<String> authority = origin.flatMap(Access::authority);
        if (authority.isEmpty()) {
            return Sender.ANOTHER_SITE;
        }
        return authority.equals(call.header("Host")) ? Sender.OURS : Sender.ANOTHER_HOST;
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private String seal(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + HMAC, impossible);
        }
    }
}
