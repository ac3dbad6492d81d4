package robustnet.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static robustnet.platform.FramePeer.text;
import static robustnet.platform.Track.soon;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.basics.Handler;
import robustnet.buffers.FrameType;
import robustnet.concurrency.BoundedServer;
import robustnet.concurrency.BoundedServer.Shutdown.Kind;
import robustnet.concurrency.ConnectionMetrics;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.tls.CertificateAuthority;
import robustnet.testkit.tls.CertificateRequest;
import robustnet.testkit.tls.SslContexts;
import robustnet.udp.NanoClock;

@Exercise(id = "7.6", title = "Robust server", level = 3, minutes = 60, edit = RobustServer.class)
class RobustServerTest {
    private final AtomicInteger runs = new AtomicInteger();

    /// Answers with how many requests were run so far, and fails when asked to.
    private byte[] count(byte[] request) throws Exception {
        int run = runs.incrementAndGet();
        if (new String(request, UTF_8).equals("fail")) {
            throw new IOException("failed in run " + run);
        }
        return ("run " + run).getBytes(UTF_8);
    }

    @Test
    @DisplayName("a request gets what the handler returns, or why it failed")
    void answers(Testbed bed) throws Exception {
        var server = bed.closing(counting().start());
        var peer = FramePeer.connect(bed, server.port());

        var reply = peer.request(1, "go");
        assertThat(reply.type()).as("what answers a request").isEqualTo(FrameType.RESPONSE);
        assertThat(reply.requestId()).as("its id").isEqualTo(1);
        assertThat(text(reply)).as("the handler's answer").isEqualTo("run 1");
        var error = peer.request(2, "fail");
        assertThat(error.type()).as("what answers a request that fails").isEqualTo(FrameType.ERROR);
        assertThat(text(error)).as("the message").isEqualTo("failed in run 2");
        assertThat(server.active()).as("connections served now").isEqualTo(1);
    }

    @Test
    @DisplayName("a request that comes again is not run again, on whatever connection (E6)")
    void runsOnce(Testbed bed) throws Exception {
        var server = bed.closing(counting().start());
        var peer = FramePeer.connect(bed, server.port());
        var other = FramePeer.connect(bed, server.port());

        assertThat(text(peer.request(-1, "go"))).as("the first").isEqualTo("run 1");
        assertThat(text(other.request(-1, "go")))
                .as("the same id, on another connection: the reply of the first run")
                .isEqualTo("run 1");
        assertThat(text(peer.request(2, "fail"))).isEqualTo("failed in run 2");
        assertThat(other.request(2, "fail").type())
                .as("a failure that is asked for again")
                .isEqualTo(FrameType.ERROR);
        assertThat(runs).as("runs of the handler").hasValue(2);
    }

    @Test
    @DisplayName("it remembers as many replies as it was told to (E6)")
    void forgetsTheOldest(Testbed bed) throws Exception {
        var server = bed.closing(counting().replyCache(2).start());
        var peer = FramePeer.connect(bed, server.port());
        for (int id = 1; id <= 3; id++) {
            peer.request(id, "go");
        }

        assertThat(text(peer.request(2, "go"))).as("the oldest of two").isEqualTo("run 2");
        assertThat(text(peer.request(1, "go"))).as("one that is forgotten").isEqualTo("run 4");
    }

    @Test
    @DisplayName("a PONG holds the server's instance id, which a restarted server has anew (E6)")
    void tellsItsIncarnation(Testbed bed) throws Exception {
        var server = bed.closing(counting().start());
        var peer = FramePeer.connect(bed, server.port());
        var other = FramePeer.connect(bed, server.port());

        for (var pong : List.of(peer.ping(""), peer.ping("whatever"), other.ping("x"))) {
            assertThat(pong.type()).as("what answers a PING").isEqualTo(FrameType.PONG);
            assertThat(pong.payload().remaining()).as("bytes in it").isEqualTo(Long.BYTES);
            assertThat(pong.payload().getLong())
                    .as("the number in it, the same for all connections")
                    .isEqualTo(server.instanceId());
        }
        ServerChecks.drawsAllBits(bed, counting());
        server.close();
        var next = bed.closing(counting().address(at(server.port())).start());
        assertThat(next.instanceId())
                .as("the id of a server on the same port that knows nothing of the first one")
                .isNotEqualTo(server.instanceId());
        var again = FramePeer.connect(bed, next.port());
        assertThat(text(again.request(1, "go"))).as("its own first run").isEqualTo("run 1");
    }

