package robustnet.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.udp.UdpRequests.answer;
import static robustnet.udp.UdpRequests.ask;
import static robustnet.udp.UdpRequests.body;
import static robustnet.udp.UdpRequests.connect;
import static robustnet.udp.UdpRequests.get;
import static robustnet.udp.UdpRequests.makeNoise;
import static robustnet.udp.UdpRequests.request;
import static robustnet.udp.UdpRequests.waits;
import static robustnet.udp.UdpRequests.withOtherIdByte;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.udp.UdpPeer.Datagram;

@Exercise(
        id = "2.2",
        title = "UDP requester",
        level = 2,
        minutes = 35,
        edit = {UdpRequester.class, Retransmission.class})
class UdpRequesterTest {
    private static final Retransmission PATIENT = waits(10_000, 10_000, 2);

    @Test
    @DisplayName("a request is its id in eight bytes and the body, and the reply's body comes back")
    void sendsIdAndBody(Testbed bed) throws Exception {
        var server = UdpPeer.open(bed, "the server");
        long[] next = {0x0102030405060708L};
        var requester =
                bed.closing(UdpRequester.connect(server.address(), PATIENT, () -> next[0]++));

        var result = request(bed, requester, "Hi");
        var request = server.receive();
        answer(server, request, "Hello");

        assertThat(hex(request)).as("the request").isEqualTo("01020304050607084869");
        assertThat(get(result)).as("the reply's body").isEqualTo("Hello");

        var second = request(bed, requester, "");
        request = server.receive();
        answer(server, request, "");

        assertThat(hex(request))
                .as("a request without a body, its id the next from the given source")
                .isEqualTo("0102030405060709");
        assertThat(get(second)).as("the body of an empty reply").isEmpty();
    }

    private static String hex(Datagram datagram) {
        return HexFormat.of().formatHex(datagram.bytes());
    }

    @Test
    @DisplayName("the longest request and the longest reply pass, a longer request is refused")
    void limitsTheBody(Testbed bed) throws Exception {
        var server = UdpPeer.open(bed, "the server");
        var requester = connect(bed, server, PATIENT);
        var longest = "x".repeat(UdpRequester.MAX_BODY);

        assertThatThrownBy(() -> requester.request(new byte[1193]), "a body of 1193 bytes")
                .isInstanceOf(IllegalArgumentException.class);
        var result = request(bed, requester, longest);
        var request = server.receive();
        answer(server, request, longest);

        assertThat(request.bytes()).as("the first datagram that was sent").hasSize(1200);
        assertThat(get(result)).as("the longest reply").isEqualTo(longest);
    }

    @Test
    @DisplayName("a server that is not there is reported at once, not after the last timeout (U6)")
    void reportsAClosedPortAtOnce(Testbed bed) throws Exception {
        var closed = new DatagramSocket(0, bed.loopback());
        var address = (InetSocketAddress) closed.getLocalSocketAddress();
        closed.close();
        var requester = bed.closing(UdpRequester.connect(address, waits(500, 500, 3)));

        assertThatThrownBy(
                        () -> requester.request(new byte[1]),
                        "a request to a port where nobody listens: the system tells a connected"
                                + " socket, and only that one")
                .isInstanceOf(PortUnreachableException.class);
    }

    @Test
    @DisplayName("a reply from somebody else is ignored, even with the right id (U8)")
    void ignoresAReplyFromSomebodyElse(Testbed bed) throws Exception {
        var server = UdpPeer.open(bed, "the server");
        var forger = UdpPeer.open(bed, "the forger");

        var asked = ask(bed, server, PATIENT, "the price?");
        answer(forger, asked.request(), "forged");
        answer(forger, asked.request(), "forged");
        answer(server, asked.request(), "true");

        assertThat(get(asked.result())).as("whose reply was taken").isEqualTo("true");
    }

