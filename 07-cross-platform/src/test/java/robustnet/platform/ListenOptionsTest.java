package robustnet.platform;

import static java.net.StandardSocketOptions.SO_REUSEADDR;
import static java.net.StandardSocketOptions.SO_REUSEPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.platform.OperatingSystem.LINUX;
import static robustnet.platform.OperatingSystem.MACOS;
import static robustnet.platform.OperatingSystem.OTHER;
import static robustnet.platform.OperatingSystem.WINDOWS;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.platform.OptionReport.Applied;
import robustnet.platform.OptionReport.NotApplied;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;

@Exercise(
        id = "7.3",
        title = "Listening options",
        level = 2,
        minutes = 25,
        edit = ListenOptions.class)
class ListenOptionsTest {
    private static final ListenOptions ALONE = ListenOptions.defaults();
    private static final ListenOptions SHARED = new ListenOptions(true, 16);
    private static final int PATIENCE_MILLIS = 2_000;

    private Testbed bed;
    private InetSocketAddress anyPort;

    @BeforeEach
    void use(Testbed bed) {
        this.bed = bed;
        anyPort = new InetSocketAddress(bed.loopback(), 0);
    }

    @Test
    @DisplayName("a server socket, a channel and listen() all end up listening")
    void listens() throws Exception {
        for (var listener : unbound()) {
            bind(ALONE, listener, anyPort, OperatingSystem.current());
            assertConnects(listener);
        }
        assertConnects(bed.closing(ALONE.listen(anyPort, OperatingSystem.current())));
    }

