package robustnet.errors;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.errors.ClientBench.LONG;
import static robustnet.errors.ClientBench.awaitUntil;
import static robustnet.errors.ClientBench.happensSoon;
import static robustnet.errors.ClientBench.ping;
import static robustnet.errors.ClientBench.thrown;

import java.net.ConnectException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
        var client = bench.client(refusing, sleeper);
        var call = bed.async(() -> ping(client, true));
        sleeper.awaitAsleep(1, LONG);

        assertThat(bed.async(Executors.callable(client::close)))
                .as("close() while the client pauses before a connect")
                .succeedsWithin(ofSeconds(2));
        bench.clock.advance(LONG);
        assertThat(catchThrowable(() -> call.get(2, TimeUnit.SECONDS)))
                .as("how the call ended that waited for a connection")
                .hasCauseInstanceOf(ServerUnavailableException.class);
        assertThat(happensSoon(() -> bench.connects.get() > 1))
                .as("whether anything connected after close()")
                .isFalse();
        client.close();
        assertThat(thrown(client, LONG)).isInstanceOf(ServerUnavailableException.class);
    }

    static void withCallsInFlight(Testbed bed, ClientBench bench) throws Exception {
        var server = bench.server((_, body) -> bench.held(body));
        var client = bench.client(server.address());
        var call = bed.async(() -> ping(client, true));
        awaitUntil("the request arrives", () -> server.receipts() == 1);
        client.close();
        assertThat(catchThrowable(() -> call.get(2, TimeUnit.SECONDS)))
                .hasCauseInstanceOf(ServerUnavailableException.class);
    }
}
