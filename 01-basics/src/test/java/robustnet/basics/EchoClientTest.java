package robustnet.basics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.basics.EchoBench.PATIENCE;
import static robustnet.basics.EchoBench.TOO_MUCH;
import static robustnet.basics.EchoBench.client;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.ScriptedServer.Script;
import robustnet.testkit.Testbed;

@Exercise(id = "1.2", title = "Echo client", level = 2, minutes = 45, edit = EchoClient.class)
class EchoClientTest {
    /// How many calls run at the same time.
    private static final int CALLS = 4;

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

        byte[] reply;
        try {
            reply = client(server.address(), PATIENCE).echo("Hello".getBytes(UTF_8));
        } catch (SocketException e) {
            throw new AssertionError(
                    "after the message the socket must stay open for the reply", e);
        }

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
                        "echo from a server that reset the connection in the middle of its reply:"
                                + " must throw IOException")
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
                        "echo to a server that reset the connection before it had taken it all:"
                                + " must throw IOException")
                .isInstanceOf(IOException.class);
        returned.complete(null);
    }

    @Test
    @DisplayName("a server that ends its reply early still gets the whole message")
    void sendsOnAfterTheReply(Testbed bed) throws Exception {
        var returned = new CompletableFuture<Void>();
        var server =
                bed.serve(
                        peer -> {
                            peer.receive(1000);
                            peer.send("enough!");
                            peer.halfClose();
                            pause(returned);
                            assertThat(peer.receiveToEnd().length)
                                    .as("the rest of a message of 32 MiB")
                                    .isEqualTo(TOO_MUCH - 1000);
                        });

        var reply = client(server.address(), PATIENCE).echo(new byte[TOO_MUCH]);
        returned.complete(null);

        assertThat(reply).asString(UTF_8).as("the reply").isEqualTo("enough!");
        assertThat(server.awaitDone(PATIENCE)).as("the server saw the end of the message").isTrue();
    }

    @Test
    @DisplayName("a server that ends its reply early and then reads nothing is given up")
    void timesOutOnAServerThatEndsAndDoesNotRead(Testbed bed) throws Exception {
        EchoTimeoutChecks.timesOutOnAServerThatEndsAndDoesNotRead(bed);
    }

    @Test
    @DisplayName("a server that stays silent for the read timeout is given up, and not sooner")
    void timesOutOnASilentServer(Testbed bed) throws Exception {
        EchoTimeoutChecks.timesOutOnASilentServer(bed);
    }

    @Test
    @DisplayName("a server that never pauses for as long as the read timeout may take its time")
    void waitsForASlowServer(Testbed bed) throws Exception {
        EchoTimeoutChecks.waitsForASlowServer(bed);
    }

    @Test
    @DisplayName(
            "a server that never reads is given up too, and the rest of the message is not sent")
    void timesOutOnAServerThatNeverReads(Testbed bed) throws Exception {
        EchoTimeoutChecks.timesOutOnAServerThatNeverReads(bed);
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
    @DisplayName("calls of several threads run at the same time and do not mix their replies")
    void callsDoNotMix(Testbed bed) throws Exception {
        var together = new CountDownLatch(CALLS);
        Script echo =
                peer -> {
                    together.countDown();
                    together.await(); // for the other calls
                    var socket = peer.socket();
                    socket.getInputStream().transferTo(socket.getOutputStream());
                };
        var server = bed.serve(Collections.nCopies(CALLS, echo).toArray(Script[]::new));
        var client = client(server.address(), PATIENCE);

        var replies = new ArrayList<CompletableFuture<byte[]>>();
        for (int i = 0; i < CALLS; i++) {
            var message = new byte[4 << 20];
            Arrays.fill(message, (byte) i);
            replies.add(bed.async(() -> client.echo(message)));
        }

        for (int i = 0; i < CALLS; i++) {
            var message = new byte[4 << 20];
            Arrays.fill(message, (byte) i);
            assertThat(replies.get(i)).as("call %d", i).succeedsWithin(PATIENCE);
            assertThat(Arrays.mismatch(replies.get(i).get(), message))
                    .as("the first index at which reply %d of %d differs, -1 for none", i, CALLS)
                    .isEqualTo(-1);
        }
    }

    @Test
    @DisplayName("an interrupted caller gets the whole reply or an exception, and keeps its status")
    void keepsTheInterruptStatus(Testbed bed) throws Exception {
        var waiting = new CompletableFuture<Thread>();
        var interrupted = new CompletableFuture<Void>();
        var server =
                bed.serve(
                        peer -> {
                            peer.receiveToEnd();
                            waiting.thenAccept(Thread::interrupt).get();
                            interrupted.complete(null);
                            peer.trySend("Hello".getBytes(UTF_8));
                        });
        var client = client(server.address(), PATIENCE);

        var status =
                bed.async(
                        () -> {
                            waiting.complete(Thread.currentThread());
                            try {
                                assertThat(client.echo("Hello".getBytes(UTF_8)))
                                        .asString(UTF_8)
                                        .as("the reply to an interrupted caller")
                                        .isEqualTo("Hello");
                            } catch (IOException _) {
                                interrupted.join(); // that is fine, too
                            }
                            return Thread.interrupted();
                        });

        assertThat(status.get())
                .as("the interrupt status of a caller that was interrupted while it waited")
                .isTrue();
    }

    @Test
    @DisplayName("a connection that is refused, or not made in time, is an exception")
    void boundsTheConnect(Testbed bed) throws Exception {
        EchoTimeoutChecks.boundsTheConnect(bed);
    }

    @Test
    @DisplayName("a timeout of 0 or less is none at all")
    void rejectsTimeoutsOfZero(Testbed bed) {
        EchoTimeoutChecks.rejectsTimeoutsOfZero(bed);
    }

    /// Gives a client that does not wait the time to return; one that does is still waiting.
    private static void pause(CompletableFuture<Void> returned) throws Exception {
        try {
            returned.get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // The client waits, as it should.
        }
    }

    private static void assertSame(byte[] reply, byte[] expected) {
        assertThat(Arrays.mismatch(reply, expected))
                .as("the first index at which the reply differs, -1 for none")
                .isEqualTo(-1);
    }
}
