package robustnet.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.udp.Arq.get;
import static robustnet.udp.Arq.since;
import static robustnet.udp.StopAndWait.LONG;
import static robustnet.udp.StopAndWait.receive;
import static robustnet.udp.StopAndWait.receiver;
import static robustnet.udp.StopAndWait.send;
import static robustnet.udp.StopAndWait.sendOne;
import static robustnet.udp.StopAndWait.sender;
import static robustnet.udp.StopAndWait.spoil;
import static robustnet.udp.StopAndWait.whatIsNoAckOf1;
import static robustnet.udp.UdpRequests.waits;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.UdpFaultProxy;

@Exercise(
        id = "2.5",
        title = "Stop and wait",
        level = 3,
        minutes = 70,
        edit = {StopAndWaitSender.class, StopAndWaitReceiver.class})
class StopAndWaitTest {
    private static final Retransmission PATIENT = waits(10_000, 10_000, 2);

    @Test
    @DisplayName("messages go out one by one, each after the ACK of the one before, then the end")
    void sendsOneAtATime(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), PATIENT);

        var sent = send(bed, sender, "one", "", "three");
        var receiver = Arq.meet(peer, sent, "DATA 0 one");
        assertThat(sent).as("send, before the ACK came").isNotDone();
        receiver.say("ACK 0");
        assertThat(receiver.hear()).as("after ACK 0").isEqualTo("DATA 1");
        receiver.say("ACK 1");
        assertThat(receiver.hear()).as("after ACK 1").isEqualTo("DATA 2 three");
        receiver.say("ACK 2");
        assertThat(receiver.hear()).as("after ACK 2").isEqualTo("END 3");
        receiver.say("ACK 3");

        assertThat(get(sent)).as("finish, after ACK 3: the end was confirmed").isTrue();
        assertThatThrownBy(() -> sender.send(new byte[1]), "a send after finish")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("a packet without an ACK is sent again, as often as allowed, then given up (U4)")
    void sendsAgain(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var first = sendOne(bed, sender(bed, peer.address(), PATIENT), "loads the classes");
        Arq.meet(peer, first, "DATA 0 loads the classes").say("ACK 0");
        get(first);
        var sender = sender(bed, peer.address(), waits(40, 160, 3));

        long start = System.nanoTime();
        var sent = sendOne(bed, sender, "one");
        var receiver = Arq.meet(peer, sent, "DATA 0 one");
        assertThat(receiver.hear()).as("the second attempt").isEqualTo("DATA 0 one");
        assertThat(receiver.hear()).as("the third attempt").isEqualTo("DATA 0 one");
        assertThatThrownBy(() -> get(sent), "send, when nobody confirmed")
                .hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(since(start))
                .as("three attempts wait 40, 80 and 160 ms, the last one as well: in all, ms")
                .isGreaterThanOrEqualTo(280);
        assertThat(receiver.hearBeforeMarker()).as("after the third attempt").isEqualTo("nothing");
    }

    @Test
    @DisplayName("every message has all its attempts, however often another one was sent")
    void countsForEachMessage(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), waits(5, 5000, 8));

        var sent = send(bed, sender, "a", "b", "c", "d");
        var receiver = Arq.meet(peer, sent, "DATA 0 a");
        receiver.hearTimes("DATA 0 a", 3, 24);
        for (var words : List.of("DATA 1 b", "DATA 2 c", "DATA 3 d")) {
            receiver.say("ACK " + (words.charAt(5) - '1'));
            receiver.hearTimes(words, 4, 24);
        }
        receiver.say("ACK 3");
        receiver.hearUntil("END 4");
        receiver.say("ACK 4");
        assertThat(get(sent)).as("each needed 4 attempts of 8, the end one").isTrue();
    }

    @Test
    @DisplayName("after a failure nothing more is sent, above all not the end (U6)")
    void failsForGood(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), waits(5, 5, 1));
        var sent = send(bed, sender, "one");
        var receiver = Arq.meet(peer, sent, "DATA 0 one");
        assertThatThrownBy(() -> get(sent), "send, when nobody confirmed")
                .hasCauseInstanceOf(SocketTimeoutException.class);

        assertThatThrownBy(() -> sender.send(new byte[1]), "a send after a failure")
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(sender::finish, "finish after a failure")
                .isInstanceOf(IllegalStateException.class);
        sender.close();
        assertThat(receiver.hearBeforeMarker())
                .as("what came after the failure: an END would pass for the end of the messages")
                .isEqualTo("nothing");

        var gone = UdpPeer.open(bed, "a receiver that is gone");
        var lonely = sender(bed, gone.address(), waits(10_000, 10_000, 2));
        gone.close();
        assertThatThrownBy(() -> lonely.send(new byte[1]), "send, when nobody listens (U6)")
                .isInstanceOf(PortUnreachableException.class);
        assertThatThrownBy(lonely::finish, "finish after that")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("what is no ACK of the packet on its way lengthens no wait, confirms nothing (U4)")
    void waitsNoLonger(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sent = send(bed, sender(bed, peer.address(), waits(150, 10_000, 9)), "one", "two");
        var receiver = Arq.meet(peer, sent, "DATA 0 one");
        receiver.say("ACK 0");
        receiver.hearUntil("DATA 1 two");

        var heard = receiver.hearWhileSaying(whatIsNoAckOf1().iterator(), "DATA 1 two");

        assertThat(heard)
                .as("DATA 1 should come again after 150 ms, whatever comes but ACK 1")
                .containsOnly("DATA 1 two");
    }

    @Test
    @DisplayName("an ACK of another number confirms nothing and has nothing sent (U4)")
    void ignoresOtherAcks(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sent = send(bed, sender(bed, peer.address(), PATIENT), "one", "two", "three");

        var receiver = Arq.meet(peer, sent, "DATA 0 one");
        receiver.say("ACK 0");
        assertThat(receiver.hear()).as("after ACK 0").isEqualTo("DATA 1 two");
        receiver.say("ACK 0");
        receiver.say("ACK 2");
        receiver.say("DATA 1");
        peer.send("ACK 1", receiver.other());
        assertThat(receiver.hearBeforeMarker()).as("after what is no ACK 1").isEqualTo("nothing");
        receiver.say("ACK 1");

        assertThat(receiver.hear()).as("the packet after ACK 1").isEqualTo("DATA 2 three");
        // A sender that took the first ACK 2 for an answer is at the END by now.
        assertThat(receiver.hearBeforeMarker())
                .as("after what is no ACK 1, and ACK 1")
                .isEqualTo("nothing");
        receiver.say("ACK 2");
        assertThat(receiver.hear()).as("after ACK 2").isEqualTo("END 3");
        receiver.say("ACK 3");
        assertThat(get(sent)).as("the end was confirmed").isTrue();
    }

    @Test
    @DisplayName("an end that nobody confirms is no failure: all messages were confirmed before")
    void finishesWithoutAnAck(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), waits(5, 5, 3));
        var finished = send(bed, sender);

        Arq.meet(peer, finished, "END 0");
        assertThat(get("finish, when no ACK came, should return false", finished))
                .as("finish, when no ACK came")
                .isFalse();
        assertThatThrownBy(sender::finish, "a second finish, after one without an ACK")
                .isInstanceOf(IllegalStateException.class);

        var gone = UdpPeer.open(bed, "a receiver that is gone");
        var address = gone.address();
        gone.close();
        var alone = send(bed, sender(bed, address, waits(300, 300, 2)));
        assertThat(get("finish, when nobody listens any more, should return false", alone))
                .as("finish, when nobody listens any more")
                .isFalse();
    }

    @Test
    @DisplayName("a message that is too long is refused and costs nothing, close ends a send")
    void refusesLongMessages(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), PATIENT);
        assertThatThrownBy(() -> sender.send(new byte[1179]), "a message of 1179 bytes")
                .isInstanceOf(IllegalArgumentException.class);

        var longest = "x".repeat(Packet.MAX_PAYLOAD);
        var sent = send(bed, sender, longest);
        Arq.meet(peer, sent, "DATA 0 " + longest);
        sender.close();

        assertThatThrownBy(() -> get(sent), "a send that was waiting when close was called")
                .hasCauseInstanceOf(IOException.class);

        var ending = sender(bed, peer.address(), PATIENT);
        var finished = send(bed, ending);
        Arq.meet(peer, finished, "END 0");
        ending.close();
        assertThatThrownBy(() -> get(finished), "a finish that was waiting when close was called")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    @DisplayName(
            "a closed sender says that it is closed, a failed one that it failed, closed or not")
    void tellsClosedFromFailed(Testbed bed) throws Exception {
        CloseChecks.aSenderNotUsedYet(bed);
        CloseChecks.aSenderThatHasFailed(bed);
    }

    @Test
    @DisplayName("a repeat is confirmed again and not delivered again (U4)")
    void confirmsRepeats(Testbed bed) throws Exception {
        StopAndWaitReceiverChecks.confirmsRepeats(bed);
    }

    @Test
    @DisplayName("what is too early, no message, or another sender's gets no ACK (U8)")
    void ignoresTheRest(Testbed bed) throws Exception {
        StopAndWaitReceiverChecks.ignoresTheRest(bed);
    }

    @Test
    @DisplayName("a receiver waits as long as told, lingers as long as told, whatever else comes")
    void keepsItsTimes(Testbed bed) throws Exception {
        StopAndWaitReceiverChecks.keepsItsTimes(bed);
    }

    @Test
    @DisplayName("a receiver that is closed throws: no end of the messages, nothing to ask again")
    void closeIsNoEnd(Testbed bed) throws Exception {
        CloseChecks.aReceiverThatWaits(bed);
        CloseChecks.aReceiverNotUsedYet(bed);
    }

    @Test
    @DisplayName("after a timeout a receiver may be asked again, and times are checked")
    void goesOnAfterATimeout(Testbed bed) throws Exception {
        StopAndWaitReceiverChecks.goesOnAfterATimeout(bed);
    }

    @Test
    @DisplayName("over a bad network every message comes exactly once and in order (U4)")
    @TimeLimit(seconds = 20)
    void survivesABadNetwork(Testbed bed) throws Exception {
        var receiver = receiver(bed, LONG, LONG);
        var proxy = bed.closing(UdpFaultProxy.start(receiver.address(), bed.random()));
        spoil(proxy.clientToServer());
        spoil(proxy.serverToClient());
        var messages = IntStream.range(0, 40).mapToObj(i -> "message " + i).toList();

        var received = receive(bed, receiver);
        var sender = sender(bed, proxy.address(), waits(2, 8, 1000));
        for (var message : messages) {
            sender.send(message.getBytes(UTF_8));
        }
        assertThat(sender.finish()).as("the end was confirmed").isTrue();
        receiver.close();

        assertThat(get("a close while it lingers should only cut that short", received))
                .as("what arrived over a network that loses 30 %% of all datagrams")
                .isEqualTo(messages);
    }
}
