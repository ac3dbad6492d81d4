package robustnet.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.udp.Arq.get;
import static robustnet.udp.StopAndWait.receive;
import static robustnet.udp.StopAndWait.receiver;
import static robustnet.udp.StopAndWait.send;
import static robustnet.udp.StopAndWait.sender;
import static robustnet.udp.UdpRequests.waits;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.UdpFaultProxy;
import robustnet.testkit.UdpFaults;
import robustnet.testkit.UdpFaults.Fault;

@Exercise(
        id = "2.5",
        title = "Stop and wait",
        level = 3,
        minutes = 60,
        edit = {StopAndWaitSender.class, StopAndWaitReceiver.class})
class StopAndWaitTest {
    private static final Retransmission PATIENT = waits(10_000, 10_000, 2);
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    @DisplayName("messages go out one by one, each after the ACK of the one before, then the end")
    void sendsOneAtATime(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), PATIENT);

        var sent = send(bed, sender, "one", "", "three");
        var receiver = Arq.meet(peer, "DATA 0 one");
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
    @DisplayName("a packet without an ACK is sent again, as often as allowed, and not more (U4)")
    void sendsAgain(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), waits(10, 20, 3));

        var sent = send(bed, sender, "one");
        var receiver = Arq.meet(peer, "DATA 0 one");
        assertThat(receiver.hear()).as("the second attempt").isEqualTo("DATA 0 one");
        assertThat(receiver.hear()).as("the third attempt").isEqualTo("DATA 0 one");
        assertThatThrownBy(() -> get(sent), "send, when nobody confirmed")
                .hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(receiver.hearBeforeMarker()).as("after the third attempt").isEqualTo("nothing");
    }

    @Test
    @DisplayName("after a failure nothing more is sent, above all not the end")
    void failsForGood(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), waits(5, 5, 1));
        var sent = send(bed, sender, "one");
        var receiver = Arq.meet(peer, "DATA 0 one");
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
    }

    @Test
    @DisplayName("an ACK of another number confirms nothing and has nothing sent (U4)")
    void ignoresOtherAcks(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sent = send(bed, sender(bed, peer.address(), PATIENT), "one", "two", "three");

        var receiver = Arq.meet(peer, "DATA 0 one");
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
        var finished = send(bed, sender(bed, peer.address(), waits(5, 5, 3)));

        Arq.meet(peer, "END 0");
        assertThat(get(finished)).as("finish, when no ACK came").isFalse();

        var gone = UdpPeer.open(bed, "a receiver that is gone");
        var address = gone.address();
        gone.close();
        assertThat(get(send(bed, sender(bed, address, waits(300, 300, 2)))))
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
        Arq.meet(peer, "DATA 0 " + longest);
        sender.close();

        assertThatThrownBy(() -> get(sent), "a send that was waiting when close was called")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("a repeat is confirmed again and not delivered again (U4)")
    void confirmsRepeats(Testbed bed) throws Exception {
        var receiver = receiver(bed, LONG, LONG);
        var all = receive(bed, receiver);
        var sender = new Arq(UdpPeer.open(bed, "the sender"), receiver.address());

        for (var words : new String[] {"DATA 0 one", "DATA 0 one", "DATA 1 two", "DATA 1 two"}) {
            assertThat(sender.answerTo(words))
                    .as("the answer to %s", words)
                    .isEqualTo(ackOf(words));
        }
        assertThat(sender.answerTo("END 2")).as("the answer to END 2").isEqualTo("ACK 2");
        assertThat(sender.answerTo("END 2"))
                .as("the answer to END 2 again: its ACK was lost, the receiver must linger")
                .isEqualTo("ACK 2");
        receiver.close();

        assertThat(get(all)).as("what was delivered").containsExactly("one", "two");
        assertThat(receiver.receive()).as("after the end").isEmpty();
    }

    private static String ackOf(String words) {
        return "ACK " + words.split(" ")[1];
    }

    @Test
    @DisplayName("what is too early, no message, or another sender's gets no ACK (U8)")
    void ignoresTheRest(Testbed bed) throws Exception {
        var receiver = receiver(bed, LONG, Duration.ofMillis(20));
        var all = receive(bed, receiver);
        var stranger = new Arq(UdpPeer.open(bed, "a stranger"), receiver.address());
        var sender = new Arq(UdpPeer.open(bed, "the sender"), receiver.address());

        stranger.say("DATA 1 forged");
        assertThat(sender.answerTo("DATA 0 one")).as("the answer to DATA 0").isEqualTo("ACK 0");
        stranger.say("DATA 1 forged");
        sender.say("DATA 2 early");
        sender.say("HEARTBEAT 1");
        sender.say("ACK 1");
        sender.say("END 1");

        assertThat(sender.hear()).as("the first ACK since ACK 0").isEqualTo("ACK 1");
        assertThat(stranger.hearBeforeMarker()).as("the stranger's answer").isEqualTo("nothing");
        assertThat(get(all)).as("what was delivered").containsExactly("one");
    }

    @Test
    @DisplayName("a receiver waits as long as told, lingers as long as told, and checks both")
    void keepsItsTimes(Testbed bed) throws Exception {
        var receiver = receiver(bed, Duration.ofMillis(60), Duration.ofMillis(60));
        var sender = new Arq(UdpPeer.open(bed, "the sender"), receiver.address());
        long start = System.nanoTime();
        assertThatThrownBy(receiver::receive, "receive, while nothing comes")
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(since(start)).as("the wait of 60 ms").isBetween(60L, 2000L);

        sender.say("DATA 0 one");
        assertThat(receiver.receive().map(String::new)).as("asked again").contains("one");
        sender.say("END 1");
        start = System.nanoTime();
        assertThat(receiver.receive()).as("the end").isEmpty();
        assertThat(since(start)).as("the linger of 60 ms").isBetween(60L, 2000L);

        assertThatThrownBy(() -> receiver(bed, Duration.ZERO, LONG), "a timeout of 0")
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
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

        assertThat(get(received))
                .as("what arrived over a network that loses 30 %% of all datagrams")
                .isEqualTo(messages);
    }

    private static void spoil(UdpFaults faults) {
        faults.rate(Fault.DROP, 0.3).rate(Fault.DUPLICATE, 0.1);
        faults.rate(Fault.REORDER, 0.1).longestHold(Duration.ofMillis(4));
        faults.rate(Fault.CORRUPT, 0.1);
    }
}
