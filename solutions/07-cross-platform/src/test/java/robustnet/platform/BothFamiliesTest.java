package robustnet.platform;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.basics.Endpoint;
import robustnet.errors.Deadline;
import robustnet.errors.Sleeper;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.udp.NanoClock;

/// [HappyEyeballs] with both families, where this machine has them. No points come from here: not
/// every machine has.
@Exercise(id = "7.4", title = "Happy eyeballs", level = 3, minutes = 50, edit = HappyEyeballs.class)
class BothFamiliesTest {
    @Test
    @DisplayName("where both families answer, the one that was resolved first wins")
    void prefersTheFirst(Testbed bed) throws Exception {
        var six = InetAddress.getByName("::1");
        var four = InetAddress.getByName("127.0.0.1");
        var listener = bed.closing(listen(six));
        bed.closing(new ServerSocket(listener.getLocalPort(), 50, four));

        try (var socket = connect(listener.getLocalPort(), six, four)) {
            assertThat(socket.getInetAddress()).as("who has won").isEqualTo(six);
        }
    }

    @Test
    @DisplayName("where nobody listens on IPv6, IPv4 is there at once")
    void fallsBack(Testbed bed) throws Exception {
        var six = InetAddress.getByName("::1");
        var four = InetAddress.getByName("127.0.0.1");
        listen(six).close();
        var listener = bed.closing(new ServerSocket(0, 50, four));

        try (var socket = connect(listener.getLocalPort(), six, four)) {
            assertThat(socket.getInetAddress()).as("who has won").isEqualTo(four);
        }
    }

    private static ServerSocket listen(InetAddress six) {
        try {
            return new ServerSocket(0, 50, six);
        } catch (IOException e) {
            assumeTrue(false, "this machine has no IPv6 on loopback: " + e);
            throw new AssertionError(e);
        }
    }

    private static Socket connect(int port, InetAddress... addresses) throws Exception {
        var racer =
                new HappyEyeballs(
                        _ -> List.of(addresses),
                        HappyEyeballs.Attempt.tcp(ofSeconds(5)),
                        HappyEyeballs.RECOMMENDED_DELAY,
                        Sleeper.system());
        var deadline = Deadline.after(ofSeconds(5), NanoClock.system());
        return racer.connect(new Endpoint("service.example", port), deadline);
    }
}
