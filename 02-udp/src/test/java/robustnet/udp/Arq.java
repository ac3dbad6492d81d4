package robustnet.udp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.ProtocolException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import robustnet.udp.UdpPeer.Datagram;

/// One end of a protocol that sends again what is not confirmed, played by a test in words: "DATA 0
/// one", "ACK 0", "END 1".
record Arq(UdpPeer peer, SocketAddress other) {
    private static final int ENOUGH = 12;
    private static final Duration PAUSE = Duration.ofMillis(10);

    static byte[] packet(String words) {
        var parts = words.split(" ", 3);
        var payload = parts.length < 3 ? "" : parts[2];
        return new Packet(
                        Packet.Type.valueOf(parts[0]),
                        Integer.parseInt(parts[1]),
                        System.nanoTime(),
                        payload.getBytes(UTF_8))
                .encode();
    }

    static String words(Datagram datagram) {
        return words(datagram.bytes());
    }

    static String words(byte[] datagram) {
        try {
            var packet = Packet.decode(ByteBuffer.wrap(datagram));
            var payload = new String(packet.payload(), UTF_8);
            return (packet.type() + " " + packet.sequence() + " " + payload).strip();
        } catch (ProtocolException e) {
            return e.getMessage();
        }
    }

    /// Waits for the first packet of the learner's `call`, and goes on with whoever sent it.
    static Arq meet(UdpPeer peer, Future<?> call, String expected) {
        peer.watch(call);
        var first = peer.receive();
        if (!words(first).equals(expected)) {
            throw new AssertionError(
                    "the first packet should have been \"%s\", but was \"%s\""
                            .formatted(expected, words(first)));
        }
        return new Arq(peer, first.from());
    }

    static Arq meet(UdpPeer peer, String expected) {
        return meet(peer, CompletableFuture.completedFuture(null), expected);
    }

    /// The other end is the one that runs in `call`.
    static Arq with(UdpPeer peer, Future<?> call, SocketAddress other) {
        peer.watch(call);
        return new Arq(peer, other);
    }

    void say(String words) {
        peer.send(packet(words), other);
    }

    String hear() {
        return words(peer.receive());
    }

    /// Says it, and waits for what comes then.
    String answerTo(String words) {
        return answerTo(words, "");
    }

    /// The same.
    ///
    /// @param when what came before, for the message when there is no answer: ", after ..."
    String answerTo(String words, String when) {
        say(words);
        try {
            return hear();
        } catch (AssertionError e) {
            throw new AssertionError("no answer to " + words + when + ": " + e.getMessage(), e);
        }
    }

    /// Waits until it is said, and takes what comes before for repeats of earlier packets.
    void hearUntil(String expected) {
        var heard = new ArrayList<String>();
        while (heard.isEmpty() || !heard.getLast().equals(expected)) {
            heard.add(hear());
            if (heard.size() == ENOUGH) {
                throw new AssertionError("waited for \"%s\", heard %s".formatted(expected, heard));
            }
        }
    }

    /// Waits until it was said so many times, and takes at most so many others meanwhile.
    void hearTimes(String expected, int times, int others) {
        var heard = new ArrayList<String>();
        while (Collections.frequency(heard, expected) < times) {
            heard.add(hear());
            if (heard.size() - Collections.frequency(heard, expected) > others) {
                throw new AssertionError(
                        "waited for \"%s\" %d times, and at most %d others meanwhile, heard %s"
                                .formatted(expected, times, others, heard));
            }
        }
    }

    /// Says all this, a packet every 10 ms, but stops when `expected` is heard; what was heard.
    List<String> hearWhileSaying(Iterator<String> packets, String expected) {
        var heard = new ArrayList<String>();
        while (packets.hasNext() && !heard.contains(expected)) {
            say(packets.next());
            heard.addAll(hearForAPause());
        }
        return heard;
    }

    /// Says all this again and again, a packet every 10 ms, until `call` has ended; what was heard.
    ///
    /// @throws AssertionError if it has not after 2 s
    List<String> sayUntilDone(Future<?> call, List<String> packets) {
        var heard = new ArrayList<String>();
        for (int i = 0; i < 200 && !call.isDone(); i++) {
            say(packets.get(i % packets.size()));
            heard.addAll(hearForAPause());
        }
        if (!call.isDone()) {
            throw new AssertionError(
                    "the call should have ended by now, but waits on while these come: " + packets);
        }
        return heard;
    }

    private List<String> hearForAPause() {
        var heard = new ArrayList<String>();
        long start = System.nanoTime();
        var rest = PAUSE;
        while (rest.toMillis() > 0) {
            peer.poll(rest).map(Arq::words).ifPresent(heard::add);
            rest = PAUSE.minusNanos(System.nanoTime() - start);
        }
        return heard;
    }

    /// What is said twice in a row, so that nothing else is being repeated.
    String hearTwice() {
        var heard = new ArrayList<>(List.of(hear(), hear()));
        while (!heard.getLast().equals(heard.get(heard.size() - 2))) {
            heard.add(hear());
            if (heard.size() == ENOUGH) {
                return "several: " + heard;
            }
        }
        return heard.getLast();
    }

    /// What has come by now, and nothing that comes later: a datagram of the test's own ends it.
    String hearBeforeMarker() {
        peer.send("marker", peer.address());
        var datagram = peer.receive();
        return datagram.text().equals("marker") ? "nothing" : words(datagram);
    }

    /// The result of a call that should have ended by now, and without an exception.
    ///
    /// @param call which one, and what is expected of it
    static <T> T get(String call, Future<T> result) throws Exception {
        try {
            return get(result);
        } catch (ExecutionException e) {
            throw new AssertionError(call + ", but it threw " + e.getCause(), e.getCause());
        }
    }

    /// The result of a call that should have ended by now.
    static <T> T get(Future<T> result) throws Exception {
        return result.get(2, TimeUnit.SECONDS);
    }

    /// Milliseconds since a moment of [System#nanoTime()].
    static long since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
