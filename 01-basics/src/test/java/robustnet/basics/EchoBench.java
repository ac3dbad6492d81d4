package robustnet.basics;

import java.net.InetSocketAddress;
import java.time.Duration;

/// What the tests of exercise 1.2 share.
final class EchoBench {
    static final Duration PATIENCE = Duration.ofSeconds(4);
    static final Duration SHORT = Duration.ofMillis(100);

    /// More than the buffers of both sides take, so a write of it blocks until somebody reads.
    static final int TOO_MUCH = 32 << 20;

    private EchoBench() {}

    static EchoClient client(InetSocketAddress server, Duration readTimeout) {
        return new EchoClient(server, PATIENCE, readTimeout);
    }
}
