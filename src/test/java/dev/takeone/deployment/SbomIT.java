package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What ships: how much it is, and the bill of materials that the build writes of it, whole and under good licences. */
class SbomIT {
    private static final Path TARGET = Path.of("target");
    private static final Path APP = TARGET.resolve("quarkus-app");
    private static final JsonMapper JSON = new JsonMapper();

    /** Quarkus leaves it out of the application: it starts one from an IDE. */
    private static final String NOT_SHIPPED = "quarkus-ide-launcher";

    /**
     * Of these the bill has the hash of the original: Quarkus takes classes out of the first, for senders that it has its
     * own for, and application.properties has native code taken out of the others.
     */
    private static final Pattern TRIMMED = Pattern.compile(
            "(io\\.opentelemetry\\.opentelemetry-exporter-otlp|.*\\.zstd-jni|.*\\.snappy-java|.*\\.lz4-java)-[0-9].*");

    private static final Pattern NATIVE = Pattern.compile("(?i).*\\.(so|dll|dylib|jnilib|a)");
    private static final Pattern NATIVE_OF_USE =
            Pattern.compile("(.*/)?(" + "[lL]inux/(amd64|x86_64|x86_64-musl|aarch64|ppc64le|s390x|riscv64)"
                    + "|(darwin|Mac)/[a-z0-9_]+" + ")/[^/]+");

    /** By SPDX's names. Where a library offers several licences, the user has the choice: one of these is enough. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "MIT",
            "MIT-0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "EPL-1.0",
            "EPL-2.0",
            "CC0-1.0",
            "UPL-1.0",
            "Unicode-3.0");

    /** An image's layers are to be 60 MB at most: a tenth less than the jars' own bytes, and 17 MB of what a start leaves. */
    @Test
    void whatShipsIsNoLargerThanAnImageMayBe() throws IOException {
        try (Stream<Path> files = Files.walk(APP)) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            assertThat(bytes).isPositive().isLessThan(45_000_000);
        }
    }

    /** Names have versions in them: what is to be left out comes back with the next one, unless its name is mended too. */
    @Test
    void nativeCodeIsOfThatWhichTheImageMayBeOfAndOfMacs() throws IOException {
        List<String> shipped = new ArrayList<>();
        try (Stream<Path> jars = Files.list(APP.resolve("lib/main"))) {
            for (Path path : jars.toList()) {
                try (JarFile jar = new JarFile(path.toFile())) {
                    jar.stream()
                            .map(JarEntry::getName)
                            .filter(NATIVE.asMatchPredicate())
                            .forEach(shipped::add);
                }
            }
        }

        assertThat(shipped)
                .allMatch(NATIVE_OF_USE.asMatchPredicate())
                .anyMatch(name -> name.contains("linux/amd64/libzstd"))
                .anyMatch(name -> name.contains("Linux/aarch64/libsnappy"))
                .anyMatch(name -> name.contains("linux/s390x/liblz4"));
    }

    @Test
    void itListsTheLibrariesThatShipAndNoOther() throws Exception {
        Map<String, String> shipped = new TreeMap<>();
        for (String folder : List.of("lib/main", "lib/boot")) {
            try (Stream<Path> jars = Files.list(APP.resolve(folder))) {
                for (Path jar : jars.toList()) {
                    shipped.put(jar.getFileName().toString(), sha256(jar));
                }
            }
        }
        Map<String, String> listed = components().stream()
                .filter(component -> !component.path("name").asText().equals(NOT_SHIPPED))
                .collect(Collectors.toMap(SbomIT::file, SbomIT::sha256, (one, same) -> one, TreeMap::new));

        assertThat(listed.keySet()).isEqualTo(shipped.keySet()).hasSizeGreaterThan(100);
        assertThat(listed).allSatisfy((jar, hash) -> {
            if (!TRIMMED.matcher(jar).matches()) {
                assertThat(hash).as(jar).isEqualTo(shipped.get(jar));
            }
        });
    }

    @Test
    void everyLibraryHasALicenceThatItMayShipUnder() throws IOException {
        assertThat(components())
                .isNotEmpty()
                .allSatisfy(component ->
                        assertThat(licences(component)).as(file(component)).containsAnyElementsOf(ALLOWED));
    }

    @Test
    void itSaysWhatItIsTheBillOfAndNothingOfTheBuild() throws IOException {
        JsonNode bill = bill();

        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo("takeone");
        assertThat(bill.at("/metadata/component/type").asText()).isEqualTo("application");
        assertThat(bill.at("/metadata/timestamp").asText("")).isEmpty();
        assertThat(bill.toString()).doesNotContain(Path.of("").toAbsolutePath().toString());
    }

    @Test
    void itGoesWithTheWorker() throws IOException {
        try (Stream<Path> jars = Files.list(APP.resolve("app"));
                JarFile jar = new JarFile(jars.findFirst().orElseThrow().toFile());
                InputStream shipped = jar.getInputStream(jar.getEntry("META-INF/sbom/bom.json"))) {
            assertThat(JSON.readTree(shipped)).isEqualTo(bill());
        }
    }

    private static JsonNode bill() throws IOException {
        return JSON.readTree(TARGET.resolve("bom.json").toFile());
    }

    private static Collection<JsonNode> components() throws IOException {
        return all(bill().path("components")).toList();
    }

    /** As Quarkus names it in the application. */
    private static String file(JsonNode component) {
        return Stream.of("group", "name")
                        .map(field -> component.path(field).asText())
                        .collect(Collectors.joining(".")) + "-"
                + component.path("version").asText() + ".jar";
    }

    private static String sha256(JsonNode component) {
        return all(component.path("hashes"))
                .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
                .map(hash -> hash.path("content").asText())
                .findFirst()
                .orElse("");
    }

    private static List<String> licences(JsonNode component) {
        return all(component.path("licenses"))
                .map(each -> each.path("license").path("id").asText(""))
                .toList();
    }

    private static Stream<JsonNode> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static String sha256(Path file) throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
