package robustnet.platform;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.HashSet;
import java.util.Set;

/// A server socket as a stranger system might have it: an option can be missing, or be refused. It
/// remembers the backlog that it was bound with.
final class WatchedListener extends ServerSocket {
    private final Set<SocketOption<?>> missing = new HashSet<>();
    private final Set<SocketOption<?>> refused = new HashSet<>();
    private int backlog;

    WatchedListener() throws IOException {}

    WatchedListener without(SocketOption<?> option) {
        missing.add(option);
        return this;
    }

    WatchedListener refusing(SocketOption<?> option) {
        refused.add(option);
        return this;
    }

    int backlog() {
        return backlog;
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        var options = new HashSet<>(super.supportedOptions());
        options.removeAll(missing);
        return options;
    }

    @Override
    public <T> ServerSocket setOption(SocketOption<T> option, T value) throws IOException {
        require(option);
        return super.setOption(option, value);
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        if (missing.contains(option)) {
            throw new UnsupportedOperationException(option + " is not there");
        }
        return super.getOption(option);
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        require(StandardSocketOptions.SO_REUSEADDR);
        super.setReuseAddress(on);
    }

    @Override
    public void bind(SocketAddress endpoint, int backlog) throws IOException {
        this.backlog = backlog;
        super.bind(endpoint, backlog);
    }

    private void require(SocketOption<?> option) throws SocketException {
        if (missing.contains(option)) {
            throw new UnsupportedOperationException(option + " is not there");
        }
        if (refused.contains(option)) {
            throw new SocketException(option + " is refused");
        }
    }
}
