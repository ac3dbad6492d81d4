package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.tls.ClientSide.SOON;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import robustnet.testkit.Testbed;

/// What a tuning gets, and what happens where it throws.
final class TuningChecks {
    private TuningChecks() {}

    static void clientClosesWhereItThrows(Testbed bed, ClientSide side) {
        var gone = new CompletableFuture<Boolean>();
        var server =
                bed.serve(
                        peer -> {
                            peer.receiveToEnd();
                            gone.complete(true);
                        });
        var bug = new IllegalStateException("a bug");
        var settings =
                side.settings(
                        Pki.client(),
                        _ -> {
                            throw bug;
                        });

        assertThatThrownBy(
                        () -> side.connect("localhost", server.port(), settings),
                        "connect, where the tuning throws")
                .isSameAs(bug);
        assertThat(gone)
                .as("the end of the connection, where the tuning has thrown")
                .succeedsWithin(SOON);
    }

    static void serverGoesOnWhereItThrows(Testbed bed) throws Exception {
        var engine = Pki.server().createSSLEngine();
        engine.setUseClientMode(false);
        var protocols = new LinkedBlockingQueue<List<String>>();
        var server =
                bed.closing(
                        TlsServer.start(
                                new InetSocketAddress(bed.loopback(), 0),
                                Pki.server(),
                                parameters -> {
                                    protocols.add(List.of(parameters.getProtocols()));
                                    if (protocols.size() == 1) {
                                        throw new IllegalStateException("a bug");
                                    }
                                },
                                ServerBench.PATIENT,
                                Admission.everyone(ServerBench::backwards)));

        assertThatThrownBy(
                        () -> ServerBench.connect(bed, server), "a handshake whose tuning throws")
                .isInstanceOf(IOException.class);
        ServerBench.assertServed(server, "the reply behind a tuning that threw");
        assertThat(protocols)
                .as("the protocols that the tunings got")
                .containsOnly(List.of(engine.getSSLParameters().getProtocols()));
    }
}
