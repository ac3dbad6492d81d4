package robustnet.errors;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import robustnet.testkit.FakeClock;

/// Makes sockets that connect to nothing, and notes what they are asked to do: so a test can have
/// addresses that no machine has.
///
/// A connect throws the failure that is next in the list, and leaves its socket open, as a `Socket`
/// of another kind may. When the list is empty, it succeeds.
final class DialLog {
    /// One connect.
    record Dial(InetAddress address, int timeoutMillis) {}

    /// Where the sockets say that they are.
    static final InetAddress LOCAL = InetAddress.getLoopbackAddress();

    static final int LOCAL_PORT = 50_000;

    final List<Dial> dials = new ArrayList<>();
    final List<Socket> sockets = new ArrayList<>();
    private final FakeClock clock;
    private final Duration each;
    private final List<Throwable> failures;

    /// @param each how long a connect takes, by `clock`
    DialLog(FakeClock clock, Duration each, Throwable... failures) {
        this.clock = clock;
        this.each = each;
        this.failures = List.of(failures);
    }

    Connector connector(Duration connectTimeout, InetAddress... addresses) {
        return new Connector(connectTimeout, _ -> List.of(addresses), this::socket);
    }

    List<Integer> timeouts() {
        return dials.stream().map(Dial::timeoutMillis).toList();
    }

    List<InetAddress> addresses() {
        return dials.stream().map(Dial::address).toList();
    }

    Socket socket() {
        var socket = new FakeSocket();
        sockets.add(socket);
        return socket;
    }

    private final class FakeSocket extends Socket {
        private SocketAddress remote;

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            dials.add(new Dial(((InetSocketAddress) endpoint).getAddress(), timeout));
            clock.advance(each);
            if (dials.size() > failures.size()) {
                remote = endpoint;
                return;
            }
            switch (failures.get(dials.size() - 1)) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return remote;
        }

        @Override
        public InetAddress getInetAddress() {
            return remote == null ? null : ((InetSocketAddress) remote).getAddress();
        }

        @Override
        public int getPort() {
            return remote == null ? 0 : ((InetSocketAddress) remote).getPort();
        }

        @Override
        public boolean isConnected() {
            return remote != null;
        }

        @Override
        public InetAddress getLocalAddress() {
            return LOCAL;
        }

        @Override
        public int getLocalPort() {
            return LOCAL_PORT;
        }

        @Override
        public SocketAddress getLocalSocketAddress() {
            return new InetSocketAddress(getLocalAddress(), getLocalPort());
        }
    }
}
