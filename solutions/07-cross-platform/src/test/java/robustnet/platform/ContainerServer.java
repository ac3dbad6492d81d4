package robustnet.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import robustnet.basics.Handler;

/// Runs in each container of [Containers]: a [RobustServer] that writes the effects of its requests
/// into a file, 8 bytes each, which outlives it. Ends by itself after some minutes.
final class ContainerServer {
    static final int PORT = 7000;
    static final String LEDGER = "/ledger";
    static final String READY = "serving";

    private static final Duration LIFETIME = Duration.ofMinutes(3);

    private ContainerServer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (var ledger =
                        FileChannel.open(
                                Path.of(LEDGER),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND);
                var server =
                        RobustServer.builder()
                                .address(new InetSocketAddress((InetAddress) null, PORT))
                                .handler(writingTo(ledger))
                                .replyCache(100_000)
                                .start()) {
            System.out.println(READY + " on port " + server.port());
            new CountDownLatch(1).await(LIFETIME.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static Handler writingTo(FileChannel ledger) {
        return request -> {
            var effect = ByteBuffer.wrap(request);
            synchronized (ledger) {
                while (effect.hasRemaining()) {
                    ledger.write(effect);
                }
            }
            return request;
        };
    }
}
