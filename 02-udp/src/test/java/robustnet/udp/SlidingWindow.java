package robustnet.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
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

    /// Where nobody listens.
    static InetSocketAddress gone(Testbed bed) throws IOException {
        try (var peer = UdpPeer.open(bed, "a receiver that is gone")) {
            return peer.address();
        }
    }

    /// Waits until so much time has passed since `start`.
    static void awaitMillis(long start, long millis) {
        while (Arq.since(start) < millis) {
            LockSupport.parkNanos(1_000_000);
        }
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
    private static double stopAndWait(Testbed bed, int messages) throws IOException {
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
    private static double windowOf16(Testbed bed, int messages) throws Exception {
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

    /// Receives all messages up to the end, and asks again after each timeout.
    static CompletableFuture<List<String>> receive(Testbed bed, SlidingWindowReceiver receiver) {
        return bed.async(
                () -> {
                    var messages = new ArrayList<String>();
                    var next = ask(receiver);
                    while (next.isPresent()) {
                        messages.add(new String(next.get(), UTF_8));
                        next = ask(receiver);
                    }
                    return messages;
                });
    }

    private static Optional<byte[]> ask(SlidingWindowReceiver receiver) throws IOException {
        while (true) {
            try {
                return receiver.receive();
            } catch (SocketTimeoutException _) {
                // Asked again: the test waits until all is there
            }
        }
    }

    /// ACKs of 63 to 1, one every 30 ms, and between them what confirms nothing at all.
    static List<String> whatIsNoAckOf0() {
        var noise = List.of("HEARTBEAT 0", "DATA 0", "ACK 100", "END 0");
        var packets = new ArrayList<String>();
        for (int number = 63; number > 0; number--) {
            packets.addAll(List.of(noise.get(number % noise.size()), "ACK -1", "ACK " + number));
        }
        return packets;
    }

    /// What is missing of a, b, c and the end, when these were confirmed.
    static List<String> restOf3(List<String> confirmed) {
        var rest = new ArrayList<>(List.of("DATA 0 a", "END 3"));
        if (!confirmed.contains("ACK 1")) {
            rest.add("DATA 1 b");
        }
        if (!confirmed.contains("ACK 2")) {
            rest.add("DATA 2 c");
        }
        return rest;
    }

    /// A window of this size is refused at both ends.
    static void refuses(Testbed bed, int window) {
        var address = new InetSocketAddress(bed.loopback(), 9);
        assertThatThrownBy(
                        () -> sender(bed, address, UdpRequests.waits(5, 5, 1), window),
                        "a sender with a window of " + window)
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> receiver(bed, window, LONG, LONG),
                        "a receiver with a window of " + window)
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// How many times as fast as stop and wait a window of 16 is; enough is enough.
    static double bestOf3(Testbed bed) throws Exception {
        double best = 0;
        for (int run = 0; run < 3 && best < 8; run++) {
            best = Math.max(best, windowOf16(bed, 96) / stopAndWait(bed, 4));
        }
        return best;
    }
}
