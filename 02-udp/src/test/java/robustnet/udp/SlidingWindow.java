package robustnet.udp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import robustnet.testkit.Testbed;
import robustnet.testkit.UdpFaultProxy;

/// What the tests of the sliding window say again and again.
final class SlidingWindow {
    static final Duration LONG = Duration.ofSeconds(10);

    private SlidingWindow() {}

    static SlidingWindowSender sender(
            Testbed bed, InetSocketAddress to, Retransmission policy, int window)
            throws IOException {
        return bed.closing(SlidingWindowSender.connect(to, policy, window));
    }

    static SlidingWindowReceiver receiver(
            Testbed bed, int window, Duration timeout, Duration linger) throws IOException {
        var local = new InetSocketAddress(bed.loopback(), 0);
        return bed.closing(SlidingWindowReceiver.bind(local, window, timeout, linger));
    }

    /// Sends all messages and finishes; the result is whether the end was confirmed.
    static CompletableFuture<Boolean> send(
            Testbed bed, SlidingWindowSender sender, Collection<String> messages) {
        return bed.async(
                () -> {
                    for (var message : messages) {
                        sender.send(message.getBytes(UTF_8));
                    }
                    return sender.finish();
                });
    }

    /// How many messages a second stop-and-wait moves: each waits for the ACK of the one before.
    static double stopAndWait(Testbed bed, int messages) throws IOException {
        var receiver = receiver(bed, 16, LONG, LONG);
        receive(bed, receiver);
        var sender = new Arq(UdpPeer.open(bed, "stop and wait"), delayed(bed, receiver));
        long start = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            sender.answerTo("DATA " + i + " x");
        }
        return messages / secondsSince(start);
    }

    /// How many messages a second the sender moves with a window of 16, the end included.
    static double windowOf16(Testbed bed, int messages) throws Exception {
        var receiver = receiver(bed, 16, LONG, LONG);
        receive(bed, receiver);
        var policy = UdpRequests.waits(2000, 2000, 2);
        var sender = sender(bed, delayed(bed, receiver), policy, 16);
        long start = System.nanoTime();
        send(bed, sender, Collections.nCopies(messages, "x")).get();
        return messages / secondsSince(start);
    }

    /// The address of a network that takes 20 ms each way.
    private static InetSocketAddress delayed(Testbed bed, SlidingWindowReceiver receiver)
            throws IOException {
        var proxy = bed.closing(UdpFaultProxy.start(receiver.address(), bed.random()));
        proxy.clientToServer().delay(Duration.ofMillis(20), Duration.ZERO);
        proxy.serverToClient().delay(Duration.ofMillis(20), Duration.ZERO);
        return proxy.address();
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /// Receives all messages up to the end.
    static CompletableFuture<List<String>> receive(Testbed bed, SlidingWindowReceiver receiver) {
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
