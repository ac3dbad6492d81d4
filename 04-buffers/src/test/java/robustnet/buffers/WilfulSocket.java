package robustnet.buffers;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;

/// A socket on a system that has its own ideas of buffer sizes: 1000 bytes to receive, a million to
/// send, whatever is asked for.
final class WilfulSocket extends Socket {
    private static final int RECEIVE = 1000;
    private static final int SEND = 1_000_000;

    @Override
    public int getReceiveBufferSize() {
        return RECEIVE;
    }

    @Override
    public int getSendBufferSize() {
        return SEND;
    }

    @Override
    @SuppressWarnings("unchecked") // each of the two options is an Integer
    public <T> T getOption(SocketOption<T> name) throws IOException {
        if (name == StandardSocketOptions.SO_RCVBUF) {
            return (T) Integer.valueOf(RECEIVE);
        }
        return name == StandardSocketOptions.SO_SNDBUF
                ? (T) Integer.valueOf(SEND)
                : super.getOption(name);
    }
}