    @Test
    @DisplayName("a TLS server socket is as good as any other")
    void bindsForTls() throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[0], new TrustManager[0], null);
        var listener = bed.closing(context.getServerSocketFactory().createServerSocket());

        var report = ALONE.bind(listener, anyPort, LINUX);

        assertThat(report.outcomes()).as("outcomes").contains(new Applied(SO_REUSEADDR, true));
        assertConnects(listener);
    }

    @Test
    @DisplayName("on all systems but Windows, SO_REUSEADDR is on, whatever it was before (X3)")
    void reusesTheAddress() throws Exception {
        for (var system : List.of(LINUX, MACOS, OTHER)) {
            for (var listener : unbound()) {
                listener.setReuseAddress(false);

                var report = bind(ALONE, listener, anyPort, system);

                assertThat(listener.getReuseAddress())
                        .as("SO_REUSEADDR of %s, bound as on %s", listener, system)
                        .isTrue();
                assertThat(report.outcomes())
                        .as("outcomes, as on %s", system)
                        .containsExactly(new Applied(SO_REUSEADDR, true));
            }
        }
    }

    @Test
    @DisplayName("on Windows, where others could take the port then, it is never on (X3)")
    void keepsThePortOnWindows() throws Exception {
        for (var listener : unbound()) {
            listener.setReuseAddress(false);

            var report = bind(ALONE, listener, anyPort, WINDOWS);

            assertThat(listener.getReuseAddress())
                    .as("SO_REUSEADDR of %s, bound as on Windows; it was off", listener)
                    .isFalse();
            assertThat(report.of(SO_REUSEADDR).orElseThrow())
                    .as("what became of SO_REUSEADDR")
                    .isInstanceOf(NotApplied.class);
        }
    }

    @Test
    @DisplayName("on Windows it is left as it is, and not switched off either (X3)")
    void leavesTheOptionOnWindows() throws Exception {
        for (var listener : unbound()) {
            listener.setReuseAddress(true);

            bind(ALONE, listener, anyPort, WINDOWS);

            assertThat(listener.getReuseAddress())
                    .as("SO_REUSEADDR of %s, bound as on Windows; it was on", listener)
                    .isTrue();
        }
    }

    @Test
    @DisplayName(
            "a server that starts again gets its port, although a connection is in TIME-WAIT (X3)")
    void startsAgain() throws Exception {
        for (var listener : unbound()) {
            listener.setReuseAddress(false);
            var address = withTimeWait();

            assertThatCode(() -> bind(ALONE, listener, address, OperatingSystem.current()))
                    .as("bind, with a connection of this port in TIME-WAIT: set options first")
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("unless it is wanted, nobody else gets the port (X4)")
    void keepsItsPort() throws Exception {
        for (var listener : unbound()) {
            bind(ALONE, listener, anyPort, OperatingSystem.current());
            for (var second : unbound()) {
                var address = (InetSocketAddress) listener.getLocalSocketAddress();
                assertThatThrownBy(
                                () -> bind(SHARED, second, address, OperatingSystem.current()),
                                "a second listener on a port that is not shared")
                        .isInstanceOf(BindException.class);
            }
            assertConnects(listener);
        }
    }

    @Test
    @DisplayName("two listeners that both want it share a port, where the system can (X4)")
    void sharesAPort() throws Exception {
        for (var listener : unbound()) {
            var report = bind(SHARED, listener, anyPort, OperatingSystem.current());

            assertThat(report.outcomes()).as("outcomes").hasSize(2);
            assertThat(report.outcomes().getFirst().option())
                    .as("what the first outcome is about: the order of the Javadoc")
                    .isEqualTo(SO_REUSEADDR);
            assertThat(report.of(SO_REUSEPORT)).as("what became of SO_REUSEPORT").isPresent();
            if (listener.supportedOptions().contains(SO_REUSEPORT)) {
                assertThat(report.of(SO_REUSEPORT)).contains(new Applied(SO_REUSEPORT, true));
                var address = (InetSocketAddress) listener.getLocalSocketAddress();
                for (var second : unbound()) {
                    assertThatCode(() -> bind(SHARED, second, address, LINUX))
                            .as("another listener of the shared port")
                            .doesNotThrowAnyException();
                }
            }
        }
    }

    @Test
    @DisplayName(
            "where ports cannot be shared, the report says so, and the server listens (X1, X4)")
    void listensWithoutSharing() throws Exception {
        var listener = bed.closing(new WatchedListener().without(SO_REUSEPORT));

        var report = SHARED.bind(listener, anyPort, LINUX);

        assertThat(report.of(SO_REUSEPORT).orElseThrow())
                .as("what became of SO_REUSEPORT, which this system does not have")
                .isInstanceOf(NotApplied.class);
        assertConnects(listener);
    }

    @Test
    @DisplayName("an option that is refused is reported, and no reason not to listen")
    void listensAfterARefusal() throws Exception {
        var listener = bed.closing(new WatchedListener().refusing(SO_REUSEADDR));

        var report = SHARED.bind(listener, anyPort, LINUX);

        assertThat(report.of(SO_REUSEADDR).orElseThrow())
                .as("what became of SO_REUSEADDR, which this system refuses")
                .isInstanceOf(NotApplied.class);
        assertConnects(listener);
    }

    @Test
    @DisplayName("the backlog is handed to the system, large or small")
    void passesTheBacklog() throws Exception {
        for (int backlog : new int[] {1, 7, 300}) {
            var listener = bed.closing(new WatchedListener());

            new ListenOptions(false, backlog).bind(listener, anyPort, LINUX);

            assertThat(listener.backlog()).as("backlog that it was bound with").isEqualTo(backlog);
        }
    }

    @Test
    @DisplayName(
            "80 clients can wait for a channel's accept with a backlog of 100; the default is 50")
    void passesTheBacklogOfAChannel() throws Exception {
        var channel = bed.closing(ServerSocketChannel.open());

        new ListenOptions(false, 100).bind(channel, anyPort, OperatingSystem.current());

        for (int i = 1; i <= 80; i++) {
            var client = bed.closing(new Socket());
            assertThatCode(() -> client.connect(channel.getLocalAddress(), PATIENCE_MILLIS))
                    .as("connection %d, none of them accepted, with a backlog of 100", i)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("a port that is taken is a BindException, and the listener is closed")
    void closesWhatItCannotBind() throws Exception {
        var taken = bed.closing(new ServerSocket(0, 1, bed.loopback()));
        var address = (InetSocketAddress) taken.getLocalSocketAddress();
        for (var listener : unbound()) {
            assertThatThrownBy(() -> bind(ALONE, listener, address, LINUX), "bind to a taken port")
                    .isInstanceOf(BindException.class);

            assertThat(listener.isClosed()).as("closed: %s", listener).isTrue();
        }
    }

    @Test
    @DisplayName("listen() to a port that is taken leaves no socket open")
    void leaksNothing() throws Exception {
        var taken = bed.closing(new ServerSocket(0, 1, bed.loopback()));
        var address = (InetSocketAddress) taken.getLocalSocketAddress();

        // What stays open is found at the end of the test
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> ALONE.listen(address, LINUX), "listen to a taken port")
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    @DisplayName(
            "a name that was not resolved is an UnknownHostException, and the listener is closed")
    void closesWhatHasNoAddress() throws Exception {
        var nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 0);
        for (var listener : unbound()) {
            assertThatThrownBy(() -> bind(ALONE, listener, nowhere, LINUX), "bind to nowhere")
                    .isInstanceOf(UnknownHostException.class);

            assertThat(listener.isClosed()).as("closed: %s", listener).isTrue();
        }
    }

    @Test
    @DisplayName(
            "options come too late for a listener that is bound: it is refused, and goes on (X3)")
    void refusesWhatIsBound() throws Exception {
        for (var listener : unbound()) {
            listener.setReuseAddress(false);
            listener.bind(anyPort);

            assertThatThrownBy(() -> bind(ALONE, listener, anyPort, LINUX), "bind a second time")
                    .isInstanceOf(IllegalStateException.class);

            assertThat(listener.getReuseAddress()).as("SO_REUSEADDR, which was off").isFalse();
            assertConnects(listener);
        }
    }

    @Test
    @DisplayName("a listener that is closed is an IOException")
    void refusesWhatIsClosed() throws Exception {
        for (var listener : unbound()) {
            listener.close();

            assertThatThrownBy(() -> bind(ALONE, listener, anyPort, LINUX), "bind a closed one")
                    .isInstanceOf(IOException.class);
        }
        for (var listener : unbound()) {
            bind(ALONE, listener, anyPort, LINUX);
            listener.close();

            assertThatThrownBy(
                            () -> bind(ALONE, listener, anyPort, LINUX),
                            "bind one that was bound and closed")
                    .isInstanceOf(IOException.class);
        }
    }

    /// One of each kind: a server socket, and that of a channel.
    private List<ServerSocket> unbound() throws IOException {
        return List.of(
                bed.closing(new ServerSocket()), bed.closing(ServerSocketChannel.open()).socket());
    }

    private static OptionReport bind(
            ListenOptions options,
            ServerSocket listener,
            InetSocketAddress address,
            OperatingSystem system)
            throws IOException {
        var channel = listener.getChannel();
        return channel == null
                ? options.bind(listener, address, system)
                : options.bind(channel, address, system);
    }

    /// The address of a server that has stopped and whose side has closed a connection first.
    private InetSocketAddress withTimeWait() throws IOException {
        try (var listener = new ServerSocket(0, 1, bed.loopback());
                var client = new Socket(bed.loopback(), listener.getLocalPort())) {
            listener.accept().close();
            assertThat(client.getInputStream().read()).as("end of the stream").isEqualTo(-1);
            return (InetSocketAddress) listener.getLocalSocketAddress();
        }
    }

    private static void assertConnects(ServerSocket listener) {
        assertThatCode(
                        () -> {
                            try (var client = new Socket()) {
                                client.connect(listener.getLocalSocketAddress(), PATIENCE_MILLIS);
                            }
                        })
                .as("connect to %s", listener)
                .doesNotThrowAnyException();
    }
}
