package robustnet.platform;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.util.Set;
import robustnet.platform.OptionReport.Adjusted;
import robustnet.platform.OptionReport.Applied;
import robustnet.platform.OptionReport.NotApplied;
import robustnet.platform.OptionReport.Outcome;

/// The options of a socket or a channel, whichever it is: asked for, set, and read back.
interface Options {
    /// Which options there are.
    Set<SocketOption<?>> supported() throws IOException;

    /// Sets an option.
    <T> void set(SocketOption<T> option, T value) throws IOException;

    /// Reads an option.
    <T> T get(SocketOption<T> option) throws IOException;

    /// Sets an option if it is there, and says what became of it. Never throws because of the
    /// socket.
    default <T> Outcome apply(SocketOption<T> option, T value) {
        try {
            if (!supported().contains(option)) { // X1
                return new NotApplied(option, "not supported here");
            }
            set(option, value);
            var got = get(option);
            return value.equals(got) ? new Applied(option, got) : new Adjusted(option, value, got);
        } catch (IOException | RuntimeException e) {
            return new NotApplied(option, e.toString());
        }
    }

    static Options of(NetworkChannel channel) {
        return new Options() {
            @Override
            public Set<SocketOption<?>> supported() {
                return channel.supportedOptions();
            }

            @Override
            public <T> void set(SocketOption<T> option, T value) throws IOException {
                channel.setOption(option, value);
            }

            @Override
            public <T> T get(SocketOption<T> option) throws IOException {
                return channel.getOption(option);
            }
        };
    }

    static Options of(Socket socket) {
        return new Options() {
            @Override
            public Set<SocketOption<?>> supported() {
                return socket.supportedOptions();
            }

            @Override
            public <T> void set(SocketOption<T> option, T value) throws IOException {
                socket.setOption(option, value);
            }

            @Override
            public <T> T get(SocketOption<T> option) throws IOException {
                return socket.getOption(option);
            }
        };
    }

    static Options of(ServerSocket listener) {
        return new Options() {
            @Override
            public Set<SocketOption<?>> supported() {
                return listener.supportedOptions();
            }

            @Override
            public <T> void set(SocketOption<T> option, T value) throws IOException {
                listener.setOption(option, value);
            }

            @Override
            public <T> T get(SocketOption<T> option) throws IOException {
                return listener.getOption(option);
            }
        };
    }
}
