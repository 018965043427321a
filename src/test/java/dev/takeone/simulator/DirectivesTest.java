package dev.takeone.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectivesTest {
    @Test
    void everyWordIsThereOnceAndLeadsBackToItsFault() {
        assertThat(Fault.all()).extracting(Fault::word).doesNotHaveDuplicates();
        assertThat(Fault.all())
                .allSatisfy(fault -> assertThat(Fault.of(fault.word())).contains(fault))
                .allSatisfy(fault -> assertThat(fault.help()).isNotBlank());
    }

    @Test
    void aPromptsDirectivesAreSortedByWhatTheyConcern() {
        Directives directives =
                Directives.in("a [sim:throttle=2:7] dog [sim:mystery=always][sim:cut-after-accept] [sim:seconds=9]");

        assertThat(directives.posts())
                .containsExactly(
                        new Directive<>(Fault.Refusal.THROTTLE, 2, 7),
                        new Directive<>(Fault.Loss.CUT_AFTER_ACCEPT, 1, 0));
        assertThat(directives.checks()).containsExactly(new Directive<>(Fault.Check.MYSTERY, Fault.ALWAYS, 0));
        assertThat(directives.traits()).isEqualTo(Map.of(Fault.Trait.SECONDS, 9));
    }

    @Property
    void aPromptWithoutBracketsAsksForNothing(@ForAll @AlphaChars String prompt) {
        assertThat(Directives.in(prompt).posts()).isEmpty();
        assertThat(Directives.in(prompt).checks()).isEmpty();
        assertThat(Directives.in(prompt).traits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[sim:]", "[sim:no-such]", "[sim:throttle=]", "[sim:throttle=x]", "[sim:THROTTLE]"})
    void aDirectiveThatIsNoneIsAnError(String prompt) {
        assertThatThrownBy(() -> Directives.in(prompt)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDirectiveIsUsedUpCallByCallUnlessItIsForAlways() {
        Directive<Fault.Refusal> twice = new Directive<>(Fault.Refusal.THROTTLE, 2, 7);

        assertThat(twice.used()).contains(new Directive<>(Fault.Refusal.THROTTLE, 1, 7));
        assertThat(twice.used().flatMap(Directive::used)).isEmpty();
        Directive<Fault.Refusal> always = new Directive<>(Fault.Refusal.THROTTLE, Fault.ALWAYS, 7);
        assertThat(always.used()).contains(always);
    }
}
