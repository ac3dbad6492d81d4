package robustnet.udp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import robustnet.testkit.Testbed;
import robustnet.udp.UdpPeer.Datagram;

/// What the tests of the requester say again and again.
final class UdpRequests {
    private UdpRequests() {}

    static UdpRequester connect(Testbed bed, UdpPeer server, Retransmission policy)
            throws IOException {
        return bed.closing(UdpRequester.connect(server.address(), policy));
    }

    static Retransmission waits(int firstMillis, int maxMillis, int attempts) {
        return new Retransmission(
                Duration.ofMillis(firstMillis), Duration.ofMillis(maxMillis), attempts);
    }

    /// A request that is waiting for its reply, and its first datagram as the server got it.
    record Asked(CompletableFuture<String> result, Datagram request) {}

    static Asked ask(Testbed bed, UdpPeer server, Retransmission policy, String body)
            throws IOException {
        var result = request(bed, connect(bed, server, policy), body);
        return new Asked(result, server.receive());
    }

    static CompletableFuture<String> request(Testbed bed, UdpRequester requester, String body) {
        return bed.async(() -> new String(requester.request(body.getBytes(UTF_8)), UTF_8));
    }

    /// The result of a request that should have ended by now.
    static String get(Future<String> result) throws Exception {
        return result.get(3, TimeUnit.SECONDS);
    }

    /// Sends a reply with the id of `request` to where it came from.
    static void answer(UdpPeer peer, Datagram request, String body) {
        var reply =
                ByteBuffer.allocate(Long.BYTES + body.length())
                        .put(request.bytes(), 0, Long.BYTES)
                        .put(body.getBytes(UTF_8));
        peer.send(reply.array(), request.from());
    }

    /// The same datagram, but for one byte of its id.
    static Datagram withOtherIdByte(Datagram request, int index) {
        var bytes = request.bytes().clone();
        bytes[index]++;
        return new Datagram(bytes, request.from());
    }

    static String body(Datagram datagram) {
        int length = datagram.bytes().length - Long.BYTES;
        return new String(datagram.bytes(), Long.BYTES, length, UTF_8);
    }

    /// Sends datagrams that are no reply, one every 5 ms, until the request has ended, 2 s at most.
    ///
    /// @param start when the request was not yet sent, as [System#nanoTime()]
    /// @return the longest pause between two of them, or between `start` and the first
    static Duration makeNoise(UdpPeer server, Asked asked, long start) {
        long longest = System.nanoTime() - start;
        long last = System.nanoTime();
        while (!asked.result().isDone() && last - start < 2_000_000_000L) {
            server.send("some noise that nobody asked for", asked.request().from());
            LockSupport.parkNanos(5_000_000);
            long now = System.nanoTime();
            longest = Math.max(longest, now - last);
            last = now;
        }
        return Duration.ofNanos(longest);
    }
}
