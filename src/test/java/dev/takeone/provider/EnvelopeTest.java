package dev.takeone.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Bytes;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    @Test
    void bytesThatLookLikeAnUnusualEncodingHoldNothing() {
        byte[] oddUtf32 = {0, 0, '{', 0, 0, 0, '}', 0};
        assertThat(Envelope.read(Bytes.copyOf(oddUtf32)).root().isMissingNode()).isTrue();
    }
}
