package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.errors.ClientBench.LONG;
import static robustnet.errors.ClientBench.awaitUntil;
import static robustnet.errors.ClientBench.end;
import static robustnet.errors.ClientBench.happensSoon;
import static robustnet.errors.ClientBench.ping;
import static robustnet.errors.ClientBench.thrown;

import java.net.ConnectException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import robustnet.basics.ServerUnavailableException;
import robustnet.testkit.FakeSleeper;
import robustnet.testkit.Testbed;

/// What the close of a [ReconnectingClient] must do.
final class ClosingChecks {
    private ClosingChecks() {}

    static void duringAPause(Testbed bed, ClientBench bench) throws Exception {
        var sleeper = FakeSleeper.blocking(bench.clock);
        ReconnectingClient.Opener refusing =
                () -> {
                    throw new ConnectException("refused");
                };
        var client = bench.client(refusing, sleeper::sleep);
        var call = bed.async(() -> ping(client, true));
        sleeper.awaitAsleep(1, LONG);

        client.close(); // where it does not return, the test's time limit shows where it waits
        bench.clock.advance(LONG);
        assertThat(end(call))
                .as("how the call ended that waited for a connection")
                .hasCauseInstanceOf(ServerUnavailableException.class);
        assertThat(happensSoon(() -> bench.connects.get() > 1))
                .as("whether anything connected after close()")
                .isFalse();
        client.close();
        assertThat(thrown(client, LONG)).isInstanceOf(ServerUnavailableException.class);
    }

    static void duringAConnect(Testbed bed, ClientBench bench) throws Exception {
        var server = bed.serve(peer -> peer.expectClosed());
        var begun = new CountDownLatch(1);
        var late = new CompletableFuture<Socket>();
        var client =
                bench.client(
                        () -> {
                            begun.countDown();
                            awaitWhateverComes(bench.gate);
                            late.complete(ClientBench.opener(server.address()).open());
                            return late.join();
                        });
        var call = bed.async(() -> ping(client, true));
        begun.await();
        var closing = bed.async(Executors.callable(client::close));

        assertThat(end(call))
                .as("how the call ended that waited for the connect")
                .hasCauseInstanceOf(ServerUnavailableException.class);
        assertThat(happensSoon(closing::isDone))
                .as("whether close() returned while the client's thread was in the opener")
                .isFalse();
        bench.gate.countDown();
        assertThat(end(closing)).as("how close() ended when the opener had returned").isNull();
        assertThat(late.join().isClosed())
                .as("whether the socket is closed that the opener returned after close()")
                .isTrue();
    }

    private static void awaitWhateverComes(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                latch.await();
                open = true;
            } catch (InterruptedException _) {
                // An opener need not listen to it.
            }
        }
    }

    static void withCallsInFlight(Testbed bed, ClientBench bench) throws Exception {
        var server = bench.server((_, body) -> bench.held(body));
        var client = bench.client(server.address());
        var call = bed.async(() -> ping(client, true));
        awaitUntil("the request arrives", () -> server.receipts() == 1);
        client.close();
        assertThat(end(call))
                .as("how a call in flight ended")
                .hasCauseInstanceOf(ServerUnavailableException.class);
    }
}
