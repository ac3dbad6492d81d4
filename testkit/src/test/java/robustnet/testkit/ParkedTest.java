package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A thread")
class ParkedTest {
    @ParameterizedTest(name = "virtual: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("blocked in accept, read or receive is seen to be so")
    void seesBlocked(boolean virtual) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var pair = SocketPair.open();
                var datagrams =
                        new DatagramSocket(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            parksIn("accept", virtual, listener, listener::accept);
            parksIn("read", virtual, pair, () -> pair.near().getInputStream().read());
            parksIn(
                    "receive",
                    virtual,
                    datagrams,
                    () -> {
                        datagrams.receive(new DatagramPacket(new byte[1], 1));
                        return null;
                    });
        }
    }

    @ParameterizedTest(name = "virtual: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("that is busy, blocked elsewhere or gone is not taken for blocked")
    void seesNotBlocked(boolean virtual) throws Exception {
        var stop = new AtomicBoolean();
        var busy = start(virtual, () -> accept(stop));
        var elsewhere =
                start(
                        virtual,
                        () -> {
                            try {
                                Thread.sleep(Duration.ofSeconds(10));
                            } catch (InterruptedException _) {
                                // Done.
                            }
                        });
        var gone = start(virtual, () -> {});
        gone.join();

        for (Thread thread : new Thread[] {busy, elsewhere, gone}) {
            assertThatThrownBy(() -> Parked.await(thread, "accept", Duration.ofMillis(10)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("should have been blocked in accept");
        }

        stop.set(true);
        elsewhere.interrupt();
        busy.join();
        elsewhere.join();
    }

    private static void parksIn(
            String method, boolean virtual, AutoCloseable resource, Callable<?> call)
            throws Exception {
        var thread =
                start(
                        virtual,
                        () -> {
                            try {
                                call.call();
                            } catch (Exception _) {
                                // Closed by the test.
                            }
                        });

        Parked.await(thread, method);

        assertThat(thread.isAlive()).isTrue();
        resource.close();
        thread.join();
    }

    private static Thread start(boolean virtual, Runnable task) {
        return virtual ? Thread.ofVirtual().start(task) : Thread.ofPlatform().daemon().start(task);
    }

    private static void accept(AtomicBoolean stop) {
        while (!stop.get()) {
            Thread.onSpinWait();
        }
    }
}
