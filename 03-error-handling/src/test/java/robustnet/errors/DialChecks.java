package robustnet.errors;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.errors.Addresses.address;
import static robustnet.errors.Addresses.at;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import robustnet.testkit.FakeClock;
import robustnet.testkit.Testbed;
import robustnet.udp.NanoClock;

/// What a [Connector] must do with addresses that no machine has.
final class DialChecks {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final InetAddress first = address(192, 0, 2, 1);
    private final InetAddress second = address(192, 0, 2, 2);
    private final InetAddress third = address(192, 0, 2, 3);
    private final IOException refused = new ConnectException("refused");
    private final IOException late = new SocketTimeoutException("late");
    private final FakeClock clock;

    DialChecks(FakeClock clock) {
        this.clock = clock;
    }

    Socket dial(Connector connector, Duration budget) throws IOException {
        return connector.connect(at(8080), Deadline.after(budget, clock::nanoTime));
    }

    void boundsEachAttempt() throws Exception {
        var log = new DialLog(clock, ofMillis(700), late);
        dial(log.connector(ofMillis(700), first, second), ofMillis(1_000)).close();
        assertThat(log.timeouts())
                .as("ms for each address, of 1000 ms in all and 700 for each at most")
                .containsExactly(700, 300);

        var brief = new DialLog(clock, ZERO);
        dial(brief.connector(Duration.ofNanos(1), first), LONG).close();
        dial(brief.connector(ofMillis(1).plusNanos(1), first), LONG).close();
        assertThat(brief.timeouts())
                .as("ms for connect timeouts of 1 ns and of 1,000,001; 0 would mean: wait for ever")
                .containsExactly(1, 2);

        var endless = new DialLog(clock, ZERO);
        for (var timeout : List.of(Duration.ofDays(50), Duration.ofSeconds(Long.MAX_VALUE))) {
            dial(endless.connector(timeout, first), Duration.ofDays(100)).close();
        }
        assertThat(endless.timeouts())
                .as("ms for connect timeouts that are more than an int of them")
                .allMatch(ms -> ms >= Duration.ofDays(24).toMillis(), "24 days or more");
    }

    void keepsTheHistory() {
        var last = new ConnectException("refused, too");
        var log = new DialLog(clock, ZERO, refused, late, last);

        var thrown = catchThrowable(() -> dial(log.connector(LONG, first, second, third), LONG));

        assertThat(thrown).as("what was thrown: the last failure").isSameAs(last);
        assertThat(thrown.getSuppressed())
                .as("suppressed in it, in order")
                .containsExactly(refused, late);
        assertThat(log.sockets).as("the sockets").allMatch(Socket::isClosed, "closed");

        var same = new DialLog(clock, ZERO, refused, late, refused);
        assertThatThrownBy(() -> dial(same.connector(LONG, first, second, third), LONG))
                .as("what was thrown, where the last failure is the first one's object")
                .isSameAs(refused);
    }

    void leavesNothingOpen(Testbed bed) throws Exception {
        int dead;
        try (var listener = new ServerSocket(0, 1, bed.loopback())) {
            dead = listener.getLocalPort();
        }
        var connector = new Connector(LONG, _ -> List.of(bed.loopback()), Socket::new);
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(
                            () ->
                                    connector.connect(
                                            at(dead), Deadline.after(LONG, NanoClock.system())),
                            "round %d",
                            i)
                    .isInstanceOf(IOException.class);
        }

        for (var bug : List.of(new IllegalArgumentException("a bug"), new StackOverflowError())) {
            var log = new DialLog(clock, ZERO, bug);
            assertThatThrownBy(() -> dial(log.connector(LONG, first), LONG), "a round with a bug")
                    .isSameAs(bug);
            assertThat(log.sockets)
                    .as("the socket of a connect that threw %s and no IOException", bug)
                    .allMatch(Socket::isClosed, "closed");
        }
    }
}
