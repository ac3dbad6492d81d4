package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.errors.ClientBench.PING;
import static robustnet.errors.ClientBench.awaitUntil;
import static robustnet.errors.ClientBench.happensSoon;
import static robustnet.errors.ClientBench.ping;
import static robustnet.errors.ClientBench.takePing;

import java.net.ConnectException;
import java.net.Socket;
import java.util.stream.Stream;
import robustnet.testkit.ScriptedServer.Script;
import robustnet.testkit.Testbed;

/// How a [ReconnectingClient] must connect.
final class ConnectingChecks {
    private ConnectingChecks() {}

    static void untilThereIsAConnection(Testbed bed, ClientBench bench) throws Exception {
        var server = bench.server((_, body) -> bench.counted(body));
        var client =
                bench.client(
                        () -> {
                            if (bench.connects.get() < 3) {
                                throw new ConnectException("refused");
                            }
                            return new Socket(bed.loopback(), server.address().getPort());
                        });

        assertThat(ping(client, false)).as("the reply, after two failed connects").isEqualTo(PING);
        assertThat(bench.runs.get()).as("runs").isEqualTo(1);
        assertThat(bench.failuresBefore)
                .as("what the delays were asked for: nothing before the first connect")
                .containsExactly(0, 1);
    }

    static void backingOffUntilAReply(Testbed bed, ClientBench bench) throws Exception {
        Script closing = peer -> {};
        Script good = peer -> peer.send(takePing(peer));
        var client = bench.client(bed.serve(closing, closing, closing, good, good).address());

        assertThat(ping(client, true)).as("the reply of the fourth connection").isEqualTo(PING);
        assertThat(bench.failuresBefore)
                .as("failures behind the pauses: a connect alone proves nothing")
                .containsExactly(0, 1, 2);
        assertThat(ping(client, true)).as("the reply of the fifth connection").isEqualTo(PING);
        assertThat(bench.failuresBefore).as("no pause after a connection that was good").hasSize(3);
    }

    static void onceForAllCalls(Testbed bed, ClientBench bench) throws Exception {
        var server = bench.server((_, body) -> body);
        var client =
                bench.client(
                        () -> {
                            bench.held(PING);
                            return new Socket(bed.loopback(), server.address().getPort());
                        });
        var calls = Stream.generate(() -> bed.async(() -> ping(client, false))).limit(50).toList();
        awaitUntil("the first connect", () -> bench.connects.get() > 0);
        assertThat(happensSoon(() -> bench.connects.get() > 1))
                .as("whether a second connect began, while the first was under way for 50 calls")
                .isFalse();
        bench.gate.countDown();

        calls.forEach(call -> assertThat(call.join()).as("a reply").isEqualTo(PING));
        assertThat(bench.connects.get()).as("connects for 50 calls at once").isEqualTo(1);
    }
}
