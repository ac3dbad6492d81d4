package robustnet.basics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Loopback;
import robustnet.testkit.OneCarrier;
import robustnet.testkit.Testbed;

@Exercise(id = "1.1", title = "Echo server", level = 1, minutes = 25, edit = EchoServer.class)
class EchoServerTest {
    @Test
    @DisplayName("what a client sends comes back at once, and its end of stream is answered by one")
    void echoesUntilTheClientEndsItsStream(Testbed bed) throws Exception {
        var client = bed.connect(start(bed).port());

        client.send("Hello");
        client.expect("Hello");
        client.send("again");
        client.expect("again");
        client.halfClose();
        client.expectEnd();
    }

    @Test
    @DisplayName("three bytes after a longer message come back as three bytes (B2)")
    void echoesNoMoreThanItRead(Testbed bed) throws Exception {
        var client = bed.connect(start(bed).port());

        client.send("a longer message");
        client.expect("a longer message");
        client.send("abc");
        client.expect("abc");
        client.halfClose();
        client.expectEnd();
    }

    @Test
    @DisplayName("every byte value is data, 0x00 and 0xFF too (B3)")
    void echoesEveryByteValue(Testbed bed) throws Exception {
        var client = bed.connect(start(bed).port());

        client.sendHex("ff");
        client.expectHex("ff");
        client.sendHex("00");
        client.expectHex("00");
        var all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        client.send(all);
        client.expect(all);
    }

    @Test
    @DisplayName("a client that ends its stream first still gets the whole of a megabyte back")
    void echoesWhatIsOnItsWayWhenTheClientEndsItsStream(Testbed bed) throws Exception {
        var server = start(bed);
        var message = new byte[1 << 20];
        bed.random().nextBytes(message);

        try (var client = new Socket(bed.loopback(), server.port())) {
            var sent =
                    bed.async(
                            () -> {
                                client.getOutputStream().write(message);
                                client.shutdownOutput();
                                return true;
                            });
            var reply = client.getInputStream().readAllBytes();

            assertThat(sent.get()).isTrue();
            assertThat(Arrays.mismatch(reply, message))
                    .as("the first index at which the echo differs from the message, -1 for none")
                    .isEqualTo(-1);
        }
    }

    @Test
    @DisplayName(
            "after clients that reset their connections, closed here too, the next is served"
                    + " (B12)")
    void servesTheNextClientAfterAReset(Testbed bed) throws Exception {
        var server = start(bed);
        for (int i = 0; i < 5; i++) {
            var rude = bed.connect(server.port());
            rude.send("being served");
            rude.expect("being served");
            rude.reset();
        }

        var next = bed.connect(server.port());
        next.send("me too");
        next.expect("me too");
    }

    @Test
    @DisplayName("a client that comes while another is served is served when that one has ended")
    void servesWaitingClientsInTurn(Testbed bed) throws Exception {
        var server = start(bed);
        var first = bed.connect(server.port());
        first.send("first");
        first.expect("first");
        var second = bed.connect(server.port());
        second.send("second");

        first.halfClose();
        first.expectEnd();

        second.expect("second");
    }

    @Test
    @DisplayName(
            "as many clients can wait as the backlog says, give or take what the system rounds")
    void theBacklogIsTheCallers(Testbed bed) throws Exception {
        var small = bed.closing(EchoServer.start(bed.loopback(), 0, 1));
        var large = bed.closing(EchoServer.start(bed.loopback(), 0, 50));

        assertThat(waiting(bed, large.port(), 20))
                .as("clients, of 20, that could connect and wait where the backlog is 50")
                .isEqualTo(20);
        assertThat(waiting(bed, small.port(), 40))
                .as("clients, of 40, that could connect and wait where the backlog is 1")
                .isLessThan(40);
    }

    @Test
    @DisplayName("a client may connect as soon as start has returned (B13)")
    void isListeningWhenStartReturns(Testbed bed) throws Exception {
        for (int i = 0; i < 20; i++) {
            try (var server = EchoServer.start(bed.loopback(), 0, 5)) {
                assertThat(server.port()).as("the real port, not 0").isPositive();
                new Socket(bed.loopback(), server.port()).close();
            }
        }
    }

    @Test
    @DisplayName("it listens on the address that it was given and on no other")
    void listensOnTheGivenAddressOnly(Testbed bed) throws Exception {
        int port = start(bed).port();

        assertThat(Loopback.connects(bed.loopback(), port))
                .as("a client of the given address")
                .isTrue();
        for (var other : Loopback.others()) {
            assertThat(Loopback.connects(other, port))
                    .as("whether a client of %s connects to a server on %s", other, bed.loopback())
                    .isFalse();
        }
    }

