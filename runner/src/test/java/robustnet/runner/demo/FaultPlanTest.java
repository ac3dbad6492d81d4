package robustnet.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What goes wrong in ./learn demo")
class FaultPlanTest {
    @Test
    @DisplayName("a list is done in the order of its times")
    void readsList() {
        assertThat(steps("5s restore 1,  2.5s  kill 1", 4))
                .containsExactly("PT2.5S kill 1", "PT5S restore 1");
    }

    @Test
    @DisplayName("none is no fault at all")
    void readsNone() {
        assertThat(steps("none", 4)).isEmpty();
    }

    @Test
    @DisplayName("the tour goes through the faults and the servers, and restores each")
    void readsTour() {
        assertThat(steps("tour", 9))
                .containsExactly(
                        "PT1S kill 1",
                        "PT3S restore 1",
                        "PT3S freeze 2",
                        "PT5S restore 2",
                        "PT5S slow 1",
                        "PT7S restore 1",
                        "PT7S corrupt 2",
                        "PT9S restore 2",
                        "PT9S kill 1");
    }

    @Test
    @DisplayName("random restores each server that it spoils, and knows no others than there are")
    void readsRandom() {
        assertThat(steps("random", 100))
                .hasSize(100)
                .allMatch(step -> step.matches("PT.*S (kill|freeze|slow|corrupt|restore) [12]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kill 1",
                "3 kill 1",
                "3s kil 1",
                "3s kill 0",
                "3s kill 1;",
                "3s kill 1,",
                "all"
            })
    @DisplayName("what cannot be read is refused, with how to write it")
    void refusesRest(String text) {
        assertThatThrownBy(() -> FaultPlan.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3s kill 1, 5s restore 1");
    }

    @Test
    @DisplayName("a server that there is not is refused")
    void refusesServer() {
        var plan = FaultPlan.parse("1s kill 3");

        plan.checkFor(3);
        assertThatThrownBy(() -> plan.checkFor(2)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> steps(String text, int most) {
        return FaultPlan.parse(text)
                .steps(2, new SplittableRandom(1))
                .limit(most)
                .map(step -> step.at() + " " + step.command())
                .toList();
    }
}
