package dev.takeone.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

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
        return make(folder, name, subject, List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    }

    /** As {@link #make}, with a key of RSA, of 2,048 bits. */
    public static Certificate ofRsa(Path folder, String name, String subject) {
        return make(folder, name, subject, List.of("-keyalg", "RSA", "-keysize", "2048"));
    }

    private static Certificate make(Path folder, String name, String subject, List<String> key) {
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
                Stream.concat(store.stream(), key.stream()).toList(),
                List.of("-genkeypair", "-validity", "1", "-dname"),
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

    /**
     * What a server goes by that shows it.
     *
     * @param ofCallers whose CA callers' certificates are of, where they have to show one
     */
    public SSLContext served(Optional<Certificate> ofCallers) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(), PASSWORD.toCharArray());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(
                    keys.getKeyManagers(),
                    ofCallers.isPresent() ? ofCallers.get().trust() : null,
                    null);
            return tls;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    private TrustManager[] trust() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream authority = Files.newInputStream(pem)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(authority));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    /** The certificate itself as a PEM file in this folder, whoever signed it. */
    public Path certificateIn(Path folder) {
        try {
            return write(
                    folder.resolve("tls.crt"),
                    "CERTIFICATE",
                    store().getCertificate(ALIAS).getEncoded());
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    /** Its key as a PEM file in this folder. */
    public Path keyIn(Path folder) {
        try {
            byte[] key = store().getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
            return write(folder.resolve("tls.key"), "PRIVATE KEY", key);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
    }

    private static Path write(Path file, String kind, byte[] bytes) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
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
