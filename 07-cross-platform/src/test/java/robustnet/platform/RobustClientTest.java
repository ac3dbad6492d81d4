package robustnet.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.platform.ClientBench.SHORT;
import static robustnet.platform.ClientBench.call;
import static robustnet.platform.ClientBench.circuit;
import static robustnet.platform.ClientBench.client;
import static robustnet.platform.ClientBench.in;
import static robustnet.platform.ClientBench.nervous;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.basics.RequestFailedException;
import robustnet.concurrency.Strategy;
import robustnet.errors.CircuitBreaker;
import robustnet.errors.RetryBudget;
import robustnet.errors.ServerBusyException;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;

@Exercise(id = "7.7", title = "Robust client", level = 3, minutes = 100, edit = RobustClient.class)
class RobustClientTest {
    @Test
    @DisplayName("a call gets the reply, and the next one uses the same connection")
    void calls(Testbed bed) throws Exception {
        var server = bed.closing(Backend.start());
        var client = bed.closing(client(server).build());

        for (var text : List.of("one", "two", "three")) {
            assertThat(call(client, text)).as("the reply of a server that echoes").isEqualTo(text);
        }
        assertThat(server.accepted).as("connections for three calls in a row").hasValue(1);
        assertThat(new HashSet<>(server.ids)).as("ids of three calls").hasSize(3);
        assertThat(client.retries()).as("attempts beside the first ones").isZero();
    }

