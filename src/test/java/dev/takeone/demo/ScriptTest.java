package dev.takeone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void itHoldsThePagesFiveScenariosAndEveryWayToEnd() {
        List<DemoRequest> requests = Script.requests();
        assertThat(requests.stream().limit(5)).allMatch(each -> each.expected() instanceof Expected.Completion);
        assertThat(requests)
                .extracting(DemoRequest::expected)
                .contains(
                        new Expected.Failure("invalid_request"),
                        new Expected.Failure("rejected"),
                        new Expected.Failure("generation_failed"),
                        new Expected.Failure("no_output"),
                        new Expected.Failure("conflicting_duplicate"),
                        new Expected.SharedEnding());
    }

    @Test
    void whatIsCompletedIsPaidOnce() {
        assertThat(Script.requests())
                .filteredOn(each -> each.expected() instanceof Expected.Completion)
                .allMatch(each -> each.charges() == 1);
    }

    @Test
    void theRepeatIsReadBetweenItsOriginalAndAnEndingThatShowsIt() {
        List<DemoRequest> requests = Script.requests();
        DemoRequest original = requests.getFirst();
        DemoRequest repeat = requests.get(requests.size() - 2);
        DemoRequest conflict = requests.getLast();
        assertThat(repeat.expected()).isEqualTo(new Expected.SharedEnding());
        assertThat(repeat.body()).isEqualTo(original.body());
        assertThat(conflict.body()).isNotEqualTo(original.body());
        assertThat(List.of(repeat.id(), conflict.id())).containsOnly(original.id());
        assertThat(conflict.hasEndingOfItsOwn()).isTrue();
    }

    @Test
    void identitiesDifferButForTheRepeats() {
        List<DemoRequest> requests = Script.requests();
        assertThat(requests.subList(0, requests.size() - 2))
                .extracting(DemoRequest::id)
                .doesNotHaveDuplicates();
    }
}
