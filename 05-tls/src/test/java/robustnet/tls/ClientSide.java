package robustnet.tls;

import static java.io.OutputStream.nullOutputStream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import robustnet.basics.Endpoint;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.buffers.WireFormat;
import robustnet.errors.Connector;
import robustnet.errors.Deadline;
import robustnet.testkit.ScriptedServer;
import robustnet.testkit.Testbed;
import robustnet.testkit.tls.HeldCertificate;
import robustnet.testkit.tls.SslContexts;
import robustnet.udp.NanoClock;

/// What the tests of a [TlsClient] have in common: servers that play a script, and clients of them.
final class ClientSide {
    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration SOON = Duration.ofSeconds(3);
    static final int MAX = 1000;

    /// What a server does when the handshake is done.
    interface Script {
        void play(TlsPeer peer) throws Exception;
    }

    private final Testbed bed;

    ClientSide(Testbed bed) {
        this.bed = bed;
    }

    /// A server that shows [Pki#LOCALHOST] and plays `script` on one connection.
    int server(String version, Script script) {
        return server(Pki.server(), version, script);
    }

    /// A server that plays a script on each connection.
    int server(SSLContext context, String version, Script... scripts) {
        return server(() -> context, version, scripts);
    }

    /// A server that asks for its context anew on each connection.
    int server(Supplier<SSLContext> context, String version, Script... scripts) {
        var all = new ScriptedServer.Script[scripts.length];
        for (int i = 0; i < scripts.length; i++) {
            var script = scripts[i];
            all[i] =
                    peer -> {
                        try (var tls = TlsPeer.accept(peer, context.get(), version)) {
                            script.play(tls);
                        }
                    };
        }
        return bed.serve(all).port();
    }

    /// A server that shows `held`, and completes the future when the connection has ended or has
    /// brought application data: with how many bytes of it came.
    int counting(HeldCertificate held, String version, CompletableFuture<Integer> received) {
        return bed.serve(
                        peer -> {
                            try (var tls = TlsPeer.accept(peer, SslContexts.of(held), version)) {
                                int n = tls.tls().getInputStream().read(new byte[MAX]);
                                received.complete(Math.max(0, n));
                            } catch (IOException _) {
                                received.complete(0); // before the end of the handshake
                            }
                        })
                .port();
    }

    /// A server that shakes hands, if the client will, and says nothing then.
    int silent(String version) {
        return bed.serve(
                        peer -> {
                            try (var _ = TlsPeer.accept(peer, Pki.server(), version)) {
                                peer.socket().getInputStream().transferTo(nullOutputStream());
                            } catch (IOException _) {
                                // The client tells.
                            }
                        })
                .port();
    }

    TlsClient.Settings settings(SSLContext context, Consumer<SSLParameters> tuning) {
        return settings(Socket::new, context, tuning);
    }

    TlsClient.Settings settings(Supplier<Socket> sockets) {
        return settings(sockets, Pki.client(), _ -> {});
    }

    private TlsClient.Settings settings(
            Supplier<Socket> sockets, SSLContext context, Consumer<SSLParameters> tuning) {
        var connector = new Connector(LONG, _ -> List.of(bed.loopback()), sockets);
        return new TlsClient.Settings(connector, context, tuning, MAX);
    }

    TlsClient.Settings settings() {
        return settings(Pki.client(), _ -> {});
    }

    TlsClient connect(int port) throws IOException {
        return connect("localhost", port, settings());
    }

    TlsClient connect(String host, int port, TlsClient.Settings settings) throws IOException {
        var client = TlsClient.connect(new Endpoint(host, port), settings, in(LONG));
        return bed.closing(client);
    }

    /// A server that shows `held` must be refused before it has got a byte of a request.
    void assertRefused(String host, HeldCertificate held, String version, String what)
            throws Exception {
        assertRefused(host, held, version, settings(), what);
    }

    void assertRefused(
            String host,
            HeldCertificate held,
            String version,
            TlsClient.Settings settings,
            String what)
            throws Exception {
        var received = new CompletableFuture<Integer>();
        int port = counting(held, version, received);

        var thrown =
                catchThrowable(
                        () -> {
                            try (var client = connect(host, port, settings)) {
                                client.call("the password".getBytes(UTF_8), in(SOON));
                            }
                        });

        if (thrown instanceof RuntimeException bug) {
            throw bug; // it may have connected to nobody, so no connection would end
        }
        assertThat(received).as("the end of the connection").succeedsWithin(SOON);
        assertThat(received.join())
                .as("bytes of application data that a server with %s got", what)
                .isZero();
        assertThat(thrown)
                .as("what was thrown for %s, asked for as %s in %s", what, host, version)
                .isInstanceOf(SSLException.class);
        assertThat(causes(thrown))
                .as("the exception and its causes, for %s", what)
                .anyMatch(CertificateException.class::isInstance);
    }

    static List<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause).toList();
    }

    static Deadline in(Duration budget) {
        return Deadline.after(budget, NanoClock.system());
    }

    static byte[] call(TlsClient client, String request) throws IOException {
        return client.call(request.getBytes(UTF_8), in(SOON));
    }

    /// What runs in another thread must fail, within 3 s.
    static void assertFails(
            Future<?> future, Class<? extends IOException> how, String what, Object... args) {
        assertThat(catchThrowable(() -> future.get(SOON.toMillis(), TimeUnit.MILLISECONDS)))
                .as("how it ended: " + what, args)
                .hasCauseInstanceOf(how);
    }

    static void assertClosed(TlsClient client) {
        assertThatThrownBy(() -> call(client, "again"), "the next call, on a closed connection")
                .isInstanceOf(SocketException.class);
    }

    /// Answers the requests of a connection with themselves, and its pings.
    static void echo(TlsPeer peer) throws IOException {
        for (var f = peer.receive(); f.isPresent(); f = peer.receive()) {
            boolean ping = f.get().type() == FrameType.PING;
            peer.send(reply(f.get(), ping ? FrameType.PONG : FrameType.RESPONSE));
        }
    }

    static Frame reply(Frame to, FrameType type) {
        return new Frame(type, to.requestId(), to.payload());
    }

    /// A reply whose last byte is missing.
    static byte[] cut(Frame to) {
        var whole = TlsPeer.encode(reply(to, FrameType.RESPONSE));
        return Arrays.copyOf(whole, whole.length - 1);
    }

    /// Waits until the client has gone.
    static void untilGone(TlsPeer peer) {
        try {
            while (peer.raw().getInputStream().read(new byte[WireFormat.HEADER_BYTES]) != -1) {
                // It is not gone yet.
            }
        } catch (IOException _) {
            // It is.
        }
    }
}