    @Test
    @DisplayName("an answer that the request failed is an answer: final, and the server is well")
    void believesAnError(Testbed bed) throws Exception {
        var server = bed.closing(Backend.start());
        server.handler =
                _ -> {
                    throw new IOException("no such account");
                };
        var client = bed.closing(client(server).breaker(nervous()).build());

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> call(client, "go"), "a request that fails at the server")
                    .isInstanceOf(RequestFailedException.class)
                    .hasMessageContaining("no such account");
        }
        assertThat(server.ids).as("requests sent for three calls").hasSize(3);
        assertThat(server.accepted).as("connections: such an answer leaves it clean").hasValue(1);
        assertThat(circuit(client, server))
                .as("the circuit of a server that has answered")
                .isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    @DisplayName("the strategy spreads the calls, and who is unhealthy gets none")
    void spreads(Testbed bed) throws Exception {
        ClientChecks.spreads(bed);
    }

    @Test
    @DisplayName("where nothing was sent, any call goes on to another server")
    void goesOnWhereNothingWasSent(Testbed bed) throws Exception {
        var dead = Backend.start();
        dead.close();
        var live = bed.closing(Backend.start());
        // a strategy that would always pick the first of those that it is offered
        var client = bed.closing(client(dead, live).strategy(_ -> 0).build());

        assertThat(call(client, "go"))
                .as("the reply, though the first server is gone")
                .isEqualTo("go");
        assertThat(client.retries()).as("attempts beside the first one").isEqualTo(1);
    }

    @Test
    @DisplayName("a server that is busy has not run the request: another one may")
    void goesOnWhereAServerIsBusy(Testbed bed) throws Exception {
        var full = bed.closing(Backend.start(1));
        bed.closing(FramePeer.connect(full.endpoint().port())).ping("");
        var live = bed.closing(Backend.start());
        var client = bed.closing(client(full, live).breaker(nervous()).build());

        assertThat(call(client, "go")).as("the reply, though the first is full").isEqualTo("go");
        assertThat(circuit(client, full))
                .as("the circuit of a server that is busy: it is well")
                .isEqualTo(CircuitBreaker.State.CLOSED);
        var alone = bed.closing(client(full).build());
        assertThatThrownBy(() -> call(alone, "go"), "a call where the only server is full")
                .isInstanceOf(ServerBusyException.class);
    }

    @Test
    @DisplayName("a reply that is lost is asked for again, by its id, where it was made (E6)")
    void asksForALostReply(Testbed bed) throws Exception {
        var first = bed.closing(Backend.start());
        var second = bed.closing(Backend.start());
        first.loseReplies();
        var client = bed.closing(client(first, second).build());

        assertThat(call(client, "go")).as("the reply, at the second attempt").isEqualTo("go");
        assertThat(first.ids).as("ids of the two attempts").hasSize(2);
        assertThat(new HashSet<>(first.ids)).as("ids of one call").hasSize(1);
        assertThat(first.runs).as("runs at the server that had run it").hasValue(1);
        assertThat(second.ids).as("attempts at another server").isEmpty();
    }

    @Test
    @DisplayName("an idempotent request whose reply is lost may go to another server")
    void sendsIdempotentRequestsAnywhere(Testbed bed) throws Exception {
        var first = bed.closing(Backend.start());
        var second = bed.closing(Backend.start());
        first.loseReplies();
        var client = bed.closing(client(first, second).build());

        var reply = client.callIdempotent("go".getBytes(UTF_8), in(ofSeconds(3)));
        assertThat(new String(reply, UTF_8)).as("the reply").isEqualTo("go");
        assertThat(second.runs).as("runs at the second server").hasValue(1);
        assertThat(second.ids).as("the id there, the same as before").isEqualTo(first.ids);
    }

    @Test
    @DisplayName("a server that was restarted knows nothing: the outcome is unknown (E6)")
    void knowsWhatItDoesNotKnow(Testbed bed) throws Exception {
        var first = Backend.start();
        var second = bed.closing(Backend.start());
        var next = new AtomicReference<Backend>();
        first.handler =
                request -> {
                    next.set(bed.closing(first.restart()));
                    first.cut();
                    return request;
                };
        var client = bed.closing(client(first, second).build());

        assertThatThrownBy(() -> call(client, "go"), "a call whose server was restarted under it")
                .isInstanceOf(UnknownOutcomeException.class);
        assertThat(next.get().ids).as("requests sent to the new incarnation").isEmpty();
        assertThat(second.ids).as("requests sent to another server").isEmpty();
    }

    @Test
    @DisplayName("a call ends by its deadline, and says whether the request may have run (E9)")
    void endsByItsDeadline(Testbed bed) throws Exception {
        ClientChecks.endsByItsDeadline(bed);
    }

    @Test
    @DisplayName("an attempt has a timeout of its own, so that a frozen server costs no more")
    void boundsEachAttempt(Testbed bed) throws Exception {
        var frozen = bed.closing(Cluster.start(1, new Ledger(), bed.random()));
        frozen.freeze(0);
        var live = bed.closing(Backend.start());
        var client =
                bed.closing(
                        RobustClient.builder()
                                .servers(List.of(frozen.endpoint(0), live.endpoint()))
                                .strategy(Strategy.roundRobin())
                                .retries(8, SHORT)
                                .attemptTimeout(ofMillis(100))
                                .build());

        long start = System.nanoTime();
        assertThat(call(client, "go"))
                .as("the reply of the server that is not frozen")
                .isEqualTo("go");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long it took, 100 ms of it at the frozen one")
                .isBetween(ofMillis(99), ofSeconds(3));
    }

    @Test
    @DisplayName("a server that fails is left alone for a while, and then gets one trial (E13)")
    void leavesAFailingServerAlone(Testbed bed) throws Exception {
        ClientChecks.leavesAFailingServerAlone(bed);
    }

    @Test
    @DisplayName("attempts are bounded, each call's and all calls' together (E8 E12)")
    void boundsTheAttempts(Testbed bed) throws Exception {
        var dead = Backend.start();
        dead.close();
        var client = bed.closing(client(dead).build());
        assertThatThrownBy(() -> call(client, "go"), "nobody is there")
                .isInstanceOf(ConnectException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).as("earlier failures").hasSize(3));
        assertThat(client.retries()).as("retries of a call with 4 attempts").isEqualTo(3);

        var thrifty = bed.closing(client(dead).budget(new RetryBudget(50, 10)).build());
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> call(thrifty, "go")).isInstanceOf(IOException.class);
        }
        assertThat(thrifty.retries())
                .as("retries of four calls, with a budget of one for two")
                .isEqualTo(2);
    }

    @Test
    @TimeLimit(seconds = 20)
    @DisplayName("with TLS the certificate must be for the host, or nothing is sent")
    void checksTheCertificate(Testbed bed) throws Exception {
        ClientChecks.checksTheCertificate(bed);
    }

    @Test
    @DisplayName("an interrupt ends a call (E10)")
    void endsOnAnInterrupt(Testbed bed) throws Exception {
        ClientChecks.endsOnAnInterrupt(bed);
    }

    @Test
    @DisplayName("an interrupt ends a pause, and the wait for a connection (E10)")
    void endsWaitsOnAnInterrupt(Testbed bed) throws Exception {
        ClientChecks.endsWaitsOnAnInterrupt(bed);
    }

    @Test
    @DisplayName("the metrics count calls, not attempts, and each connection once (C27)")
    void counts(Testbed bed) throws Exception {
        ClientDuties.counts(bed);
        ClientDuties.timesCalls(bed);
    }

    @Test
    @DisplayName("connections are kept ready, where the pool's settings say so")
    void keepsConnectionsReady(Testbed bed) throws Exception {
        ClientDuties.keepsConnectionsReady(bed);
    }

    @Test
    @DisplayName("close closes what is idle, and calls do not begin any more")
    void closes(Testbed bed) throws Exception {
        ClientRules.closes(bed);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("a call under way when the client is closed makes no further attempt, and says so")
    void endsCallsWhenItIsClosed(Testbed bed) throws Exception {
        var server = bed.closing(Backend.start());
        var client = bed.closing(client(server).build());
        server.handler =
                request -> {
                    client.close();
                    server.cut();
                    return request;
                };

        assertThatThrownBy(() -> call(client, "go"), "sent, no answer, and no further attempt")
                .isInstanceOf(UnknownOutcomeException.class);
        assertThat(server.ids).as("requests sent").hasSize(1);
        ClientDuties.blamesNobodyElse(bed);
    }

    @Test
    @DisplayName("each call has an id of its own, drawn at random: no other client has it (E6)")
    void drawsItsIds(Testbed bed) throws Exception {
        ClientRules.drawsItsIds(bed);
    }

    @Test
    @DisplayName("a bound call asks the same server, whatever happens, while it has attempts (E6)")
    void staysBound(Testbed bed) throws Exception {
        ClientRules.staysBound(bed);
        ClientRules.waitsForItsServer(bed);
    }

    @Test
    @DisplayName("a BUSY does not say what became of an earlier attempt; nor does a restart (E6)")
    void staysUnknown(Testbed bed) throws Exception {
        ClientRules.staysUnknown(bed);
    }

    @Test
    @DisplayName("a request that is answered with BUSY was not run: another server may")
    void busyBindsNobody(Testbed bed) throws Exception {
        ClientRules.busyBindsNobody(bed);
    }

    @Test
    @DisplayName("an idempotent request that times out goes to another server")
    void goesElsewhereAfterATimeout(Testbed bed) throws Exception {
        ClientRules.goesElsewhereAfterATimeout(bed);
    }

    @Test
    @DisplayName("where no server is fit now, one may be at the next attempt")
    void looksAgain(Testbed bed) throws Exception {
        ClientRules.looksAgain(bed);
    }

    @Test
    @DisplayName("no pause ends after the deadline: the call gives up before it (E9)")
    void pausesNoLongerThanItMay(Testbed bed) throws Exception {
        ClientRules.pausesNoLongerThanItMay(bed);
    }

    @Test
    @DisplayName("calls of several threads run side by side")
    void runsSideBySide(Testbed bed) throws Exception {
        ClientRules.runsSideBySide(bed);
    }

    @Test
    @DisplayName("what cannot be sent, and settings that are wrong, are refused by name")
    void refusesWhatIsWrong(Testbed bed) throws Exception {
        var server = bed.closing(Backend.start());
        var builder = RobustClient.builder();
        assertThatThrownBy(builder::build).hasMessageContaining("servers");
        assertThatThrownBy(() -> builder.servers(List.of())).hasMessageContaining("servers");
        assertThatThrownBy(() -> builder.retries(0, SHORT)).hasMessageContaining("attempts");
        assertThatThrownBy(() -> builder.attemptTimeout(ZERO))
                .hasMessageContaining("attemptTimeout");

        var client = bed.closing(client(server).maxPayload(4).build());
        assertThatThrownBy(() -> call(client, "too long"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(call(client, "four")).as("one that is not too long").isEqualTo("four");
    }

    @Test
    @TimeLimit(seconds = 40)
    @DisplayName("capstone: nothing acknowledged is lost, nothing runs twice, under load and fire")
    void keepsItsPromisesUnderFire(Testbed bed) throws Exception {
        Capstone.run(bed, 3_000);
    }
}