    @Test
    @DisplayName("the ids of requests cannot be guessed: they are no count and no clock (U8)")
    void drawsIdsThatCannotBeGuessed(Testbed bed) throws Exception {
        var server = UdpPeer.open(bed, "the server");
        var ids = new HashSet<Long>();
        var highestBytes = new HashSet<Byte>();
        for (int i = 0; i < 10; i++) {
            var asked = ask(bed, server, PATIENT, "");
            answer(server, asked.request(), "");
            get(asked.result());
            ids.add(ByteBuffer.wrap(asked.request().bytes()).getLong());
            highestBytes.add(asked.request().bytes()[0]);
        }

        assertThat(ids).as("the ids of ten requests: all different").hasSize(10);
        assertThat(highestBytes)
                .as("the highest byte of ten ids: the same in all of a count or of a clock")
                .hasSizeGreaterThan(1);
    }

    @Test
    @DisplayName("the late reply to an earlier request is not taken for the reply to this one (U9)")
    void ignoresTheReplyToAnEarlierRequest(Testbed bed) throws Exception {
        var server = UdpPeer.open(bed, "the server");
        var requester = connect(bed, server, waits(20, 10_000, 10));

        var first = request(bed, requester, "first");
        var copy = server.receive();
        var secondCopy = server.receive();
        answer(server, copy, "answer to first");
        assertThat(get(first)).as("the reply to the first request").isEqualTo("answer to first");

        answer(server, secondCopy, "answer to first");
        var second = request(bed, requester, "second");
        var request = server.receive();
        while (!body(request).equals("second")) {
            request = server.receive();
        }
        answer(server, copy, "answer to first");
        answer(server, request, "answer to second");

        assertThat(get(second))
                .as("the reply to the second request, after late replies to the first")
                .isEqualTo("answer to second");
    }

    @Test
    @DisplayName("replies with other ids do not end the wait: nothing is sent again for them (U9)")
    void sendsNothingAgainForAWrongId(Testbed bed) throws Exception {
        var server = UdpPeer.open(bed, "the server");

        var asked = ask(bed, server, waits(10_000, 10_000, 20), "once");
        for (int i = 0; i < Long.BYTES; i++) {
            answer(server, withOtherIdByte(asked.request(), i), "to another request");
        }
        server.send("1234567", asked.request().from());
        answer(server, asked.request(), "to this one");

        assertThat(get(asked.result())).as("the reply that was taken").isEqualTo("to this one");
        UdpPeer.open(bed, "the test").send("no second copy", server.address());
        assertThat(server.receive().text())
                .as("what follows the first copy, with 10 s to wait: wrong ids end no wait")
                .isEqualTo("no second copy");
    }

    @Test
    @DisplayName("a lost request is sent again, the very same bytes, until a reply comes (U10)")
    void sendsTheSameAgain(Testbed bed) throws Exception {
        var server = UdpPeer.open(bed, "the server");

        var asked = ask(bed, server, waits(10, 500, 10), "again?");
        var lost = asked.request();
        var alsoLost = server.receive();
        var third = server.receive();
        answer(server, lost, "to the first copy");

        assertThat(alsoLost.bytes()).as("the second copy of the request").isEqualTo(lost.bytes());
        assertThat(third.bytes()).as("the third copy of the request").isEqualTo(lost.bytes());
        assertThat(get(asked.result()))
                .as("the reply: it counts, whichever copy it answers")
                .isEqualTo("to the first copy");
    }

    @Test
    @DisplayName(
            "a silent server is asked so many times, waiting longer each time, then no more (U10)")
    void givesUpAfterTheLastWait(Testbed bed) throws Exception {
        var server = UdpPeer.open(bed, "the server");
        var requester = connect(bed, server, waits(20, 60, 4));

        long start = System.nanoTime();
        var result = request(bed, requester, "anybody?");
        var failure = catchThrowable(() -> get(result));
        var taken = Duration.ofNanos(System.nanoTime() - start);

        assertThat(failure)
                .as("a request that nobody answers")
                .hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(taken).as("20 + 40 + 60 + 60 ms").isGreaterThanOrEqualTo(Duration.ofMillis(180));
        UdpPeer.open(bed, "the test").send("no more copies", server.address());
        for (int copy = 1; copy <= 4; copy++) {
            assertThat(body(server.receive())).as("copy %d of 4", copy).isEqualTo("anybody?");
        }
        assertThat(server.receive().text())
                .as("what follows the fourth copy: nothing, until the test itself sends")
                .isEqualTo("no more copies");
    }

