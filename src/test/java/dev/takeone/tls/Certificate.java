package dev.takeone.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A certificate, signed by itself or by a CA, and its key.
 *
 * @param keyStore certificate and key, in PKCS12 under {@link #PASSWORD}
 * @param pem the certificate alone, or its CA's, for who is to trust it
 */
public record Certificate(Path keyStore, Path pem) {
    /** Of the key store and of the key in it. */
    public static final String PASSWORD = "only-for-tests";

    private static final String ALIAS = "server";

    /**
     * Makes one with the JDK's {@code keytool}, valid from now on for a day.
     *
     * @param folder where the files go
     * @param name the files' name
     * @param subject what it is for, as keytool writes it: {@code ip:127.0.0.1}, {@code dns:example.com}
     */
    public static Certificate make(Path folder, String name, String subject) {
        Certificate made = new Certificate(folder.resolve(name + ".p12"), folder.resolve(name + ".pem"));
        List<String> store = List.of(
                "-alias",
                ALIAS,
                "-keystore",
                made.keyStore().toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD);
        keytool(
                store,
                List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "1", "-dname"),
                List.of("CN=" + name, "-ext", "san=" + subject));
        keytool(
                store,
                List.of("-exportcert", "-rfc", "-file"),
                List.of(made.pem().toString()));
        return made;
    }

    /** Makes a CA of its own for one certificate, as {@link #make} does, and keeps the CA's key nowhere else. */
    public static Certificate signedByItsOwnCa(Path folder, String name, String subject) {
        Path both = folder.resolve(name + "-ca.p12");
        Certificate made = new Certificate(folder.resolve(name + ".p12"), folder.resolve(name + "-ca.pem"));
        List<String> store = List.of("-keystore", both.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD);
        List<String> pair = List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "1");
        keytool(store, pair, List.of("-alias", "ca", "-dname", "CN=" + name + " CA", "-ext", "bc:c"));
        keytool(
                store,
                pair,
                List.of("-alias", ALIAS, "-dname", "CN=" + name, "-ext", "san=" + subject, "-signer", "ca"));
        keytool(
                store,
                List.of("-exportcert", "-rfc", "-file"),
                List.of(made.pem().toString(), "-alias", "ca"));
        keytool(
                List.of("-srckeystore", both.toString(), "-srcstorepass", PASSWORD, "-srcalias", ALIAS),
                List.of("-importkeystore", "-deststoretype", "PKCS12", "-deststorepass", PASSWORD),
                List.of("-destkeystore", made.keyStore().toString()));
        return made;
    }

    private static void keytool(List<String> store, List<String> command, List<String> rest) {
        List<String> whole = Stream.of(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-J-XX:TieredStopAtLevel=1",
                                "-J-XX:+UseSerialGC"),
                        command,
                        rest,
                        store)
                .flatMap(List::stream)
                .toList();
        try {
            Process keytool =
                    new ProcessBuilder(whole).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool ran", e);
        }
    }
}