    @Test
    @DisplayName("start itself reports a port that is in use (B13)")
    void reportsAPortInUse(Testbed bed) throws Exception {
        var other = bed.closing(new ServerSocket(0, 5, bed.loopback()));

        assertThatThrownBy(
                        () ->
                                bed.closing(
                                        EchoServer.start(bed.loopback(), other.getLocalPort(), 5)),
                        "start on a port where another socket listens: the listener must be bound"
                                + " before start returns, not later by the serving thread")
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName(
            "close ends the connection that is being served, and nobody listens any more (B14)")
    void closeEndsEverything(Testbed bed) throws Exception {
        var server = start(bed);
        int port = server.port();
        var client = bed.connect(port);
        client.send("being served");
        client.expect("being served");

        server.close();

        client.expectClosed();
        assertThat(server.port()).as("the port, after close").isEqualTo(port);
        assertThatThrownBy(
                        () -> new Socket(bed.loopback(), port).close(),
                        "connecting after close() has returned: nobody may listen there")
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("closing is quiet, and closing twice is harmless (B14)")
    void closeIsQuietAndHarmlessWhenRepeated(Testbed bed) throws Exception {
        var idle = start(bed);
        idle.close();
        idle.close();

        for (int i = 0; i < 10; i++) {
            var busy = startServing(bed);
            Thread.currentThread().interrupt();
            busy.close();
            busy.close();

            assertThat(Thread.interrupted())
                    .as("the interrupt status that the caller had")
                    .isTrue();
        }

        assertThat(bed.log())
                .as("what was logged in a normal stop: that accept throws then is no error")
                .doesNotContain(" ERROR ", " WARN ", "\tat ");
    }

    @Test
    @DisplayName("close returns when the serving thread has ended, and not before")
    void closeWaitsForTheServingThread(Testbed bed) throws Exception {
        for (int i = 0; i < 20; i++) {
            var server = startServing(bed);

            var threads = bed.threadsIn(EchoServer.class);
            List<String> running;
            try (var _ = OneCarrier.hold()) {
                server.close();
                running = threads.get();
            }

            assertThat(running)
                    .as("threads that still run your server's code when close() has returned")
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("a caller who is interrupted while close waits waits on, and stays interrupted")
    void closeWaitsOnWhenInterrupted(Testbed bed) throws Exception {
        for (int i = 0; i < 5; i++) interruptClose(bed);
    }

    private static void interruptClose(Testbed bed) throws Exception {
        var server = startServing(bed);
        var threads = bed.threadsIn(EchoServer.class);
        var running = new CompletableFuture<List<String>>();
        var interrupted = new CompletableFuture<Boolean>();
        var asked = new AtomicBoolean();
        var closer =
                Thread.ofPlatform()
                        .unstarted(
                                () -> {
                                    server.close();
                                    running.complete(threads.get());
                                    OneCarrier.spinUntil(asked::get);
                                    interrupted.complete(Thread.currentThread().isInterrupted());
                                });

        try (var _ = OneCarrier.hold()) {
            closer.start();
            OneCarrier.spinUntil(() -> running.isDone() || waits(closer));
            closer.interrupt();
            asked.set(true);
            // The interrupt has been answered when the closer waits without it.
            OneCarrier.spinUntil(
                    () -> interrupted.isDone() || waits(closer) && !closer.isInterrupted());
        }

        assertThat(interrupted.get())
                .as("the interrupt status of a caller who was interrupted while close() waited")
                .isTrue();
        assertThat(running.get())
                .as("threads that still run your server's code when close() has returned")
                .isEmpty();
    }

    /// A server that has a client and waits for more from it.
    private static EchoServer startServing(Testbed bed) throws IOException {
        var server = start(bed);
        var client = bed.connect(server.port());
        client.send("being served");
        client.expect("being served");
        return server;
    }

    /// Connects until the first client finds no place, and leaves all of them waiting.
    private static int waiting(Testbed bed, int port, int clients) throws IOException {
        for (int i = 0; i < clients; i++) {
            var client = bed.closing(new Socket());
            try {
                client.connect(new InetSocketAddress(bed.loopback(), port), 100);
            } catch (IOException _) {
                return i;
            }
        }
        return clients;
    }

    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    private static EchoServer start(Testbed bed) throws IOException {
        return bed.closing(EchoServer.start(bed.loopback(), 0, 50));
    }
}
