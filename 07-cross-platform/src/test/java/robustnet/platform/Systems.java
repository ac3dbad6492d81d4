package robustnet.platform;

import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPCOUNT;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPINTERVAL;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Channels as other systems have them: with the options that a JDK offers there.
final class Systems {
    private Systems() {}

    /// macOS: everything is there.
    static NetworkChannel macos() throws IOException {
        return offering(SO_KEEPALIVE, TCP_KEEPIDLE, TCP_KEEPINTERVAL, TCP_KEEPCOUNT);
    }

    /// Windows with a JDK 17: keep-alive can be switched on, and that is all.
    static NetworkChannel olderWindows() throws IOException {
        return offering(SO_KEEPALIVE);
    }

    /// A channel that takes these options, any value of them, and no other one.
    static NetworkChannel offering(SocketOption<?>... options) throws IOException {
        Map<SocketOption<?>, Object> values = new HashMap<>();
        NetworkChannel channel = mock();
        given(channel.isOpen()).willReturn(true);
        given(channel.supportedOptions()).willReturn(Set.of(options));
        given(channel.setOption(any(), any()))
                .willAnswer(
                        call -> {
                            SocketOption<?> option = call.getArgument(0);
                            requireSupported(channel, option);
                            values.put(option, call.getArgument(1));
                            return channel;
                        });
        given(channel.getOption(any()))
                .willAnswer(
                        call -> {
                            SocketOption<?> option = call.getArgument(0);
                            requireSupported(channel, option);
                            return values.getOrDefault(option, initial(option));
                        });
        return channel;
    }

    private static void requireSupported(NetworkChannel channel, SocketOption<?> option) {
        if (!channel.supportedOptions().contains(option)) {
            throw new UnsupportedOperationException(option + " is not there");
        }
    }

    private static Object initial(SocketOption<?> option) {
        if (option.type() == Boolean.class) {
            return false;
        }
        return option.equals(TCP_KEEPIDLE) ? 7_200 : option.equals(TCP_KEEPINTERVAL) ? 75 : 8;
    }
}
