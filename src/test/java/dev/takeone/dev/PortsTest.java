package dev.takeone.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortsTest {
    /** The worker's own default, and the compose file's. */
    @Test
    void theyStayWhereNobodyNamesOthers() {
        assertThat(Ports.of(List.of())).isEqualTo(new Ports(9092, 8090));
        assertThat(Ports.of(List.of("--provider-port", "7001", "--broker-port", "7000")))
                .isEqualTo(new Ports(7000, 7001));
    }

    @Test
    void eachPortThatIsTakenIsToldWithItsWayOut() {
        Ports ports = new Ports(9092, 8090);

        assertThat(ports.taken(port -> true)).isEmpty();
        assertThat(ports.taken(port -> port != 9092))
                .containsExactly("port 9092, where the broker is to be, is in use: end what has it, or name another by"
                        + " --broker-port N");
        assertThat(ports.taken(port -> false)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "--broker-port 0, --broker-port takes a port",
        "--broker-port 65536, --broker-port takes a port",
        "--provider-port, --provider-port takes a port",
        "--ports 1, there is no option --ports",
        "--broker-port 8090, broker and provider cannot both have the port 8090"
    })
    void aWrongWordIsNamed(String words, String named) {
        assertThatThrownBy(() -> Ports.of(List.of(words.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}
