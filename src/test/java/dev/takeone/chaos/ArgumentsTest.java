package dev.takeone.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @Test
    void withoutAnyItIsThreeMinutesOfASeedThatIsDrawn() {
        Plan plan = Arguments.of(List.of()).plan(42);
        assertThat(plan).isEqualTo(new Plan(42, InDoubt.REPLAY, Pace.ofProduction(Duration.ofMinutes(3))));
    }

    @Test
    void theCommandThatItPrintsDoesTheSameAgain() {
        List<String> words = List.of("--in-doubt", "fail", "--seed", "7", "--minutes", "12");
        Arguments arguments = Arguments.of(words);
        assertThat(arguments).isEqualTo(new Arguments(12, Optional.of(7L), InDoubt.FAIL, OptionalInt.empty()));
        String command = Arguments.command(arguments.plan(42));
        assertThat(command).isEqualTo("./takeone chaos --minutes 12 --seed 7 --in-doubt fail");
        assertThat(Arguments.of(List.of(command.split(" ")).subList(2, 8))).isEqualTo(arguments);
    }

    @Test
    void aCeilingIsPartOfTheCommandToo() {
        Arguments arguments = Arguments.of(List.of("--ceiling", "40", "--seed", "7"));
        assertThat(arguments.plan(42).ceiling()).hasValue(40);
        String command = Arguments.command(arguments.plan(42));
        assertThat(command).isEqualTo("./takeone chaos --minutes 3 --seed 7 --in-doubt replay --ceiling 40");
        assertThat(Arguments.of(List.of(command.split(" ")).subList(2, 10))).isEqualTo(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "--hours 1, there is no option --hours",
        "--minutes, --minutes takes a number from 1 to 1440",
        "--minutes 0, --minutes takes a number from 1 to 1440",
        "--minutes 1441, --minutes takes a number from 1 to 1440",
        "--minutes 1.5, --minutes takes a number from 1 to 1440",
        "--seed x, --seed takes a number of at most 18 digits",
        "--seed 1234567890123456789, --seed takes a number of at most 18 digits",
        "--in-doubt maybe, --in-doubt takes replay or fail",
        "--in-doubt REPLAY, --in-doubt takes replay or fail",
        "--ceiling 0, --ceiling takes a number from 1 to 99999"
    })
    void aWrongWordIsNamed(String words, String message) {
        assertThatThrownBy(() -> Arguments.of(List.of(words.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
