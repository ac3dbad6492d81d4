package robustnet.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.udp.Arq.get;
import static robustnet.udp.StopAndWait.LONG;
import static robustnet.udp.StopAndWait.receiver;
import static robustnet.udp.StopAndWait.sender;
import static robustnet.udp.UdpRequests.waits;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.Future;
import robustnet.testkit.Testbed;

/// What a sender and a receiver of stop-and-wait say after they were closed.
final class CloseChecks {
    private CloseChecks() {}

    static void aReceiverThatWaits(Testbed bed) throws Exception {
        var receiver = receiver(bed, LONG, LONG);
        var first = bed.async(receiver::receive);
        var sender = Arq.with(UdpPeer.open(bed, "the sender"), first, receiver.address());
        assertThat(sender.answerTo("DATA 0 one")).as("the answer to DATA 0").isEqualTo("ACK 0");
        assertThat(get(first).map(String::new)).as("the message").contains("one");
        var waiting = bed.async(receiver::receive);
        assertThat(sender.answerTo("DATA 0 one"))
                .as("the answer to DATA 0 again, while receive waits for DATA 1")
                .isEqualTo("ACK 0");

        receiver.close();

        assertThrows("receive, which was waiting when close was called", waiting);
        assertThrows("receive, called after close", bed.async(receiver::receive));
    }

    static void aReceiverNotUsedYet(Testbed bed) throws Exception {
        var receiver = receiver(bed, LONG, LONG);
        receiver.close();

        assertThrows("the first receive, called after close", bed.async(receiver::receive));
    }

    private static void assertThrows(String call, Future<Optional<byte[]>> result) {
        assertThatThrownBy(
                        () -> get(result),
                        call + ": an IOException; empty would say that the sender has finished")
                .hasCauseInstanceOf(IOException.class)
                .cause()
                .as(call + ": no timeout, after which it would be called again")
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    static void aSenderNotUsedYet(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sending = sender(bed, peer.address(), waits(10_000, 10_000, 2));
        sending.close();
        var finishing = sender(bed, peer.address(), waits(10_000, 10_000, 2));
        finishing.close();

        assertThatThrownBy(() -> sending.send(new byte[1]), "the first send, called after close")
                .isInstanceOf(IOException.class);
        assertThatThrownBy(finishing::finish, "finish, called after close")
                .isInstanceOf(IOException.class);
    }

    static void aSenderThatHasFailed(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the receiver");
        var sender = sender(bed, peer.address(), waits(5, 5, 1));
        assertThatThrownBy(() -> sender.send(new byte[1]), "send, when nobody confirmed")
                .isInstanceOf(SocketTimeoutException.class);

        sender.close();

        assertThatThrownBy(() -> sender.send(new byte[1]), "a send after a failure and close")
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(sender::finish, "finish after a failure and close")
                .isInstanceOf(IllegalStateException.class);
    }
}
