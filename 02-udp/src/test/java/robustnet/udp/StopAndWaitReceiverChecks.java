package robustnet.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.udp.Arq.get;
import static robustnet.udp.Arq.since;
import static robustnet.udp.StopAndWait.LONG;
import static robustnet.udp.StopAndWait.receive;
import static robustnet.udp.StopAndWait.receiver;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import robustnet.testkit.Testbed;

/// What a [StopAndWaitReceiver] answers, and how long it waits.
final class StopAndWaitReceiverChecks {
    private StopAndWaitReceiverChecks() {}

    static void confirmsRepeats(Testbed bed) throws Exception {
        var receiver = receiver(bed, LONG, LONG);
        var all = receive(bed, receiver);
        var sender = Arq.with(UdpPeer.open(bed, "the sender"), all, receiver.address());

        for (var words :
                List.of("DATA 0 one", "DATA 0 one", "DATA 1 two", "DATA 0 one", "DATA -1 old")) {
            assertThat(sender.answerTo(words))
                    .as("the answer to %s", words)
                    .isEqualTo(ackOf(words));
        }
        sender.answerTo("END 2");
        assertThat(sender.answerTo("END 2"))
                .as("the answer to END 2 again: its ACK was lost, the receiver must linger")
                .isEqualTo("ACK 2");
        assertThat(sender.answerTo("DATA 1 two"))
                .as("the answer to DATA 1 again, while it lingers")
                .isEqualTo("ACK 1");
        sender.say("DATA 3 late");
        assertThat(sender.answerTo("END 2"))
                .as("the next ACK: nothing new comes after the end, so DATA 3 gets none")
                .isEqualTo("ACK 2");
        receiver.close();
        assertThat(get("a close while it lingers should only cut that short", all))
                .as("what was delivered")
                .containsExactly("one", "two");
        var again = bed.async(receiver::receive);
        assertThat(get("receive, after the end and after close, should return empty", again))
                .as("receive, after the end and after close")
                .isEmpty();
    }

    static void ignoresTheRest(Testbed bed) throws Exception {
        var receiver = receiver(bed, LONG, LONG);
        var all = receive(bed, receiver);
        var stranger = new Arq(UdpPeer.open(bed, "a stranger"), receiver.address());
        var sender = Arq.with(UdpPeer.open(bed, "the sender"), all, receiver.address());

        List.of("DATA 1 forged", "HEARTBEAT 0", "ACK 0").forEach(stranger::say);
        assertThat(sender.answerTo("DATA 0 one"))
                .as("the answer to the first DATA 0, so to the sender: nothing else makes one")
                .isEqualTo("ACK 0");
        List.of("DATA 1 forged", "DATA 0 forged", "END 1").forEach(stranger::say);
        List.of("DATA 2 early", "END 2", "HEARTBEAT 1", "ACK 1").forEach(sender::say);
        assertThat(sender.answerTo("END 1")).as("the first ACK since ACK 0").isEqualTo("ACK 1");
        for (var words : List.of("END 1", "DATA 0 forged", "END 0")) {
            stranger.say(words);
            var when = ", which comes again after a stranger's " + words;
            assertThat(sender.answerTo("END 1", when))
                    .as("the answer while it lingers, to END 1" + when)
                    .isEqualTo("ACK 1");
        }
        receiver.close();

        assertThat(stranger.hearBeforeMarker()).as("the stranger's answer").isEqualTo("nothing");
        assertThat(get("a close while it lingers should only cut that short", all))
                .as("what was delivered")
                .containsExactly("one");
    }

    static void keepsItsTimes(Testbed bed) throws Exception {
        var receiver = receiver(bed, Duration.ofMillis(150), LONG);
        var sender = new Arq(UdpPeer.open(bed, "the sender"), receiver.address());
        sender.say("HEARTBEAT 7");
        long start = System.nanoTime();
        var waiting = bed.async(receiver::receive);
        sender.sayUntilDone(waiting, List.of("HEARTBEAT 0", "DATA 5 early"));
        assertThatThrownBy(() -> get(waiting), "receive with a timeout of 150 ms, no DATA 0 came")
                .hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(since(start)).as("the wait of 150 ms").isGreaterThanOrEqualTo(150);

        var patient = receiver(bed, LONG, Duration.ofMillis(150));
        var calls = new Arq(UdpPeer.open(bed, "the second sender"), patient.address());
        calls.say("DATA 0 one");
        assertThat(patient.receive().map(String::new)).as("the message").contains("one");
        assertThat(calls.hear()).as("the ACK, before receive is called again").isEqualTo("ACK 0");
        start = System.nanoTime();
        var ending = bed.async(patient::receive);
        calls.sayUntilDone(ending, List.of("END 1", "DATA 0 one"));
        assertThat(get(ending)).as("the end, while END 1 and DATA 0 come again").isEmpty();
        assertThat(since(start)).as("the linger of 150 ms").isGreaterThanOrEqualTo(150);
        assertThat(bed.async(patient::receive))
                .as("asked again after the end: an answer at once")
                .succeedsWithin(Duration.ofSeconds(2));

        var hasty = receiver(bed, Duration.ofMillis(10), Duration.ofMillis(200));
        start = System.nanoTime();
        new Arq(UdpPeer.open(bed, "the third sender"), hasty.address()).say("END 0");
        assertThat(get(receive(bed, hasty))).as("what was delivered before END 0").isEmpty();
        assertThat(since(start))
                .as("the linger of 200 ms, when the timeout is 10 ms: one does not limit the other")
                .isGreaterThanOrEqualTo(200);
    }

    static void goesOnAfterATimeout(Testbed bed) throws Exception {
        var receiver = receiver(bed, Duration.ofMillis(10), Duration.ZERO);
        assertThatThrownBy(receiver::receive, "receive, while nothing comes")
                .isInstanceOf(SocketTimeoutException.class);
        var all = receive(bed, receiver);
        var sender = Arq.with(UdpPeer.open(bed, "the sender"), all, receiver.address());
        assertThat(sender.answerTo("DATA 0 one")).as("asked again").isEqualTo("ACK 0");
        assertThat(sender.answerTo("END 1")).as("asked again").isEqualTo("ACK 1");
        assertThat(get(all)).as("what was delivered").containsExactly("one");

        var hour = Duration.ofHours(1);
        assertThatCode(() -> receiver(bed, hour, hour))
                .as("a timeout and a linger of 1 hour, which both may have")
                .doesNotThrowAnyException();
        var tooLong = hour.plusNanos(1);
        for (var timeout : List.of(Duration.ZERO, tooLong)) {
            assertThatThrownBy(() -> receiver(bed, timeout, LONG), "a timeout of " + timeout)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (var linger : List.of(Duration.ofNanos(-1), tooLong)) {
            assertThatThrownBy(() -> receiver(bed, LONG, linger), "a linger of " + linger)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String ackOf(String words) {
        return "ACK " + words.split(" ")[1];
    }
}
