package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@DisplayName("Seeded random numbers")
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SeededRandomTest {
    private final String before = System.getProperty(SeededRandom.PROPERTY);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(SeededRandom.PROPERTY);
        } else {
            System.setProperty(SeededRandom.PROPERTY, before);
        }
    }

    @Test
    @DisplayName("come again with the same seed")
    void repeatable() {
        var first = SeededRandom.fromProperty();
        var again = new SeededRandom(first.seed());

        assertThat(again.longs(100).toArray()).isEqualTo(first.longs(100).toArray());
        assertThat(again.nextDouble()).isEqualTo(first.nextDouble());
    }

    @Test
    @DisplayName("take their seed from the system property")
    void fromProperty() {
        System.setProperty(SeededRandom.PROPERTY, "-42");

        assertThat(SeededRandom.fromProperty().seed()).isEqualTo(-42);
    }

    @Test
    @DisplayName("take a fresh seed each time where the property is not set")
    void fresh() {
        System.setProperty(SeededRandom.PROPERTY, "");

        assertThat(SeededRandom.fromProperty().seed())
                .isNotEqualTo(SeededRandom.fromProperty().seed());
    }

    @Test
    @DisplayName("refuse a seed that is no number")
    void noNumber() {
        System.setProperty(SeededRandom.PROPERTY, "many");

        assertThatThrownBy(SeededRandom::fromProperty).isInstanceOf(NumberFormatException.class);
    }
}
