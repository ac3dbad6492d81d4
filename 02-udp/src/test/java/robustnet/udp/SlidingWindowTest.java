package robustnet.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.udp.Arq.get;
import static robustnet.udp.Arq.since;
import static robustnet.udp.SlidingWindow.LONG;
import static robustnet.udp.SlidingWindow.awaitMillis;
import static robustnet.udp.SlidingWindow.bestOf3;
import static robustnet.udp.SlidingWindow.gone;
import static robustnet.udp.SlidingWindow.receive;
import static robustnet.udp.SlidingWindow.receiver;
import static robustnet.udp.SlidingWindow.refuses;
import static robustnet.udp.SlidingWindow.restOf3;
import static robustnet.udp.SlidingWindow.send;
import static robustnet.udp.SlidingWindow.sender;
import static robustnet.udp.SlidingWindow.whatIsNoAckOf0;
import static robustnet.udp.StopAndWait.spoil;
import static robustnet.udp.UdpRequests.waits;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
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
        minutes = 100,
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
    @DisplayName("an ACK that has come while nobody looked saves the repeat")
    void looksBeforeItRepeats(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), waits(100, 10_000, 9), 4);
        for (var message : List.of("a", "b", "c", "d")) {
            sender.send(message.getBytes());
        }
        long sent = System.nanoTime();
        var receiver = Arq.meet(peer, "DATA 0 a");
        receiver.hearUntil("DATA 3 d");
        List.of("ACK 3", "ACK 2", "ACK 1", "ACK 0").forEach(receiver::say);
        awaitMillis(sent, 110);

        send(bed, sender, List.of());
        assertThat(receiver.hear())
                .as("what comes when the timeouts are over, but the ACKs are there")
                .isEqualTo("END 4");
    }

    @Test
    @DisplayName("what is sent again is what is due, as it was given, and nothing else (U4)")
    void repeatsWhatIsDue(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), waits(100, 10_000, 9), 4);
        var message = "a".getBytes();
        sender.send(message);
        message[0] = 'z';
        awaitMillis(System.nanoTime(), 110);
        long second = System.nanoTime();
        sender.send("b".getBytes());
        var sent = send(bed, sender, List.of());
        var receiver = Arq.meet(peer, sent, "DATA 0 a");
        assertThat(receiver.hear()).as("the second packet").isEqualTo("DATA 1 b");
        assertThat(receiver.hear()).as("after the 100 ms of packet 0").isEqualTo("DATA 0 a");
        List.of("ACK 1", "ACK 0").forEach(receiver::say);
        if (receiver.hear().equals("DATA 1 b")) {
            assertThat(since(second))
                    .as("DATA 1 came again, as if it were due with DATA 0, after ms")
                    .isGreaterThanOrEqualTo(100);
        }
    }

    @Test
    @DisplayName("every packet has its own timer, waits and attempts (U4)")
    void repeatsEachForItself(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), waits(5, 5000, 8), 2);
        var sent = send(bed, sender, List.of("a", "b", "c"));
        var receiver = Arq.meet(peer, sent, "DATA 0 a");
        receiver.hearTimes("DATA 1 b", 5, 24);
        receiver.say("ACK 0");
        receiver.hearUntil("DATA 2 c");
        // Packet 2 is new and waits 5, 10, 20, 40 ms; packet 1 was sent 5 times and waits 80, 160
        receiver.hearTimes("DATA 2 c", 5, 2);
    }

    @Test
    @DisplayName("no ACK of another packet, and nothing else, makes a packet wait longer (U4)")
    void waitsNoLonger(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var messages = Collections.nCopies(64, "x");
        var sent = send(bed, sender(bed, peer.address(), waits(150, 150, 99), 64), messages);
        var receiver = Arq.meet(peer, sent, "DATA 0 x");
        for (int number = 1; number < 64; number++) {
            receiver.hear();
        }

        var packets = whatIsNoAckOf0().iterator();
        for (var attempt : List.of("second", "third")) {
            assertThat(receiver.hearWhileSaying(packets, "DATA 0 x"))
                    .as("DATA 0, a %s time after 150 ms, whatever comes but ACK 0", attempt)
                    .contains("DATA 0 x");
        }
    }

    @Test
    @DisplayName("no ACK has anything sent again: only a timeout does")
    void acksRepeatNothing(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sent = send(bed, sender(bed, peer.address(), PATIENT, 8), List.of("a", "b", "c", "d"));
        var receiver = Arq.meet(peer, sent, "DATA 0 a");
        receiver.hearUntil("DATA 3 d");
        List.of("ACK 3", "ACK 2", "ACK 1", "ACK 1", "ACK -1", "ACK 0").forEach(receiver::say);
        assertThat(receiver.hear()).as("what comes after all the ACKs").isEqualTo("END 4");
    }

    @Test
    @DisplayName("a packet that nobody confirms ends the sender, without an END (U4, U6)")
    void givesUp(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var first = send(bed, sender(bed, peer.address(), PATIENT, 4), List.of());
        Arq.meet(peer, first, "END 0").say("ACK 0");
        var sender = sender(bed, peer.address(), waits(40, 160, 3), 4);

        long start = System.nanoTime();
        var sent = send(bed, sender, List.of("a"));
        var receiver = Arq.meet(peer, sent, "DATA 0 a");
        receiver.hearTimes("DATA 0 a", 2, 0);
        assertThatThrownBy(() -> get(sent), "finish, when nobody confirmed")
                .hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(since(start))
                .as("attempts wait 40, 80 and 160 ms, the last one as well: in all, ms")
                .isGreaterThanOrEqualTo(280);
        assertThatThrownBy(sender::finish, "finish after a failure")
                .isInstanceOf(IllegalStateException.class);
        sender.close();
        assertThat(receiver.hearBeforeMarker()).as("after the failure").isEqualTo("nothing");
        var lonely = sender(bed, gone(bed), waits(300, 300, 2), 4);
        assertThatThrownBy(() -> get(send(bed, lonely, List.of("a"))), "when nobody listens")
                .hasCauseInstanceOf(PortUnreachableException.class);
        assertThatThrownBy(lonely::finish, "finish after that")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("an end without an ACK is no failure, close ends a wait, wrong sizes are refused")
    void ends(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var silent = sender(bed, peer.address(), waits(5, 5, 2), 4);
        var finished = send(bed, silent, List.of());
        Arq.meet(peer, finished, "END 0");
        assertThat(get(finished)).as("finish, when the end got no ACK").isFalse();
        assertThatThrownBy(silent::finish, "a second finish")
                .isInstanceOf(IllegalStateException.class);
        assertThat(get(send(bed, sender(bed, gone(bed), waits(300, 300, 2), 4), List.of())))
                .as("finish, when nobody listens any more")
                .isFalse();

        var sender = sender(bed, peer.address(), PATIENT, 1);
        assertThatThrownBy(() -> sender.send(new byte[1179]), "a message of 1179 bytes")
                .isInstanceOf(IllegalArgumentException.class);
        sender.send("a".getBytes());
        var waiting = send(bed, sender, List.of("b"));
        sender.close();
        assertThatThrownBy(() -> get(waiting), "a send that waits for room when close is called")
                .hasCauseInstanceOf(IOException.class);
        var ending = sender(bed, peer.address(), PATIENT, 1);
        var end = send(bed, ending, List.of());
        Arq.with(peer, end, peer.address()).hearUntil("END 0");
        ending.close();
        assertThatThrownBy(() -> get(end), "a finish that waits for its ACK when close is called")
                .hasCauseInstanceOf(IOException.class);

        refuses(bed, 0);
        refuses(bed, 1025);
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
    @DisplayName("the receiver's window begins at the next message, whatever is kept (U4)")
    void keepsToItsWindow(Testbed bed) throws Exception {
        var receiver = receiver(bed, 4, LONG, LONG);
        var all = receive(bed, receiver);
        var sender = Arq.with(UdpPeer.open(bed, "the sender"), all, receiver.address());

        assertThat(sender.answerTo("DATA 0 a")).as("the answer to DATA 0").isEqualTo("ACK 0");
        assertThat(sender.answerTo("DATA -1 x"))
                .as("the answer to the number before 0, which is 2 behind 1")
                .isEqualTo("ACK -1");
        sender.say("DATA 5 f");
        assertThat(sender.answerTo("DATA 4 e"))
                .as("the next ACK: 4 is in the window of 4 that begins at 1, 5 is beyond it")
                .isEqualTo("ACK 4");
        for (var words : List.of("DATA 2 c", "DATA 3 d", "DATA 1 b")) {
            assertThat(sender.answerTo(words)).isEqualTo("ACK " + words.split(" ")[1]);
        }
        sender.say("DATA 0 a");
        assertThat(sender.answerTo("DATA 1 b"))
                .as("the next ACK: 1 is 4 behind 5 and confirmed again, 0 is too far behind")
                .isEqualTo("ACK 1");
        assertThat(sender.answerTo("END 5")).as("the ACK of the end").isEqualTo("ACK 5");
        receiver.close();

        assertThat(get(all)).as("what was delivered").containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    @DisplayName("what is no message, another sender's, or new after the end gets no ACK (U8)")
    void ignoresTheRest(Testbed bed) throws Exception {
        var receiver = receiver(bed, 4, LONG, LONG);
        var all = receive(bed, receiver);
        var stranger = new Arq(UdpPeer.open(bed, "a stranger"), receiver.address());
        var sender = Arq.with(UdpPeer.open(bed, "the sender"), all, receiver.address());

        List.of("DATA 4 x", "DATA -1 x", "HEARTBEAT 0", "ACK 0").forEach(stranger::say);
        sender.say("DATA 4 too early");
        assertThat(sender.answerTo("DATA 1 b"))
                .as("the first ACK: for 1; a packet 4 is beyond a window of 4")
                .isEqualTo("ACK 1");
        List.of("DATA 0 forged", "DATA 2 forged").forEach(stranger::say);
        List.of("HEARTBEAT 0", "ACK 0").forEach(sender::say);
        assertThat(sender.answerTo("DATA 0 a")).as("the next ACK").isEqualTo("ACK 0");
        assertThat(stranger.hearBeforeMarker()).as("the stranger's answer").isEqualTo("nothing");
        assertThat(sender.answerTo("END 2")).as("the ACK of the end").isEqualTo("ACK 2");
        stranger.say("END 2");
        sender.say("DATA 3 late");
        assertThat(sender.answerTo("END 2"))
                .as("the next ACK while it lingers: nothing new comes after the end")
                .isEqualTo("ACK 2");
        receiver.close();

        assertThat(stranger.hearBeforeMarker()).as("his answer at the end").isEqualTo("nothing");
        assertThat(get(all)).as("what was delivered").containsExactly("a", "b");
    }

    @Test
    @DisplayName("a receiver waits and lingers as long as told, and keeps what it has confirmed")
    void keepsItsTimes(Testbed bed) throws Exception {
        var receiver = receiver(bed, 4, Duration.ofMillis(150), Duration.ofMillis(150));
        var sender = new Arq(UdpPeer.open(bed, "the sender"), receiver.address());
        sender.say("HEARTBEAT 7");
        long start = System.nanoTime();
        var waiting = bed.async(receiver::receive);
        var early = List.of("DATA 1 b", "DATA 2 c", "HEARTBEAT 0", "DATA 9 beyond");
        var confirmed = sender.sayUntilDone(waiting, early);
        assertThatThrownBy(() -> get(waiting), "receive with a timeout of 150 ms, no DATA 0 came")
                .hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(since(start)).as("the wait of 150 ms").isGreaterThanOrEqualTo(150);

        start = System.nanoTime();
        var all = receive(bed, receiver);
        sender.sayUntilDone(all, restOf3(confirmed));
        assertThat(get(all)).as("what was delivered, asked again").containsExactly("a", "b", "c");
        assertThat(since(start)).as("the linger of 150 ms").isGreaterThanOrEqualTo(150);
        assertThat(receiver.receive()).as("asked again after the end").isEmpty();
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
        assertThat(bestOf3(bed))
                .as("messages a second, as a multiple of what stop and wait moves")
                .isGreaterThan(8.0);
    }
}
