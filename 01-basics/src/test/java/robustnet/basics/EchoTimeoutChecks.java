package robustnet.basics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.basics.EchoBench.PATIENCE;
import static robustnet.basics.EchoBench.SHORT;
import static robustnet.basics.EchoBench.TOO_MUCH;
import static robustnet.basics.EchoBench.client;

import java.io.IOException;
import java.lang.ref.Reference;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import robustnet.testkit.FullBacklog;
import robustnet.testkit.PeerFailure;
import robustnet.testkit.Testbed;

/// How long an [EchoClient] waits.
final class EchoTimeoutChecks {
    private EchoTimeoutChecks() {}

    static void timesOutOnAServerThatEndsAndDoesNotRead(Testbed bed) throws Exception {
        var givenUp = new CompletableFuture<Void>();
        var server =
                bed.serve(
                        peer -> {
                            peer.receive(1000);
                            peer.send("enough!");
                            peer.halfClose();
                            givenUp.get(); // and the socket stays open
                        });

        assertThatThrownBy(
                        () -> client(server.address(), SHORT).echo(new byte[TOO_MUCH]),
                        "echo to a server that ended its stream and holds the socket open, with"
                                + " most of the message unread: must throw SocketTimeoutException")
                .isInstanceOf(SocketTimeoutException.class);
        givenUp.complete(null);
    }

    static void timesOutOnASilentServer(Testbed bed) throws Exception {
        var givenUp = new CompletableFuture<Void>();
        var much = new byte[TOO_MUCH];
        var server =
                bed.serve(
                        peer -> {
                            peer.receiveToEnd();
                            givenUp.get();
                            peer.trySend(much); // fails if the socket is still open
                        });
        var client = client(server.address(), SHORT);
        System.gc(); // so that it need not run again below, and close a socket that was forgotten

        long start = System.nanoTime();
        assertThatThrownBy(
                        () -> client.echo("Hello".getBytes(UTF_8)),
                        "echo from a server that reads and never answers:"
                                + " must throw SocketTimeoutException")
                .isInstanceOf(SocketTimeoutException.class);
        var silence = Duration.ofNanos(System.nanoTime() - start);
        givenUp.complete(null);

        assertThat(silence).as("how long the server had to answer").isGreaterThanOrEqualTo(SHORT);
        assertThat(server.awaitDone(PATIENCE)).as("the server saw the connection end").isTrue();
        Reference.reachabilityFence(client);
    }

    static void waitsForASlowServer(Testbed bed) throws Exception {
        var readTimeout = Duration.ofMillis(500);
        var server =
                bed.serve(
                        peer -> {
                            peer.receiveToEnd();
                            Pace.drip(peer);
                        });

        assertThatCode(
                        () ->
                                assertThat(client(server.address(), readTimeout).echo(new byte[1]))
                                        .asString(UTF_8)
                                        .isEqualTo(".".repeat(Pace.DOTS)))
                .as("a reply that takes 650 ms, a byte every 50 ms; the read timeout is 500 ms")
                .doesNotThrowAnyException();
    }

    static void timesOutOnAServerThatNeverReads(Testbed bed) throws Exception {
        var givenUp = new CompletableFuture<Void>();
        var server =
                bed.serve(
                        peer -> {
                            givenUp.get();
                            assertThatThrownBy(
                                            () -> peer.receive(TOO_MUCH),
                                            "the rest of the message: the sender must end too")
                                    .isInstanceOf(PeerFailure.class);
                        });

        assertThatThrownBy(
                        () -> client(server.address(), SHORT).echo(new byte[TOO_MUCH]),
                        "echo to a server that neither reads nor answers:"
                                + " must throw SocketTimeoutException")
                .isInstanceOf(SocketTimeoutException.class);
        givenUp.complete(null);

        assertThat(server.awaitDone(PATIENCE)).as("the server saw the connection end").isTrue();
    }

    static void boundsTheConnect(Testbed bed) throws Exception {
        InetSocketAddress nobody;
        try (var closed = new ServerSocket(0, 1, bed.loopback())) {
            nobody = new InetSocketAddress(bed.loopback(), closed.getLocalPort());
        }
        var unknown = InetSocketAddress.createUnresolved("nobody.invalid", 7);

        for (var address : List.of(nobody, unknown)) {
            assertThatThrownBy(
                            () -> client(address, PATIENCE).echo(new byte[1]),
                            "%s: must throw IOException",
                            address)
                    .isInstanceOf(IOException.class);
        }
        if (FullBacklog.supported()) { // elsewhere nothing on this machine lets a connect hang
            var full = bed.closing(FullBacklog.open());
            assertThatThrownBy(
                            () -> new EchoClient(full.address(), SHORT, PATIENCE).echo(new byte[1]),
                            "a server whose backlog is full: must throw SocketTimeoutException")
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    static void rejectsTimeoutsOfZero(Testbed bed) {
        var server = new InetSocketAddress(bed.loopback(), 1);
        for (var none : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatThrownBy(
                            () -> new EchoClient(server, none, PATIENCE),
                            "a connect timeout of %s: must throw IllegalArgumentException",
                            none)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(
                            () -> new EchoClient(server, PATIENCE, none),
                            "a read timeout of %s: must throw IllegalArgumentException",
                            none)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
