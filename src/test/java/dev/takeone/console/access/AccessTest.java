package dev.takeone.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final FileTime LATER = FileTime.from(Instant.parse("2100-01-01T00:00:00Z"));
    private static final Duration SESSION = Duration.ofHours(8);
    private static final String HASH = Passwords.hash("correct horse", 10);

    @TempDir
    Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("users"), text);
    }

    private static Credentials call(String peer, String host, Optional<String> session) {
        return new Credentials(peer, name -> name.equals("Host") ? List.of(host) : List.of(), session);
    }

    private Access access(Path users) {
        return new Access(new AccessSettings(Optional.of(new Users(users, NOW)), Optional.empty(), SESSION));
    }

    @Test
    void aSessionEnds() throws Exception {
        Access access = access(file("anna:operator:" + HASH));
        Credentials stranger = call("10.0.0.1", "console", Optional.empty());
        Access.SigningIn signed = access.signIn("anna", "correct horse", stranger, NOW);
        assertThat(signed).isInstanceOf(Access.SigningIn.Done.class);
        Credentials known = call("10.0.0.1", "console", Optional.of(((Access.SigningIn.Done) signed).session()));

        assertThat(access.entrance(known, NOW.plus(SESSION).minusSeconds(1))).isInstanceOf(Entrance.Open.class);
        assertThat(access.entrance(known, NOW.plus(SESSION))).isInstanceOf(Entrance.SignIn.class);
    }

    @Test
    void whoIsTakenOutOfTheFileIsSignedOut() throws Exception {
        Path users = file("anna:operator:" + HASH + "\nviktor:viewer:" + HASH);
        Access access = access(users);
        Access.SigningIn signed =
                access.signIn("anna", "correct horse", call("10.0.0.1", "console", Optional.empty()), NOW);
        Credentials known = call("10.0.0.1", "console", Optional.of(((Access.SigningIn.Done) signed).session()));
        Files.writeString(users, "anna:viewer:" + HASH + "\nviktor:viewer:" + HASH);
        Files.setLastModifiedTime(users, LATER);

        assertThat(access.entrance(known, NOW.plusSeconds(6))).isInstanceOf(Entrance.SignIn.class);
    }

    /** As where a mounted secret is swapped: a file's time may be any. */
    @Test
    void whoIsTakenOutOfAFileWhoseTimeStaysIsSignedOutToo() throws Exception {
        Path path = file("anna:operator:" + HASH + "\nviktor:viewer:" + HASH);
        FileTime before = Files.getLastModifiedTime(path);
        Users users = new Users(path, NOW);
        Files.writeString(path, "viktor:viewer:" + HASH);
        Files.setLastModifiedTime(path, before);

        assertThat(users.find("anna", NOW.plusSeconds(6))).isEmpty();
    }

    @Test
    void aFileThatIsSpoiltLeavesTheUsersAsTheyWere() throws Exception {
        Path path = file("anna:operator:" + HASH);
        Users users = new Users(path, NOW);
        Files.writeString(path, "rubbish");
        Files.setLastModifiedTime(path, LATER);

        assertThat(users.find("anna", NOW.plusSeconds(6))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna:operator:secret",
                "anna:admin:$2y$12$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "anna:viewer:$2y$04$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "anna:viewer:$2y$31$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "",
                "# nobody"
            })
    void aWrongFileIsToldWithoutItsSecrets(String text) throws Exception {
        Path users = file(text);
        assertThatThrownBy(() -> new Users(users, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret", "$2y$")
                .contains(":viewer:hash");
    }

    @Test
    void onlyTheUsersOwnPasswordIsRight() {
        assertThat(new Passwords().matches(Optional.of(new Users.User("anna", UserRole.VIEWER, HASH)), "correct horse"))
                .contains(true);
        assertThat(new Passwords().matches(Optional.empty(), "nobody's")).contains(false);
        assertThat(new Passwords().matches(Optional.of(new Users.User("a", UserRole.VIEWER, HASH)), "x".repeat(80)))
                .contains(false);
    }

    /** Both begin with the algorithm and its cost. */
    @Test
    void whoeverDoesNotExistIsComparedAtTheCostOfThoseWhoDo() {
        int cost = "$2y$12$".length();
        assertThat(Passwords.NOBODYS)
                .hasSameSizeAs(Passwords.hash("any"))
                .startsWith(Passwords.hash("any").substring(0, cost));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost:8080, true",
        "127.0.0.1, 127.0.0.1:8080, true",
        "0:0:0:0:0:0:0:1, [::1]:8080, true",
        "127.0.0.1, evil.example:8080, false",
        "127.0.0.1, localhost.evil.example, false",
        "10.0.0.1, localhost:8080, false"
    })
    void whereNobodyIsKnownOnlyThisMachineMayLook(String peer, String host, boolean open) {
        Access access = new Access(new AccessSettings(Optional.empty(), Optional.empty(), SESSION));
        Entrance entrance = access.entrance(call(peer, host, Optional.empty()), NOW);
        assertThat(entrance instanceof Entrance.Open).isEqualTo(open);
    }

    @Test
    void aGuessWaitsTwiceAsLongEachTimeForItsNameAndItsAddress() {
        Attempts attempts = new Attempts();
        for (int each = 0; each < 5; each++) {
            assertThat(attempts.wait("anna", "10.0.0.1", NOW)).isEmpty();
            attempts.failed("anna", "10.0.0.1", NOW);
        }
        assertThat(attempts.wait("anna", "10.0.0.2", NOW)).contains(Duration.ofSeconds(1));
        assertThat(attempts.wait("else", "10.0.0.1", NOW)).contains(Duration.ofSeconds(1));
        assertThat(attempts.wait("else", "10.0.0.2", NOW)).isEmpty();
        for (int each = 0; each < 30; each++) {
            attempts.failed("anna", "10.0.0.1", NOW);
        }
        assertThat(attempts.wait("anna", "10.0.0.2", NOW)).contains(Duration.ofMinutes(1));
        assertThat(attempts.wait("else", "10.0.0.1", NOW)).contains(Duration.ofMinutes(1));

        attempts.succeeded("anna", "10.0.0.3");
        assertThat(attempts.wait("anna", "10.0.0.2", NOW)).isEmpty();
        assertThat(attempts.wait("anna", "10.0.0.1", NOW)).isPresent();
        assertThat(attempts.wait("anna", "10.0.0.1", NOW.plus(Duration.ofMinutes(1))))
                .isEmpty();
    }

    /** All who come by way of a proxy that gives TLS have its address. */
    @Test
    void aStrangersGuessesBehindTheSameProxyKeepNobodyOutForLongerThanAMinute() {
        Attempts attempts = new Attempts();
        attempts.succeeded("anna", "10.0.0.1");
        for (int each = 0; each < 1_000; each++) {
            attempts.failed("guess-" + each, "10.0.0.1", NOW);
        }

        assertThat(attempts.wait("viktor", "10.0.0.1", NOW)).contains(Duration.ofMinutes(1));
        assertThat(attempts.wait("anna", "10.0.0.1", NOW)).isEmpty();

        for (int each = 0; each < 5; each++) {
            attempts.failed("anna", "10.0.0.1", NOW);
        }
        assertThat(attempts.wait("anna", "10.0.0.1", NOW)).contains(Duration.ofSeconds(1));
    }

    @Test
    void ofWhoHasSignedInLongestAgoNothingIsRememberedWhereTheyAreTooMany() {
        Attempts attempts = new Attempts();
        for (int each = 0; each < 10; each++) {
            attempts.failed("guess", "10.0.0.1", NOW);
        }
        attempts.succeeded("anna", "10.0.0.1");
        attempts.succeeded("viktor", "10.0.0.1");
        for (int each = 0; each < 999; each++) {
            attempts.succeeded("viktor", "10.0.1." + each);
        }

        assertThat(attempts.wait("anna", "10.0.0.1", NOW)).isPresent();
        assertThat(attempts.wait("viktor", "10.0.0.1", NOW)).isEmpty();
    }

    @Test
    void namesThatNoUserMayHaveAreCountedAsOneHoweverManyThereAre() throws Exception {
        Access access = access(file("anna:operator:" + HASH));
        for (int each = 0; each < 5; each++) {
            Credentials stranger = call("10.0.0." + each, "console", Optional.empty());
            assertThat(access.signIn("x".repeat(65 + each), "x".repeat(80), stranger, NOW))
                    .isInstanceOf(Access.SigningIn.Wrong.class);
        }

        assertThat(access.signIn("a:b", "x", call("10.0.0.9", "console", Optional.empty()), NOW))
                .isInstanceOf(Access.SigningIn.TooMany.class);
        assertThat(access.signIn("anna", "correct horse", call("10.0.0.9", "console", Optional.empty()), NOW))
                .isInstanceOf(Access.SigningIn.Done.class);
    }

    private static Entrance named(String name) {
        Map<String, List<String>> headers = Map.of("X-User", List.of(name), "X-Groups", List.of("doers"));
        return new Access(new AccessSettings(
                        Optional.empty(),
                        Optional.of(new AccessSettings.Proxies(
                                new Networks(List.of("10.9.9.9")), "X-User", "X-Groups", Set.of(), Set.of("doers"))),
                        SESSION))
                .entrance(
                        new Credentials(
                                "10.9.9.9", header -> headers.getOrDefault(header, List.of()), Optional.empty()),
                        NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example.com",
                "kube:admin",
                "auth0|5f7c8ec7c33c6c004bbafe82",
                "DOMAIN\\anna",
                "O'Brien, Anna (IT)",
                "system:serviceaccount:a:b",
                "CN=anna,OU=video/O=\"Example\"",
            })
    void aProxysUserMayBeNamedAsIdentityProvidersName(String name) {
        assertThat(named(name))
                .isInstanceOfSatisfying(
                        Entrance.Open.class,
                        open -> assertThat(open.caller().name()).isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "a\u0007b",
                "a\u202Eb",
                "a\u2028b",
                "a\u200Bb",
                "anna: Nothing is bought any more. Done",
                "anna:\u00a0Done"
            })
    void aProxysUserHasNoNameThatHidesOrLooksLikeALineOfTheAuditLog(String name) {
        assertThat(named(name)).isInstanceOf(Entrance.Closed.class);
        assertThat(named("x".repeat(129))).isInstanceOf(Entrance.Closed.class);
    }

    @Test
    void whatIsKeptIsGivenOnceAndNotForLongNorWithoutBound() {
        Kept<String> kept = new Kept<>(2, Duration.ofMinutes(1));
        String first = kept.keep("first", NOW);
        assertThat(kept.find(first, NOW.plusSeconds(60))).isEmpty();
        assertThat(kept.take(first, NOW)).contains("first");
        assertThat(kept.take(first, NOW)).isEmpty();
        String second = kept.keep("second", NOW);
        kept.keep("third", NOW);
        kept.keep("fourth", NOW);
        assertThat(kept.find(second, NOW)).isEmpty();
        assertThat(second).hasSizeGreaterThan(40).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.255.3, true",
        "10.1.0.0/16, 10.2.0.1, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.0.0.0/9, 10.127.0.1, true",
        "10.0.0.0/9, 10.128.0.1, false",
        "fd00::/8, fd12:0:0:0:0:0:0:1, true",
        "fd00::/8, fe80:0:0:0:0:0:0:1, false",
        "10.1.0.0/16, proxy.example, false"
    })
    void anAddressIsOfANetworkOrNot(String network, String address, boolean has) {
        assertThat(new Networks(List.of(network)).has(address)).isEqualTo(has);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example",
                "10.1.0.0/33",
                "10.1.0.0/0",
                "10.1.0.0/",
                "10.1.0.0/8/8",
                "",
                "999.1.1.1",
                "192.168/16",
                "172.16/12",
                "10/8",
                "167772161",
                "10.1.0.0.0"
            })
    void whatIsNoNetworkIsTold(String text) {
        assertThatThrownBy(() -> new Networks(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBestOfSomebodysGroupsCounts() {
        AccessSettings.Proxies proxies =
                new AccessSettings.Proxies(new Networks(List.of("10.0.0.1")), "u", "g", Set.of("v"), Set.of("o"));
        assertThat(Map.of(
                        "v", proxies.rights(List.of("v")),
                        "o", proxies.rights(List.of("v", "o")),
                        "none", proxies.rights(List.of("x", ""))))
                .isEqualTo(Map.of(
                        "v", Optional.of(UserRole.VIEWER),
                        "o", Optional.of(UserRole.OPERATOR),
                        "none", Optional.empty()));
    }
}
