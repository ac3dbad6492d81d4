package robustnet.errors;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.description;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static robustnet.errors.ClientBench.LONG;
import static robustnet.errors.ClientBench.PING;
import static robustnet.errors.ClientBench.awaitUntil;
import static robustnet.errors.ClientBench.end;
import static robustnet.errors.ClientBench.happensSoon;
import static robustnet.errors.ClientBench.ping;
import static robustnet.errors.ClientBench.takePing;
import static robustnet.errors.ClientBench.thrown;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import robustnet.basics.RequestFailedException;
import robustnet.testkit.ScriptedServer.Script;
import robustnet.testkit.Testbed;

/// How a [ReconnectingClient] must connect.
final class ConnectingChecks {
    private ConnectingChecks() {}

    static void untilThereIsAConnection(Testbed bed, ClientBench bench) throws Exception {
        var server = bench.server((_, body) -> bench.counted(body));
        ReconnectingClient.Opener opener = mock();
        Sleeper sleeper = mock();
        given(opener.open())
                .willThrow(new ConnectException("refused"))
                .willThrow(new SocketTimeoutException("no answer to the connect"))
                .willAnswer(_ -> ClientBench.opener(server.address()).open());

        var client = bench.client(opener, sleeper);
        assertThatCode(() -> ping(client, false))
                .as("a call, after a connect that was refused and one that timed out")
                .doesNotThrowAnyException();
        assertThat(bench.runs.get()).as("runs").isEqualTo(1);
        assertThat(bench.failuresBefore)
                .as("what the delays were asked for: nothing before the first connect")
                .containsExactly(0, 1);
        var order = inOrder(opener, sleeper);
        order.verify(opener).open();
        order.verify(sleeper).sleep(ofMillis(1));
        order.verify(opener).open();
        order.verify(sleeper).sleep(ofMillis(2));
        order.verify(opener).open();
    }

    static void afterALostRequest(Testbed bed, ClientBench bench) {
        var dials = new AtomicInteger();
        Script losing = ClientBench::takePing;
        var server = bed.serve(losing, peer -> peer.send(takePing(peer)));
        var opener = ClientBench.opener(server.address());
        var client =
                bench.client(
                        () -> {
                            if (dials.incrementAndGet() == 2) {
                                throw new SocketTimeoutException("no answer to the connect");
                            }
                            return opener.open();
                        });
        assertThatCode(() -> ping(client, true))
                .as("an idempotent call that was sent, and lost, before a connect timed out")
                .doesNotThrowAnyException();
    }

    static void notAfterAFinalFailure(ClientBench bench) throws Exception {
        ReconnectingClient.Opener opener = mock();
        var failure = new SSLHandshakeException("no common version");
        given(opener.open()).willThrow(failure);
        assertThat(thrown(bench.client(opener), Duration.ofSeconds(2)))
                .as("what a call threw when the opener failed with what no connect can mend")
                .isSameAs(failure);
        verify(opener, description("it must not be asked again")).open();
    }

    static void notAfterABug(Testbed bed, ClientBench bench) throws Exception {
        var bug = new IllegalStateException("a bug");
        ReconnectingClient.Opener refusing = mock();
        ReconnectingClient.Opener broken = mock();
        Sleeper brokenSleeper = mock();
        given(refusing.open()).willThrow(new ConnectException("refused"));
        given(broken.open()).willThrow(bug);
        willThrow(bug).given(brokenSleeper).sleep(any());
        IntFunction<Duration> brokenDelays =
                _ -> {
                    throw bug;
                };
        var clients = new LinkedHashMap<String, ReconnectingClient>();
        clients.put("opener", bench.client(broken));
        clients.put("sleeper", bench.client(refusing, brokenSleeper));
        clients.put("delays", bench.client(refusing, brokenDelays, _ -> {}, LONG));
        for (var client : clients.entrySet()) {
            assertThat(end(bed.async(() -> ping(client.getValue(), true))))
                    .as("how a call ended when the %s threw a bug", client.getKey())
                    .hasCauseInstanceOf(IOException.class)
                    .hasRootCause(bug);
        }
    }

    static void backingOffUntilAReply(Testbed bed, ClientBench bench) throws Exception {
        Script closing = peer -> {};
        Script losing = ClientBench::takePing;
        Script good = peer -> peer.send(takePing(peer));
        Script goodAtFirst =
                peer -> {
                    peer.send(takePing(peer));
                    takePing(peer);
                };
        Script failing =
                peer -> {
                    var ping = Messages.readReply(Arrays.copyOfRange(takePing(peer), 4, 17));
                    peer.send(ClientBench.frame(Messages.failure(ping.id(), "full")));
                };
        var server = bed.serve(closing, losing, losing, losing, failing, goodAtFirst, good);
        var client = bench.client(server.address());

        assertThat(thrown(client, LONG))
                .as("what a call threw to which the fifth connection replied that it failed")
                .isInstanceOf(RequestFailedException.class);
        assertThat(bench.failuresBefore)
                .as("failures behind the pauses: a connect alone proves nothing")
                .containsExactly(0, 1, 2, 3);
        assertThat(ping(client, true)).as("the reply of the sixth connection").isEqualTo(PING);
        assertThat(bench.failuresBefore)
                .as("no pause after a connection that replied, be it that a request failed")
                .hasSize(4);
        assertThat(ping(client, true)).as("the reply of the seventh connection").isEqualTo(PING);
        assertThat(bench.failuresBefore)
                .as("no pause after a connection that replied, and was lost with a call in flight")
                .hasSize(4);
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
