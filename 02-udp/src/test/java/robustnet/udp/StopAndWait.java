package robustnet.udp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import robustnet.testkit.Testbed;
import robustnet.testkit.UdpFaults;
import robustnet.testkit.UdpFaults.Fault;

/// What the tests of stop-and-wait say again and again.
final class StopAndWait {
    static final Duration LONG = Duration.ofSeconds(10);

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

    /// Sends one message; done when it was confirmed.
    static CompletableFuture<Void> sendOne(Testbed bed, StopAndWaitSender sender, String message) {
        return bed.async(
                () -> {
                    sender.send(message.getBytes(UTF_8));
                    return null;
                });
    }

    /// Packets enough for 1.5 s, and none of them confirms packet 1.
    static List<String> whatIsNoAckOf1() {
        var packets = new ArrayList<String>();
        for (int i = 0; i < 25; i++) {
            packets.addAll(List.of("ACK 0", "ACK 2", "ACK -1", "HEARTBEAT 1", "DATA 1", "END 1"));
        }
        return packets;
    }

    /// Receives all messages up to the end, and asks again after each timeout.
    static CompletableFuture<List<String>> receive(Testbed bed, StopAndWaitReceiver receiver) {
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

    private static Optional<byte[]> ask(StopAndWaitReceiver receiver) throws IOException {
        while (true) {
            try {
                return receiver.receive();
            } catch (SocketTimeoutException _) {
                // Asked again: the test waits until all is there
            }
        }
    }

    /// Loses 30 % of all datagrams, and doubles, reorders and corrupts some.
    static void spoil(UdpFaults faults) {
        faults.rate(Fault.DROP, 0.3).rate(Fault.DUPLICATE, 0.1);
        faults.rate(Fault.REORDER, 0.1).longestHold(Duration.ofMillis(4));
        faults.rate(Fault.CORRUPT, 0.1);
    }
}
