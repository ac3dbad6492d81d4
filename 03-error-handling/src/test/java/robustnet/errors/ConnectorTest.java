package robustnet.errors;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static robustnet.errors.Addresses.address;
import static robustnet.errors.Addresses.assumeLinux;
import static robustnet.errors.Addresses.at;
import static robustnet.errors.Addresses.bound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.basics.Endpoint;
import robustnet.testkit.Exercise;
import robustnet.testkit.FakeClock;
import robustnet.testkit.FullBacklog;
import robustnet.testkit.Testbed;
import robustnet.udp.NanoClock;

@Exercise(id = "3.5", title = "Connecting", level = 2, minutes = 35, edit = Connector.class)
class ConnectorTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = ofMillis(300);

    private final FakeClock clock = new FakeClock();
    private final DialChecks checks = new DialChecks(clock);
    private final InetAddress first = address(192, 0, 2, 1);
    private final InetAddress second = address(192, 0, 2, 2);
    private final InetAddress third = address(192, 0, 2, 3);
    private final IOException refused = new ConnectException("refused");
    private final IOException late = new SocketTimeoutException("late");

    @Test
    @DisplayName("a server that does not answer costs the connect timeout and no more (E1)")
    void givesUpAfterTheConnectTimeout(Testbed bed) throws Exception {
        assertThat(untilGivenUp(bed, SHORT, LONG))
                .as("time until a silent server was given up, with a connect timeout of 300 ms")
                .isBetween(ofMillis(299), ofMillis(2_000));
    }

    @Test
    @DisplayName("a deadline that is nearer than the connect timeout ends the attempt (E1)")
    void givesUpAtTheDeadline(Testbed bed) throws Exception {
        assertThat(untilGivenUp(bed, LONG, SHORT))
                .as("time until a silent server was given up, with a deadline after 300 ms")
                .isBetween(ofMillis(299), ofMillis(2_000));
    }

    @Test
    @DisplayName("an attempt may take what remains and no more, and never for ever (E1)")
    void boundsEachAttempt() throws Exception {
        checks.boundsEachAttempt();
    }

    @Test
    @DisplayName("where an address is dead the next is tried, each with a socket of its own (E17)")
    void triesEveryAddress() throws Exception {
        var log = new DialLog(clock, ZERO, refused, late);

        var socket = dial(log.connector(LONG, third, first, second), LONG);

        assertThat(log.addresses())
                .as("tried, in the resolver's order")
                .containsExactly(third, first, second);
        assertThat(log.sockets)
                .as("sockets made: one whose connect has failed cannot be used again")
                .hasSize(3);
        assertThat(socket).as("the socket returned").isSameAs(log.sockets.getLast());
        assertThat(log.sockets)
                .as("closed: all but the one returned")
                .extracting(Socket::isClosed)
                .containsExactly(true, true, false);
        socket.close();
    }

    @Test
    @DisplayName("a name with a dead and a live address leads to the live one (E17)")
    void reachesTheLiveAddress(Testbed bed) throws Exception {
        assumeLinux();
        var live = address(127, 0, 0, 1);
        var server = bed.closing(new ServerSocket(0, 50, live));
        var connector = new Connector(LONG, _ -> List.of(address(127, 0, 0, 2), live), Socket::new);

        var socket = bed.closing(connector.connect(at(server.getLocalPort()), soon(LONG)));

        assertThat(socket.getRemoteSocketAddress())
                .as("what a name with two addresses led to: nobody listens at the first")
                .isEqualTo(server.getLocalSocketAddress());
    }

    @Test
    @DisplayName("each round looks the host up anew, so a server that has moved is found (E15)")
    void resolvesInEachRound() throws Exception {
        Connector.Resolver resolver = mock();
        given(resolver.resolve("service.example"))
                .willReturn(List.of(first))
                .willReturn(List.of(second));
        var log = new DialLog(clock, ZERO);
        var connector = new Connector(LONG, resolver, log::socket);

        dial(connector, LONG).close();
        dial(connector, LONG).close();

        assertThat(log.addresses())
                .as("tried in two rounds, between which the server has moved")
                .containsExactly(first, second);
        verify(resolver, times(2).description("two rounds look up once each")).resolve(any());
    }

    @Test
    @DisplayName("a socket that is connected to itself is closed, and no connection (E18)")
    void refusesToTalkToItself(Testbed bed) throws Exception {
        var self = bed.closing(bound(bed.loopback()));
        var connector = new Connector(LONG, _ -> List.of(bed.loopback()), () -> self);

        var thrown = catchThrowable(() -> connector.connect(at(self.getLocalPort()), soon(LONG)));

        assertThat(thrown)
                .as("what was thrown, where nobody listens and the socket met itself")
                .isInstanceOf(ConnectException.class);
        assertThat(self.isClosed()).as("whether that socket was closed").isTrue();

        var log = new DialLog(clock, ZERO);
        var me = new Endpoint("service.example", DialLog.LOCAL_PORT);
        var next = log.connector(LONG, DialLog.LOCAL, first);
        assertThatCode(() -> next.connect(me, soon(LONG)).close())
                .as("a round whose first address leads to the socket itself: try the next one")
                .doesNotThrowAnyException();
        assertThat(log.addresses()).as("tried").containsExactly(DialLog.LOCAL, first);
    }

    @Test
    @DisplayName("the same port at another address is somebody else, and welcome (E18)")
    void acceptsTheSamePortElsewhere(Testbed bed) throws Exception {
        assumeLinux();
        var elsewhere = address(127, 0, 0, 2);
        var near = bed.closing(bound(bed.loopback()));
        int port = near.getLocalPort();
        bed.closing(new ServerSocket(port, 50, elsewhere));
        var connector = new Connector(LONG, _ -> List.of(elsewhere), () -> near);

        assertThat(catchThrowable(() -> connector.connect(at(port), soon(LONG))))
                .as("what was thrown for a server whose port equals the client's own")
                .isNull();
    }

    @Test
    @DisplayName("when all addresses fail, the last failure is thrown with the earlier ones (E11)")
    void keepsTheHistory() {
        checks.keepsTheHistory();
    }

    @Test
    @DisplayName("no attempt begins after the deadline (E9)")
    void stopsAtTheDeadline() {
        var log = new DialLog(clock, SHORT, refused);
        assertThatThrownBy(() -> dial(log.connector(LONG, first, second), SHORT), "a round")
                .isSameAs(refused);
        assertThat(log.addresses())
                .as("tried, when the first attempt took all the time")
                .containsExactly(first);

        var never = new DialLog(clock, ZERO);
        assertThatThrownBy(() -> dial(never.connector(LONG, first), ZERO), "a round without time")
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(never.addresses()).as("tried after the deadline").isEmpty();
    }

    @Test
    @DisplayName("a thousand failed rounds leave no socket open, nor does a bug")
    void leavesNothingOpen(Testbed bed) throws Exception {
        checks.leavesNothingOpen(bed);
    }

    @Test
    @DisplayName("an unknown host, one without addresses, and a timeout of 0 are rejected")
    void checksWhatItGets() throws Exception {
        var log = new DialLog(clock, ZERO);
        assertThatThrownBy(() -> dial(log.connector(LONG), LONG), "a host without addresses")
                .isInstanceOf(UnknownHostException.class);
        var unknown = new UnknownHostException("service.example");
        Connector.Resolver failing = mock();
        given(failing.resolve(any())).willThrow(unknown);
        var connector = new Connector(LONG, failing, log::socket);
        assertThatThrownBy(() -> dial(connector, LONG), "an unknown host").isSameAs(unknown);
        assertThatThrownBy(() -> dial(connector, ZERO), "an unknown host, after the deadline")
                .isSameAs(unknown);
        for (var wrong : List.of(ZERO, ofMillis(-1))) {
            assertThatThrownBy(() -> log.connector(wrong), "a connect timeout of %s", wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Socket dial(Connector connector, Duration budget) throws IOException {
        return checks.dial(connector, budget);
    }

    private static Duration untilGivenUp(Testbed bed, Duration timeout, Duration budget)
            throws IOException {
        assumeLinux();
        var silent = bed.closing(FullBacklog.open()).address();
        var connector = new Connector(timeout, _ -> List.of(silent.getAddress()), Socket::new);
        long start = System.nanoTime();
        var call = bed.async(() -> connector.connect(at(silent.getPort()), soon(budget)));
        assertThat(catchThrowable(() -> call.get(3, TimeUnit.SECONDS)))
                .as("a connect to a silent server, with %s at most and %s left", timeout, budget)
                .hasCauseInstanceOf(SocketTimeoutException.class);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Deadline soon(Duration budget) {
        return Deadline.after(budget, NanoClock.system());
    }
}
