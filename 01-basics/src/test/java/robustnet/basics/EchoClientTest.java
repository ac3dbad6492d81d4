package robustnet.basics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;

@Exercise(id = "1.2", title = "Echo client", level = 1, minutes = 25, edit = EchoClient.class)
class EchoClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMillis(100);

    /// More than the buffers of both sides take, so a write of it blocks until somebody reads.
    private static final int TOO_MUCH = 32 << 20;

    @Test
    @DisplayName("ends its own stream after the message and reads until the server ends its (B6)")
    void halfClosesAndReadsOn(Testbed bed) throws Exception {
        var server =
                bed.serve(
                        peer -> {
                            peer.expect("Hello");
                            peer.expectEnd();
                            peer.send("Hello");
                            peer.halfClose();
                        });

        var reply = client(server.address(), PATIENCE).echo("Hello".getBytes(UTF_8));

        assertThat(reply).asString(UTF_8).as("the reply").isEqualTo("Hello");
    }

    @Test
    @DisplayName("a reply that no single read can return is returned whole (B1)")
    void readsToTheEnd(Testbed bed) throws Exception {
        var much = new byte[3 << 20];
        bed.random().nextBytes(much);
        var server =
                bed.serve(
                        peer -> {
                            peer.receiveToEnd();
                            peer.send(much);
                        });

        var reply = client(server.address(), PATIENCE).echo("much, please".getBytes(UTF_8));

        assertThat(reply.length).as("bytes of the reply").isEqualTo(much.length);
        assertSame(reply, much);
    }

    @Test
    @DisplayName("a server that pauses in its reply has not ended it (B4)")
    void waitsWhileTheServerPauses(Testbed bed) throws Exception {
        var returned = new CompletableFuture<Void>();
        var server =
                bed.serve(
                        peer -> {
                            peer.receiveToEnd();
                            pause(returned);
                            peer.send("first, ");
                            pause(returned);
                            peer.send("second");
                        });

        var reply = client(server.address(), PATIENCE).echo("both parts, please".getBytes(UTF_8));
        returned.complete(null);

        assertThat(reply)
                .asString(UTF_8)
                .as("both parts of the reply: nothing to read for a while is not the end of it")
                .isEqualTo("first, second");
    }

    @Test
    @DisplayName("a message of 16 MiB is echoed without a deadlock (B7)")
    void echoes16MebibytesWithoutDeadlock(Testbed bed) throws Exception {
        var message = new byte[16 << 20];
        bed.random().nextBytes(message);
        var server =
                bed.serve(
                        peer -> {
                            var socket = peer.socket();
                            socket.getInputStream().transferTo(socket.getOutputStream());
                        });

        var reply = client(server.address(), PATIENCE).echo(message);

        assertThat(reply.length).as("bytes of the reply").isEqualTo(message.length);
        assertSame(reply, message);
    }

    @Test
    @DisplayName("a reset after a part of the reply is an exception, not a short reply (B18)")
    void reportsAResetAfterAPartOfTheReply(Testbed bed) throws Exception {
        var server =
                bed.serve(
                        peer -> {
                            peer.receiveToEnd();
                            peer.send("only a pa");
                            peer.reset();
                        });

        assertThatThrownBy(
                        () -> client(server.address(), PATIENCE).echo("Hello".getBytes(UTF_8)),
                        "echo from a server that reset the connection in the middle of its reply")
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("a reply to a message that was not sent in full is an exception (B18)")
    void reportsAMessageThatWasNotSentInFull(Testbed bed) throws Exception {
        var returned = new CompletableFuture<Void>();
        var server =
                bed.serve(
                        peer -> {
                            peer.receive(1000);
                            peer.send("enough!");
                            peer.halfClose();
                            pause(returned);
                            peer.reset();
                        });

        assertThatThrownBy(
                        () -> client(server.address(), PATIENCE).echo(new byte[TOO_MUCH]),
                        "echo to a server that reset the connection before it had taken it all")
                .isInstanceOf(IOException.class);
        returned.complete(null);
    }

    @Test
    @DisplayName("a server that stays silent for the read timeout is given up, and not sooner")
    void timesOutOnASilentServer(Testbed bed) throws Exception {
        var givenUp = new CompletableFuture<Void>();
        var server =
                bed.serve(
                        peer -> {
                            peer.receiveToEnd();
                            givenUp.get();
                        });

        long start = System.nanoTime();
        assertThatThrownBy(
                        () -> client(server.address(), SHORT).echo("Hello".getBytes(UTF_8)),
                        "echo from a server that reads and never answers")
                .isInstanceOf(SocketTimeoutException.class);
        givenUp.complete(null);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long the server had to answer")
                .isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    @DisplayName(
            "a server that never reads is given up too, and the rest of the message is not sent")
    void timesOutOnAServerThatNeverReads(Testbed bed) throws Exception {
        var givenUp = new CompletableFuture<Void>();
        var server =
                bed.serve(
                        peer -> {
                            givenUp.get();
                            long got = readToAnyEnd(peer.socket().getInputStream());
                            assertThat(got)
                                    .as("bytes sent: when echo fails, its sender must end")
                                    .isLessThan(TOO_MUCH);
                        });

        assertThatThrownBy(
                        () -> client(server.address(), SHORT).echo(new byte[TOO_MUCH]),
                        "echo to a server that neither reads nor answers")
                .isInstanceOf(SocketTimeoutException.class);
        givenUp.complete(null);

        assertThat(server.awaitDone(PATIENCE)).as("the server saw the connection end").isTrue();
    }

    @Test
    @DisplayName("each call has a connection of its own")
    void connectsAnewForEachCall(Testbed bed) throws Exception {
        var server =
                bed.serve(
                        peer -> peer.send(peer.receiveToEnd()),
                        peer -> peer.send(peer.receiveToEnd()));
        var client = client(server.address(), PATIENCE);

        assertThat(client.echo("one".getBytes(UTF_8))).asString(UTF_8).isEqualTo("one");
        assertThat(client.echo("two".getBytes(UTF_8))).asString(UTF_8).isEqualTo("two");
    }

    @Test
    @DisplayName("a refused connection is an exception, and a timeout of 0 is none at all")
    void reportsRefusalAndRejectsZeroTimeouts(Testbed bed) throws Exception {
        InetSocketAddress nobody;
        try (var closed = new ServerSocket(0, 1, bed.loopback())) {
            nobody = new InetSocketAddress(bed.loopback(), closed.getLocalPort());
        }

        assertThatThrownBy(() -> client(nobody, PATIENCE).echo(new byte[1]), "nobody listens")
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new EchoClient(nobody, Duration.ZERO, PATIENCE), "connect 0")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EchoClient(nobody, PATIENCE, Duration.ZERO), "read 0")
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static EchoClient client(InetSocketAddress server, Duration readTimeout) {
        return new EchoClient(server, PATIENCE, readTimeout);
    }

    /// Gives a client that does not wait the time to return; one that does is still waiting.
    private static void pause(CompletableFuture<Void> returned) throws Exception {
        try {
            returned.get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // The client waits, as it should.
        }
    }

    private static long readToAnyEnd(InputStream in) {
        var buffer = new byte[1 << 16];
        long total = 0;
        try {
            for (int n; (n = in.read(buffer)) != -1; ) {
                total += n;
            }
        } catch (IOException _) {
            // A reset ends it as well.
        }
        return total;
    }

    private static void assertSame(byte[] reply, byte[] expected) {
        assertThat(Arrays.mismatch(reply, expected))
                .as("the first index at which the reply differs, -1 for none")
                .isEqualTo(-1);
    }
}