    @Test
    @DisplayName("the wait doubles from attempt to attempt, up to its maximum and no further (U10)")
    void doublesTheWait() {
        var policy = waits(100, 500, 3);

        assertThat(IntStream.rangeClosed(1, 5).mapToObj(n -> policy.timeout(n).toMillis()))
                .as("the waits of attempts 1 to 5, in ms")
                .containsExactly(100L, 200L, 400L, 500L, 500L);
        for (int attempt : new int[] {31, 32, 33, 63, 64, 65, 66, 100, 1000}) {
            assertThat(policy.timeout(attempt)).as("attempt %d", attempt).hasMillis(500);
        }
        for (int attempt : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> policy.timeout(attempt), "attempt %d", attempt)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        var fine = new Retransmission(Duration.ofNanos(1_500_000), Duration.ofHours(1), 3);
        assertThat(IntStream.rangeClosed(1, 3).mapToObj(n -> fine.timeout(n).toNanos()))
                .as("the waits of attempts 1 to 3, in ns, when the first is 1.5 ms")
                .containsExactly(1_500_000L, 3_000_000L, 6_000_000L);
    }

    @Test
    @DisplayName("datagrams that are no reply to the request do not lengthen the wait")
    void waitsNoLongerBecauseOfNoise(Testbed bed) throws Exception {
        var server = UdpPeer.open(bed, "the server");

        Duration pause;
        do {
            long start = System.nanoTime();
            var asked = ask(bed, server, waits(100, 100, 1), "silence, please");
            pause = makeNoise(server, asked, start);

            assertThat(asked.result())
                    .as("a request that waits 100 ms, while noise comes every 5 ms")
                    .isCompletedExceptionally();
            assertThat(asked.result().exceptionNow()).isInstanceOf(SocketTimeoutException.class);
        } while (pause.toMillis() > 90); // a busy machine: the noise itself left out a whole wait
    }

    @Test
    @DisplayName("datagrams that are too short or too long for a reply are ignored")
    void ignoresWhatHasNoReplysLength(Testbed bed) throws Exception {
        var server = UdpPeer.open(bed, "the server");

        var asked = ask(bed, server, PATIENT, "Hello");
        var request = asked.request();
        server.send("", request.from());
        server.send("1234567", request.from());
        answer(server, request, "x".repeat(UdpRequester.MAX_BODY + 1));
        answer(server, request, "whole");

        assertThat(get(asked.result())).as("the reply that was taken").isEqualTo("whole");
    }

    @Test
    @DisplayName("requests of many threads all get their own answers")
    void servesManyThreads(Testbed bed) throws Exception {
        var server = UdpPeer.open(bed, "the server");
        var requester = connect(bed, server, PATIENT);

        var results =
                IntStream.range(0, 10).mapToObj(i -> request(bed, requester, "" + i)).toList();
        for (int i = 0; i < 10; i++) {
            var request = server.receive();
            answer(server, request, body(request) + "!");
        }

        for (int i = 0; i < 10; i++) {
            assertThat(get(results.get(i))).as("the answer to request %d", i).isEqualTo(i + "!");
        }
    }

    @Test
    @DisplayName("close ends a request that waits, and closing twice is harmless")
    void closeEndsTheWait(Testbed bed) throws Exception {
        var server = UdpPeer.open(bed, "the server");
        var requester = connect(bed, server, waits(4500, 4500, 1));
        var waiting = request(bed, requester, "Hello");
        server.receive();

        assertThat(bed.async(() -> closeTwice(requester)))
                .as("close, while a request waits for up to 4.5 s")
                .succeedsWithin(Duration.ofSeconds(2));
        assertThatThrownBy(() -> get(waiting), "the request that was waiting")
                .cause()
                .isInstanceOf(IOException.class)
                .as("the failure of a request that close has ended: nothing has timed out")
                .isNotInstanceOf(SocketTimeoutException.class);
        assertThatThrownBy(() -> requester.request(new byte[1]), "a request after close")
                .isInstanceOf(IOException.class)
                .as("the failure of a request after close: nothing has timed out")
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    private static boolean closeTwice(UdpRequester requester) {
        requester.close();
        requester.close();
        return true;
    }
}
