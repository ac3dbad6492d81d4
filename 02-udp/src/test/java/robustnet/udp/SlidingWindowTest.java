package robustnet.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.udp.Arq.get;
import static robustnet.udp.SlidingWindow.LONG;
import static robustnet.udp.SlidingWindow.receive;
import static robustnet.udp.SlidingWindow.receiver;
import static robustnet.udp.SlidingWindow.send;
import static robustnet.udp.SlidingWindow.sender;
import static robustnet.udp.SlidingWindow.stopAndWait;
import static robustnet.udp.SlidingWindow.windowOf16;
import static robustnet.udp.StopAndWait.spoil;
import static robustnet.udp.UdpRequests.waits;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.UdpFaultProxy;

@Exercise(
        id = "2.7",
        title = "Sliding window",
        level = 4,
        minutes = 90,
        bonus = true,
        edit = {SlidingWindowSender.class, SlidingWindowReceiver.class})
class SlidingWindowTest {
    private static final Retransmission PATIENT = waits(10_000, 10_000, 2);

    @Test
    @DisplayName("a window of messages goes out without an ACK, the next one waits")
    void fillsTheWindow(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), waits(40, 40, 20), 3);
        for (var message : List.of("a", "b", "c")) {
            sender.send(message.getBytes());
        }
        var receiver = Arq.meet(peer, "DATA 0 a");
        assertThat(receiver.hear()).as("the second packet").isEqualTo("DATA 1 b");
        assertThat(receiver.hear()).as("the third packet").isEqualTo("DATA 2 c");

        var sent = send(bed, sender, List.of("d"));
        receiver.say("ACK 1");
        receiver.say("ACK 2");
        assertThat(receiver.hearTwice())
                .as("what is repeated, while packet 0 holds the window of 3")
                .isEqualTo("DATA 0 a");
        receiver.say("ACK 0");
        receiver.hearUntil("DATA 3 d");
        receiver.say("ACK 3");
        receiver.hearUntil("END 4");
        receiver.say("ACK 4");

        assertThat(get(sent)).as("finish: the end was confirmed").isTrue();
        assertThatThrownBy(() -> sender.send(new byte[1]), "a send after finish")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("only the packet whose ACK is missing is sent again (U4)")
    void repeatsSelectively(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), waits(40, 40, 20), 4);
        var sent = send(bed, sender, List.of("a", "b", "c", "d"));
        var receiver = Arq.meet(peer, sent, "DATA 0 a");
        receiver.say("ACK 0");
        receiver.hearUntil("DATA 2 c");
        receiver.say("ACK 2");
        receiver.hearUntil("DATA 3 d");
        receiver.say("ACK 3");

        assertThat(receiver.hearTwice())
                .as("what is repeated, when only the ACK of 1 is missing")
                .isEqualTo("DATA 1 b");
        receiver.say("ACK 1");
        receiver.hearUntil("END 4");
        receiver.say("ACK 4");
        assertThat(get(sent)).as("the end was confirmed").isTrue();
    }

    @Test
    @DisplayName("an ACK that has come while nobody looked saves the repeat")
    void looksBeforeItRepeats(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), waits(100, 10_000, 9), 2);
        long start = System.nanoTime();
        sender.send("a".getBytes());
        sender.send("b".getBytes());
        var receiver = Arq.meet(peer, "DATA 0 a");
        assertThat(receiver.hear()).as("the second packet").isEqualTo("DATA 1 b");
        receiver.say("ACK 0");
        receiver.say("ACK 1");
        while (System.nanoTime() - start < 110_000_000) {
            LockSupport.parkNanos(1_000_000);
        }

        var sent = send(bed, sender, List.of());
        assertThat(receiver.hear())
                .as("what comes when the timeouts are over, but the ACKs are there")
                .isEqualTo("END 2");
        receiver.say("ACK 2");
        assertThat(get(sent)).as("the end was confirmed").isTrue();
    }

    @Test
    @DisplayName("a packet that nobody confirms ends the sender, without an END (U4)")
    void givesUp(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), waits(10, 10, 2), 4);
        var sent = send(bed, sender, List.of("a"));
        var receiver = Arq.meet(peer, sent, "DATA 0 a");
        assertThat(receiver.hear()).as("the second attempt").isEqualTo("DATA 0 a");

        assertThatThrownBy(() -> get(sent), "finish, when nobody confirmed")
                .hasCauseInstanceOf(SocketTimeoutException.class);
        assertThatThrownBy(sender::finish, "finish after a failure")
                .isInstanceOf(IllegalStateException.class);
        sender.close();
        assertThat(receiver.hearBeforeMarker()).as("after the failure").isEqualTo("nothing");
    }

    @Test
    @DisplayName("an end without an ACK is no failure, close ends a wait, wrong sizes are refused")
    void ends(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        assertThat(get(send(bed, sender(bed, peer.address(), waits(5, 5, 2), 4), List.of())))
                .as("finish, when the end got no ACK")
                .isFalse();

        var sender = sender(bed, peer.address(), PATIENT, 1);
        assertThatThrownBy(() -> sender.send(new byte[1179]), "a message of 1179 bytes")
                .isInstanceOf(IllegalArgumentException.class);
        sender.send("a".getBytes());
        var waiting = send(bed, sender, List.of("b"));
        sender.close();
        assertThatThrownBy(() -> get(waiting), "a send that waits for room when close is called")
                .hasCauseInstanceOf(IOException.class);

        for (int window : new int[] {0, 1025}) {
            assertThatThrownBy(() -> sender(bed, peer.address(), PATIENT, window), "a window")
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> receiver(bed, window, LONG, LONG), "a window")
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("early packets are confirmed at once, and delivered once, in order (U4)")
    void putsInOrder(Testbed bed) throws Exception {
        var receiver = receiver(bed, 4, LONG, LONG);
        var all = receive(bed, receiver);
        var sender = Arq.with(UdpPeer.open(bed, "the sender"), all, receiver.address());

        for (var words : List.of("END 3", "DATA 2 c", "DATA 1 b", "DATA 2 c", "DATA 0 a")) {
            assertThat(sender.answerTo(words))
                    .as("the answer to %s", words)
                    .isEqualTo("ACK " + words.split(" ")[1]);
        }
        for (var words : List.of("DATA 0 a", "END 3")) {
            assertThat(sender.answerTo(words))
                    .as("the answer to the repeated %s, after the end", words)
                    .isEqualTo("ACK " + words.split(" ")[1]);
        }
        receiver.close();

        assertThat(get(all)).as("what was delivered").containsExactly("a", "b", "c");
    }

    @Test
    @DisplayName("what is beyond the window, no message or another sender's gets no ACK (U8)")
    void ignoresTheRest(Testbed bed) throws Exception {
        var receiver = receiver(bed, 4, LONG, Duration.ofMillis(20));
        var all = receive(bed, receiver);
        var stranger = new Arq(UdpPeer.open(bed, "a stranger"), receiver.address());
        var sender = Arq.with(UdpPeer.open(bed, "the sender"), all, receiver.address());

        sender.say("DATA 4 too early");
        assertThat(sender.answerTo("DATA 1 b"))
                .as("the first ACK: for 1; a packet 4 is beyond a window of 4")
                .isEqualTo("ACK 1");
        stranger.say("DATA 0 forged");
        stranger.say("DATA 2 forged");
        sender.say("HEARTBEAT 0");
        sender.say("ACK 0");
        assertThat(sender.answerTo("DATA 0 a")).as("the next ACK").isEqualTo("ACK 0");
        assertThat(sender.answerTo("END 2")).as("the ACK of the end").isEqualTo("ACK 2");

        assertThat(stranger.hearBeforeMarker()).as("the stranger's answer").isEqualTo("nothing");
        assertThat(get(all)).as("what was delivered").containsExactly("a", "b");
    }

    @Test
    @DisplayName("over a bad network every message comes exactly once and in order (U4)")
    @TimeLimit(seconds = 20)
    void survivesABadNetwork(Testbed bed) throws Exception {
        var receiver = receiver(bed, 16, LONG, LONG);
        var proxy = bed.closing(UdpFaultProxy.start(receiver.address(), bed.random()));
        spoil(proxy.clientToServer());
        spoil(proxy.serverToClient());
        var messages = IntStream.range(0, 200).mapToObj(i -> "message " + i).toList();

        var received = receive(bed, receiver);
        var sent = send(bed, sender(bed, proxy.address(), waits(4, 16, 1000), 16), messages);
        assertThat(sent.get()).as("the end was confirmed").isTrue();
        receiver.close();

        assertThat(get(received))
                .as("what arrived over a network that loses 30 %% of all datagrams")
                .isEqualTo(messages);
    }

    @Test
    @DisplayName("at 20 ms each way a window of 16 moves at least 8 times what stop and wait does")
    @TimeLimit(seconds = 20)
    void isFast(Testbed bed) throws Exception {
        double best = 0;
        for (int run = 0; run < 3 && best < 8; run++) {
            best = Math.max(best, windowOf16(bed, 96) / stopAndWait(bed, 4));
        }

        assertThat(best)
                .as("messages a second, as a multiple of what stop and wait moves")
                .isGreaterThan(8.0);
    }
}
