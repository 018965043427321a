package dev.takeone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SmokeTest {
    @Test
    void works() {
        assertThat(List.of(1)).hasSize(1);
    }

    @Property
    boolean holds(@ForAll int x) {
        return Integer.toString(x).length() > 0;
    }
}
