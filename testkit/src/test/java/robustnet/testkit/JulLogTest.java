package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JulLogTest {
    @Test
    @DisplayName("what is logged is kept with its level, parameters and stack, until the test ends")
    void keeps() throws Exception {
        var closed = new ArrayList<AutoCloseable>();
        var bed = mock(Testbed.class);
        when(bed.closing(org.mockito.ArgumentMatchers.<AutoCloseable>any()))
                .thenAnswer(
                        call -> {
                            closed.add(call.getArgument(0));
                            return call.getArgument(0);
                        });
        var logger = Logger.getLogger("JulLogTest");
        var root = Logger.getLogger("");
        var consoles = List.of(root.getHandlers());
        consoles.forEach(root::removeHandler); // the build's output is for the build
        var log = JulLog.collect(bed);

        System.getLogger("JulLogTest").log(System.Logger.Level.WARNING, "one {0}", "p");
        logger.log(Level.SEVERE, "two", new IOException("three"));
        for (var each : List.copyOf(closed)) each.close();
        logger.warning("four");
        consoles.forEach(root::addHandler);

        assertThat(log.text())
                .contains(" WARN one {0} [p]", " ERROR two", "java.io.IOException: three", "\tat ")
                .doesNotContain("four");
    }
}
