package robustnet.udp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import robustnet.testkit.Testbed;

/// What the tests of stop-and-wait say again and again.
final class StopAndWait {
    private StopAndWait() {}

    static StopAndWaitSender sender(Testbed bed, InetSocketAddress to, Retransmission policy)
            throws IOException {
        return bed.closing(StopAndWaitSender.connect(to, policy));
    }

    static StopAndWaitReceiver receiver(Testbed bed, Duration timeout, Duration linger)
            throws IOException {
        var local = new InetSocketAddress(bed.loopback(), 0);
        return bed.closing(StopAndWaitReceiver.bind(local, timeout, linger));
    }

    /// Sends all messages and finishes; the result is whether the end was confirmed.
    static CompletableFuture<Boolean> send(
            Testbed bed, StopAndWaitSender sender, String... messages) {
        return bed.async(
                () -> {
                    for (var message : messages) {
                        sender.send(message.getBytes(UTF_8));
                    }
                    return sender.finish();
                });
    }

    /// Receives all messages up to the end.
    static CompletableFuture<List<String>> receive(Testbed bed, StopAndWaitReceiver receiver) {
        return bed.async(
                () -> {
                    var messages = new ArrayList<String>();
                    Optional<byte[]> next = receiver.receive();
                    while (next.isPresent()) {
                        messages.add(new String(next.get(), UTF_8));
                        next = receiver.receive();
                    }
                    return messages;
                });
    }
}
