package dev.takeone.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.SubmitOutcome.Accepted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Something on the way packs an answer unasked: that must not hide the task in it. */
class UnpackedTest {
    private static final int MOST = 1 << 20;

    @RegisterExtension
    static final ClientCalls calls = new ClientCalls();

    private interface Packing {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] packed(String how, byte[] plain) throws IOException {
        Packing packing = switch (how) {
            case "gzip" -> GZIPOutputStream::new;
            case "zlib" -> DeflaterOutputStream::new;
            default -> out -> new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
        };
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packing.over(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void emptyMembersWithoutEndAreNoError() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] empty = packed("gzip", new byte[0]);
        for (int each = 0; each < MOST / empty.length; each++) {
            bytes.write(empty);
        }
        assertThat(Unpacked.of(bytes.toByteArray(), "gzip", MOST)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"gzip, gzip", "gzip, x-gzip", "gzip, ", "gzip, identity", "zlib, deflate", "bare, deflate"})
    void aPackedBodyIsUnpackedWhetherOrNotTheHeaderSaysSo(String how, String header) throws IOException {
        byte[] plain = ClientCalls.ID.getBytes(StandardCharsets.UTF_8);
        assertThat(Unpacked.of(packed(how, plain), header, MOST).toArray()).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", ""})
    void whatIsNotPackedAfterAllStaysAsItIs(String header) {
        byte[] plain = ClientCalls.ID.getBytes(StandardCharsets.UTF_8);
        assertThat(Unpacked.of(plain, header, MOST).toArray()).isEqualTo(plain);
        assertThat(Unpacked.of(new byte[0], header, MOST).toArray()).isEmpty();
    }

    @Test
    void ofABodyThatWasCutTheBeginningCounts() throws IOException {
        byte[] noise = new byte[50_000];
        new Random(7).nextBytes(noise);
        byte[] whole = packed("gzip", noise);
        byte[] begun = Unpacked.of(Arrays.copyOf(whole, whole.length / 2), "gzip", MOST)
                .toArray();

        assertThat(begun).hasSizeGreaterThan(1000).isEqualTo(Arrays.copyOf(noise, begun.length));
    }

    @Test
    void noBodyUnpacksToMoreThanItMayBe() throws IOException {
        assertThat(Unpacked.of(packed("gzip", new byte[10_000_000]), "gzip", 1000)
                        .toArray())
                .hasSize(1000);
    }

    @Property
    void noBytesAreAnException(@ForAll byte[] body) {
        assertThat(Unpacked.of(body, "deflate", MOST)).isNotNull();
        assertThat(Unpacked.of(body, "gzip", MOST)).isNotNull();
    }

    @Test
    void aPackedAnswerIsRead() throws IOException {
        byte[] body = packed("gzip", ClientCalls.ID.getBytes(StandardCharsets.UTF_8));
        RawServer server = calls.open(new RawServer(connection -> {
            connection.readRequest();
            connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n");
            connection.write(body);
        }));

        assertThat(ClientCalls.submit(calls.client(server.url(), ClientCalls.LONG)))
                .isInstanceOf(Accepted.class);
    }
}
