package robustnet.runner.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.diagnosis.Fit.How;

class SignatureTest {
    private static final Symptom END = Symptom.of("the end", "the end was 1");
    private static final Symptom END_ELSE = Symptom.of("the end", "the end was 2");
    private static final Symptom START = Symptom.of("the start", "the start was 1");

    @Test
    @DisplayName("what was written is read back")
    void roundTrip() {
        var line = "1.4-name 5d7c90ab a=1a2b.3c4d5e b=1a2b.* c=~1a2b.3c4d5e|77aa.000000 d=~*";

        assertThat(Signature.parse(line)).hasToString(line);
    }

    @Test
    @DisplayName(
            "the same failures fit exactly, another message alone does not, nor another failure")
    void fit() {
        var signature = recorded(Map.of("a", END));

        assertThat(how(signature, Map.of("a", END))).isEqualTo(How.EXACTLY);
        assertThat(how(signature, Map.of("a", END_ELSE))).isEqualTo(How.NOT);
        assertThat(how(signature, Map.of("a", START))).isEqualTo(How.NOT);
    }

    @Test
    @DisplayName("where some messages are the same, others may differ, and count less")
    void otherMessages() {
        var signature = recorded(Map.of("a", END, "b", END));

        assertThat(how(signature, Map.of("a", END, "b", END_ELSE))).isEqualTo(How.EXACTLY);
        assertThat(signature.fit(seen(Map.of("a", END, "b", END_ELSE))))
                .isLessThan(signature.fit(seen(Map.of("a", END, "b", END))));
    }

    @Test
    @DisplayName("a test that fails besides, or that passes instead, rules it out")
    void otherTests() {
        var signature = recorded(Map.of("a", END, "b", END));

        assertThat(how(signature, Map.of("a", END, "b", END, "c", END))).isEqualTo(How.NEARLY);
        assertThat(how(signature, Map.of("a", END))).isEqualTo(How.NOT);
        assertThat(how(signature, Map.of("a", END, "c", END))).isEqualTo(How.NOT);
    }

    @Test
    @DisplayName("a test that stopped at a stub is left out, but something must have failed")
    void stubs() {
        var signature = recorded(Map.of("a", END, "b", END));

        assertThat(signature.fit(new Symptoms(Map.of("a", END), Set.of("b"))).how())
                .isEqualTo(How.EXACTLY);
        assertThat(signature.fit(new Symptoms(Map.of(), Set.of("a", "b"))).how())
                .isEqualTo(How.NOT);
    }

    @Test
    @DisplayName("a test that failed in one of two runs may fail, and need not")
    void maybe() {
        var both = recorded(Map.of("a", END, "b", END)).and(recorded(Map.of("a", END)));

        assertThat(how(both, Map.of("a", END, "b", END))).isEqualTo(How.EXACTLY);
        assertThat(how(both, Map.of("a", END))).isEqualTo(How.EXACTLY);
        assertThat(how(both, Map.of("b", END))).isEqualTo(How.NOT);
        assertThat(both.isSteady()).isFalse();
    }

    @Test
    @DisplayName("a message that is another each time is as good as the right one")
    void varyingMessage() {
        var twice = recorded(Map.of("a", END)).and(recorded(Map.of("a", END_ELSE)));
        var thrice = twice.and(recorded(Map.of("a", Symptom.of("the end", "the end was 3"))));
        var another = Symptom.of("the end", "the end was 4");

        assertThat(how(twice, Map.of("a", another))).isEqualTo(How.EXACTLY);
        assertThat(how(thrice, Map.of("a", another))).isEqualTo(How.EXACTLY);
        assertThat(twice.fit(seen(Map.of("a", another))))
                .isEqualTo(twice.fit(seen(Map.of("a", END))));
        for (var each : List.of(thrice, thrice.and(recorded(Map.of("a", another))))) {
            assertThat(each).hasToString("1.4-name 0 a=" + END.kind() + ".*");
        }
    }

    @Test
    @DisplayName("a test that fails in another way each time must fail, in whatever way")
    void varyingWay() {
        var first = recorded(Map.of("a", END, "b", END));
        var varying =
                Stream.of("1st way", "2nd way", "3rd way")
                        .map(way -> recorded(Map.of("a", END, "b", Symptom.of(way, way))))
                        .reduce(first, Signature::and);

        assertThat(varying.toString()).endsWith(" b=*");
        assertThat(how(varying, Map.of("a", END, "b", START))).isEqualTo(How.EXACTLY);
        assertThat(how(varying, Map.of("a", END))).isEqualTo(How.NOT);
    }

    @Test
    @DisplayName("of a test that was never reached nothing is expected, and it proves nothing")
    void neverReached() {
        var signature = Signature.of("1.4-name", "0", new Symptoms(Map.of("a", END), Set.of("b")));

        assertThat(how(signature, Map.of("a", END))).isEqualTo(How.EXACTLY);
        assertThat(how(signature, Map.of("a", END, "b", START))).isEqualTo(How.EXACTLY);
        assertThat(how(signature, Map.of("b", START))).isEqualTo(How.NOT);
    }

    private static How how(Signature signature, Map<String, Symptom> failures) {
        return signature.fit(seen(failures)).how();
    }

    private static Signature recorded(Map<String, Symptom> failures) {
        return Signature.of("1.4-name", "0", seen(failures));
    }

    private static Symptoms seen(Map<String, Symptom> failures) {
        return new Symptoms(failures, Set.of());
    }
}