    @Test
    @DisplayName("who finds no place is told BUSY, and counted as refused")
    void hasLimits(Testbed bed) throws Exception {
        var limits =
                new BoundedServer.Limits(
                        1, 100, ofSeconds(5), ofSeconds(5), ofSeconds(5), ofSeconds(5));
        var server = bed.closing(counting().limits(limits).start());
        var peer = FramePeer.connect(bed, server.port());
        peer.ping("");

        var second = FramePeer.connect(bed, server.port());
        assertThat(second.read().type()).as("one more than the limit").isEqualTo(FrameType.BUSY);
        soon("the refusal is counted as an attempt that failed")
                .until(() -> server.metrics().snapshot().failures() == 1);
        assertThatThrownBy(() -> peer.request(1, "x".repeat(101)), "a frame above the limit")
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("the metrics count connections, requests, failures and bytes, and no pings (C27)")
    void counts(Testbed bed) throws Exception {
        var metrics = new ConnectionMetrics(NanoClock.system());
        var server = bed.closing(counting().metrics(metrics).start());
        var peer = FramePeer.connect(bed, server.port());
        var other = FramePeer.connect(bed, server.port());
        peer.ping("");
        other.ping("");
        peer.request(1, "go");
        peer.request(2, "fail");

        soon("two requests are counted").until(() -> metrics.snapshot().requests() == 2);
        var now = server.metrics().snapshot();
        assertThat(now.attempts()).as("connections").isEqualTo(2);
        assertThat(now.successes()).as("those that got a place").isEqualTo(2);
        assertThat(now.active()).as("those that are open").isEqualTo(2);
        assertThat(now.failedRequests()).as("requests that failed").isEqualTo(1);
        assertThat(now.bytesIn()).as("bytes of the other one's frame").isEqualTo(20 + 2 + 4);
        assertThat(now.bytesOut()).as("bytes of its reply").isEqualTo(20 + 5 + 4);
        peer.close();
        soon("one connection has ended").until(() -> metrics.snapshot().active() == 1);
        server.close();
        assertThat(metrics.snapshot().active()).as("open when the server has stopped").isZero();
        ServerChecks.timesRequests(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("keep-alive runs on the connections that are accepted (X2)")
    void keepsAlive(Testbed bed) throws Exception {
        assumeTrue(KernelTimers.supported(), "only Linux tells");
        ServerChecks.keepsAlive(bed, counting());
    }

    @Test
    @DisplayName("the listen options are used, and what became of them is reported (X3 X4)")
    void listensAsTold(Testbed bed) throws Exception {
        try (var probe = new ServerSocket()) {
            assumeTrue(probe.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT));
        }
        var shared = new ListenOptions(true, 20);
        var first = bed.closing(counting().listenOptions(shared).start());
        var second =
                bed.closing(counting().listenOptions(shared).address(at(first.port())).start());

        assertThat(second.port()).as("the port of two servers").isEqualTo(first.port());
        assertThat(first.listenReport().of(StandardSocketOptions.SO_REUSEPORT))
                .as("what became of SO_REUSEPORT")
                .containsInstanceOf(OptionReport.Applied.class);
        var alone = bed.closing(counting().start());
        assertThatThrownBy(() -> counting().address(at(alone.port())).start(), "a port in use")
                .isInstanceOf(BindException.class);
    }

    @Test
    @DisplayName("by default only this machine can reach it")
    void listensOnLoopback(Testbed bed) throws Exception {
        ServerChecks.listensOnLoopback(bed, counting());
    }

    @Test
    @TimeLimit(seconds = 20)
    @DisplayName("with TLS it serves with its certificate, and a plain client ends alone")
    void speaksTls(Testbed bed) throws Exception {
        var authority = CertificateAuthority.create("Test CA");
        var own = SslContexts.of(authority.localhost(), authority.root());
        var trusting = SslContexts.trusting(authority.root());
        var server = bed.closing(counting().tls(own).start());

        var plain = FramePeer.connect(bed, server.port());
        assertThatThrownBy(() -> plain.request(1, "go"), "no TLS").isInstanceOf(IOException.class);
        var peer = FramePeer.connect(bed, server.port(), trusting);
        assertThat(text(peer.request(2, "go"))).as("with TLS").isEqualTo("run 1");
        for (var version : List.of("TLSv1.3", "TLSv1.2")) {
            assertThatCode(
                            () ->
                                    FramePeer.connect(bed, server.port(), trusting, version)
                                            .request(2, "go"))
                    .as("a request of a client that speaks %s and no other version", version)
                    .doesNotThrowAnyException();
        }
        ServerChecks.keepsAliveWhereLinuxTells(server.port());
    }

    @Test
    @TimeLimit(seconds = 20)
    @DisplayName("where client certificates are needed, who has none is not served (T5)")
    void needsClientCertificates(Testbed bed) throws Exception {
        var authority = CertificateAuthority.create("Test CA");
        var own = SslContexts.of(authority.localhost(), authority.root());
        var known = SslContexts.of(authority.issue(CertificateRequest.client()), authority.root());
        var server = bed.closing(counting().tls(own).clientCertificates(true).start());

        var peer = FramePeer.connect(bed, server.port(), known);
        assertThat(text(peer.request(1, "go"))).as("with a certificate").isEqualTo("run 1");
        ThrowingCallable anonymous =
                () -> {
                    // In TLS 1.3 the client may believe in its handshake until it reads
                    var trusting = SslContexts.trusting(authority.root());
                    try (var stranger = FramePeer.connect(server.port(), trusting)) {
                        stranger.request(2, "go");
                    }
                };
        assertThatThrownBy(anonymous, "a client without a certificate: want is not need")
                .isInstanceOf(IOException.class);
        assertThat(runs).as("runs of the handler").hasValue(1);
    }

    @Test
    @DisplayName("stop lets what is in flight finish and closes what is idle at once (C25)")
    void drains(Testbed bed) throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var server = bed.closing(blocking(begun, go).start());
        var idle = FramePeer.connect(bed, server.port());
        idle.ping("");
        var busy = FramePeer.connect(bed, server.port());
        busy.send(FrameType.REQUEST, 1, "go");
        begun.await();

        var stop = bed.async(() -> server.stop(ofSeconds(10)));
        idle.expectEnd();
        busy.socket().setSoTimeout(100);
        assertThatThrownBy(busy::read, "what the busy one hears meanwhile: nothing, and no end")
                .isInstanceOf(SocketTimeoutException.class);
        busy.socket().setSoTimeout(2_000);
        assertThatThrownBy(() -> FramePeer.connect(server.port()), "a new client")
                .isInstanceOf(ConnectException.class);
        go.countDown();

        assertThat(text(busy.read())).as("the reply of what was in flight").isEqualTo("done");
        var result = stop.get(2, TimeUnit.SECONDS);
        assertThat(result.kind()).as("how it was stopped").isEqualTo(Kind.GRACEFUL);
        assertThat(server.stop(ofSeconds(10))).as("what a second stop returns").isEqualTo(result);
    }

    @Test
    @DisplayName("what is stuck is cut off when the grace is over, and the result says so (C25)")
    void cutsOff(Testbed bed) throws Exception {
        var begun = new CountDownLatch(2);
        var server = bed.closing(blocking(begun, new CountDownLatch(1)).start());
        for (int i = 0; i < 2; i++) {
            FramePeer.connect(bed, server.port()).send(FrameType.REQUEST, i, "go");
        }
        begun.await();

        var before = System.nanoTime();
        var result = server.stop(ofMillis(40));
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as("how long it took, with a grace of 40 ms")
                .isBetween(ofMillis(40), ofSeconds(3));
        assertThat(result.kind()).as("how it was stopped").isEqualTo(Kind.FORCED);
        assertThat(result.forced()).as("requests that were cut off").isEqualTo(2);
        var again = new CountDownLatch(1);
        ServerChecks.closesAtOnce(bed, blocking(again, new CountDownLatch(1)), again);
    }

    @Test
    @DisplayName("it starts again at once on the port that it has left (X3)")
    void restarts(Testbed bed) throws Exception {
        int port = 0;
        for (int i = 0; i < 3; i++) {
            try (var server = counting().address(at(port)).start()) {
                port = server.port();
                var peer = FramePeer.connect(bed, port);
                peer.request(i, "go");
                server.stop(ofSeconds(1)); // closes first, so that TIME-WAIT is on its side
                peer.expectEnd();
            }
        }
        assertThat(runs).as("requests served by three servers in a row").hasValue(3);
    }

    @Test
    @DisplayName("a builder names the setting that is wrong, and a wrong one opens nothing")
    void namesWhatIsWrong(Testbed bed) throws Exception {
        var builder = RobustServer.builder();
        assertThatThrownBy(() -> builder.replyCache(0)).hasMessageContaining("replyCache");
        assertThatThrownBy(() -> builder.address(InetSocketAddress.createUnresolved("host", 1)))
                .hasMessageContaining("address");
        assertThatThrownBy(builder::start, "no handler").hasMessageContaining("handler");
        builder.handler(this::count).clientCertificates(true);
        assertThatThrownBy(builder::start, "no TLS").hasMessageContaining("clientCertificates");
        var server = bed.closing(builder.clientCertificates(false).start());
        assertThat(server.port()).as("the port of a server with defaults").isPositive();
        assertThat(server.active()).as("its connections").isZero();
    }

    private RobustServerBuilder counting() {
        return RobustServer.builder().handler(this::count);
    }

    private static RobustServerBuilder blocking(CountDownLatch begun, CountDownLatch go) {
        Handler handler =
                _ -> {
                    begun.countDown();
                    go.await();
                    return "done".getBytes(UTF_8);
                };
        return RobustServer.builder().handler(handler);
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
