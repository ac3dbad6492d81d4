package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.tls.ClientSide.MAX;
import static robustnet.tls.ClientSide.SOON;
import static robustnet.tls.ClientSide.assertClosed;
import static robustnet.tls.ClientSide.call;
import static robustnet.tls.ClientSide.cut;
import static robustnet.tls.ClientSide.in;
import static robustnet.tls.ClientSide.reply;
import static robustnet.tls.ClientSide.untilGone;
import static robustnet.tls.TlsPeer.VERSIONS;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.basics.RequestFailedException;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.errors.ServerBusyException;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.tls.ClientSide.Script;

@Exercise(id = "5.3", title = "TLS client", level = 3, minutes = 70, edit = TlsClient.class)
class TlsClientTest {
    private Testbed bed;
    private ClientSide side;

    @BeforeAll
    static void warmUp() throws IOException {
        Pki.warmUp();
    }

    @BeforeEach
    void open(Testbed bed) {
        this.bed = bed;
        side = new ClientSide(bed);
    }

    @Test
    @DisplayName("calls and pings get their replies, in TLS 1.3 and 1.2")
    void calls() throws Exception {
        for (var version : VERSIONS) {
            try (var client = side.connect(side.server(version, ClientSide::echo))) {
                assertThat(call(client, "one"))
                        .as("the reply in %s", version)
                        .asString()
                        .isEqualTo("one");
                client.ping(in(SOON));
                assertThat(call(client, "")).as("an empty reply").isEmpty();
                assertThat(call(client, "x".repeat(MAX))).as("the longest reply").hasSize(MAX);
                assertThat(client.session().getProtocol()).as("session()").isEqualTo(version);
                assertThat(client.session().getPeerCertificates()[0])
                        .as("the certificate in session()")
                        .isEqualTo(Pki.LOCALHOST.certificate());
            }
        }
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a certificate for another name is refused before a byte is sent (T1)")
    void refusesAnotherName() throws Exception {
        CertificateChecks.refusesAnotherName(side);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a name must be among the DNS names, an address among the IP addresses (T2)")
    void tellsNamesFromAddresses() throws Exception {
        CertificateChecks.tellsNamesFromAddresses(side);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("who signed it, when and for what: each wrong certificate is refused (T3)")
    void refusesWhatIsNotTrusted() throws Exception {
        CertificateChecks.refusesWhatIsNotTrusted(side);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("the name that counts is the one asked for, and the server is told it (T14)")
    void asksByName() throws Exception {
        CertificateChecks.asksByName(side);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a handshake that fails is thrown by connect, which leaves nothing open (T16)")
    void throwsWhatFails() throws Exception {
        int old = side.silent("TLSv1.2");
        var modern = side.settings(Pki.client(), p -> p.setProtocols(new String[] {"TLSv1.3"}));
        assertThatThrownBy(
                        () -> side.connect("localhost", old, modern),
                        "connect, where the versions do not agree")
                .isInstanceOf(SSLHandshakeException.class);

        int plain =
                bed.serve(
                                peer -> {
                                    peer.send("SSH-2.0-OpenSSH_9.6\r\n".repeat(3));
                                    peer.receiveToEnd();
                                })
                        .port();
        assertThatThrownBy(() -> side.connect(plain), "connect to a server without TLS")
                .isInstanceOf(SSLException.class);

        TuningChecks.clientClosesWhereItThrows(bed, side);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("the deadline covers the whole handshake, also one that comes byte by byte")
    void boundsTheHandshake() throws Exception {
        WaitingChecks.boundsTheHandshake(bed, side);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a reply that is cut off is an error, with close_notify and without (T8)")
    void noticesTruncation() throws Exception {
        for (var version : VERSIONS) {
            assertCut(version, "in the middle of the reply", p -> p.send(cut(p.receive().get())));
            assertCut(
                    version,
                    "in the middle, without close_notify",
                    peer -> {
                        peer.send(cut(peer.receive().get()));
                        peer.raw().shutdownOutput();
                        untilGone(peer);
                    });
            assertCut(version, "instead of the reply", TlsPeer::receive);
        }
    }

    private void assertCut(String version, String where, Script script) throws Exception {
        var client = side.connect(side.server(version, script));

        assertThatThrownBy(
                        () -> call(client, "transfer"),
                        "a call whose stream ended %s, in %s",
                        where,
                        version)
                .isInstanceOf(EOFException.class);
        assertClosed(client);
    }

    @Test
    @DisplayName("an error and a busy reply are exceptions of their own; the connection goes on")
    void passesErrorsOn() throws Exception {
        var client =
                side.connect(
                        side.server(
                                "TLSv1.3",
                                peer -> {
                                    peer.send(reply(peer.receive().get(), FrameType.ERROR));
                                    peer.send(reply(peer.receive().get(), FrameType.BUSY));
                                    ClientSide.echo(peer);
                                }));

        assertThatThrownBy(() -> call(client, "no such é"), "a call that the server answers ERROR")
                .isInstanceOf(RequestFailedException.class)
                .hasMessage("no such é");
        assertThatThrownBy(() -> call(client, "later"), "a call that the server answers BUSY")
                .isInstanceOf(ServerBusyException.class);
        assertThat(call(client, "fine")).as("the next reply").asString().isEqualTo("fine");
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("what is no reply to the request is a ProtocolException, and ends the connection")
    void rejectsOtherReplies() throws Exception {
        assertRejected("of another request", r -> new Frame(FrameType.RESPONSE, r.requestId() + 1));
        assertRejected("of another type", r -> new Frame(FrameType.PONG, r.requestId()));
        assertRejected("of type ERROR to another", r -> new Frame(FrameType.ERROR, ~r.requestId()));
        assertRejected("of type BUSY to another", r -> new Frame(FrameType.BUSY, ~r.requestId()));
        assertRejected("that is a request", r -> reply(r, FrameType.REQUEST));
        var tooLong = ByteBuffer.allocate(MAX + 1);
        assertRejected(
                "that is too long",
                request -> new Frame(FrameType.RESPONSE, request.requestId(), tooLong));
        assertThatThrownBy(
                        () -> answered(r -> reply(r, FrameType.RESPONSE)).ping(in(SOON)),
                        "a ping that gets a RESPONSE")
                .isInstanceOf(ProtocolException.class);
        ReplyChecks.rejectsDamage(side);
    }

    @Test
    @DisplayName("each request has an id of its own, so a late reply is not taken for the next")
    void numbersRequests() throws Exception {
        var ids = new ArrayBlockingQueue<Long>(4);
        int port =
                side.server(
                        "TLSv1.3",
                        peer -> {
                            for (var type :
                                    List.of(
                                            FrameType.RESPONSE,
                                            FrameType.PONG,
                                            FrameType.PONG,
                                            FrameType.RESPONSE)) {
                                var request = peer.receive().get();
                                ids.add(request.requestId());
                                peer.send(reply(request, type));
                            }
                            untilGone(peer);
                        });
        var client = side.connect(port);

        call(client, "one");
        client.ping(in(SOON));
        client.ping(in(SOON));
        call(client, "two");

        assertThat(ids)
                .as("the request ids of a call, a ping, a ping and a call")
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    private interface Answer {
        Frame to(Frame request);
    }

    private TlsClient answered(Answer answer) throws Exception {
        return side.connect(
                side.server(
                        "TLSv1.3",
                        peer -> {
                            peer.send(answer.to(peer.receive().get()));
                            untilGone(peer);
                        }));
    }

    private void assertRejected(String what, Answer answer) throws Exception {
        var client = answered(answer);
        assertThatThrownBy(() -> call(client, "x"), "a call with a reply %s", what)
                .isInstanceOf(ProtocolException.class);
        assertClosed(client);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a call ends at its deadline, and so does its connection (E2, E3)")
    void boundsCalls() throws Exception {
        WaitingChecks.boundsCalls(bed, side);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a call that cannot be written ends at its deadline (E4)")
    void boundsWrites() throws Exception {
        WaitingChecks.boundsWrites(bed, side);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("close ends a call at once, also one that is stuck in its write (T10)")
    void closesBehindACall() throws Exception {
        WaitingChecks.closesBehindACall(bed, side);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("calls take turns; one that only waited leaves the connection as it is")
    void takesTurns() throws Exception {
        WaitingChecks.takesTurns(bed, side);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("close says goodbye: the server gets a close_notify")
    void saysGoodbye() throws Exception {
        var behind = new CompletableFuture<Long>();
        int port =
                side.server(
                        "TLSv1.3",
                        peer -> {
                            peer.send(reply(peer.receive().get(), FrameType.RESPONSE));
                            behind.complete(ServerBench.drain(peer.raw(), "with the client"));
                        });
        var client = side.connect(port);
        call(client, "hi");

        client.close();

        assertThat(behind.get(3, TimeUnit.SECONDS))
                .as("bytes behind the request: the record of close_notify")
                .isPositive();
        assertClosed(client);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("the second connection resumes the session of the first (T11)")
    void resumes() throws Exception {
        for (var version : VERSIONS) {
            int port = side.server(Pki.server(), version, ClientSide::echo, ClientSide::echo);
            var settings = side.settings();
            long created = sessionCreated(port, settings);
            TimeUnit.MILLISECONDS.sleep(5);

            assertThat(sessionCreated(port, settings))
                    .as("when the session of the second connection was created, in %s", version)
                    .isEqualTo(created);
        }
    }

    private long sessionCreated(int port, TlsClient.Settings settings) throws IOException {
        try (var client = side.connect("localhost", port, settings)) {
            call(client, "what comes back brings the ticket along");
            return client.session().getCreationTime();
        }
    }

    @Test
    @DisplayName("a server that is not there and a maximum out of range are told apart")
    void checksWhatItGets() throws Exception {
        int dead;
        try (var listener = new ServerSocket(0, 1, bed.loopback())) {
            dead = listener.getLocalPort();
        }
        assertThatThrownBy(() -> side.connect(dead), "connect where nobody listens")
                .isInstanceOf(ConnectException.class);
        var settings = side.settings();
        assertThatThrownBy(
                        () ->
                                new TlsClient.Settings(
                                        settings.connector(),
                                        settings.context(),
                                        settings.tuning(),
                                        -1),
                        "a negative maximum")
                .isInstanceOf(IllegalArgumentException.class);
    }
}
