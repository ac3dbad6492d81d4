package robustnet.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.platform.ClientBench.SHORT;
import static robustnet.platform.ClientBench.call;
import static robustnet.platform.ClientBench.client;
import static robustnet.platform.ClientBench.in;
import static robustnet.platform.ScriptedBackend.Step.BUSY;
import static robustnet.platform.ScriptedBackend.Step.CUT;
import static robustnet.platform.ScriptedBackend.Step.GARBAGE;
import static robustnet.platform.ScriptedBackend.Step.RESTART;
import static robustnet.platform.ScriptedBackend.Step.SILENCE;
import static robustnet.platform.Track.soon;

import java.net.ConnectException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import robustnet.errors.Backoff;
import robustnet.errors.CircuitBreaker;
import robustnet.errors.ServerBusyException;
import robustnet.errors.Sleeper;
import robustnet.testkit.Testbed;

/// Tests of what a [RobustClient] does after an attempt, with servers that do as a script says.
final class ClientRules {
    private ClientRules() {}

    static void drawsItsIds(Testbed bed) throws Exception {
        var server = bed.closing(Backend.start());
        for (var text : List.of("one", "two")) {
            assertThat(call(bed.closing(client(server).build()), text))
                    .as("the reply to the first call of a client, not to that of another client")
                    .isEqualTo(text);
        }
        assertThat(server.runs).as("runs of two requests of two clients").hasValue(2);

        server.ids.clear();
        var drawn = new ConcurrentLinkedQueue<Long>();
        var source = new SplittableRandom(7);
        RandomGenerator recording =
                () -> {
                    drawn.add(source.nextLong());
                    return drawn.stream().reduce((_, last) -> last).orElseThrow();
                };
        call(bed.closing(client(server).random(recording).build()), "three");
        assertThat(drawn)
                .as("what was drawn from the source of randomness that was given")
                .containsAll(server.ids);
    }

    static void staysBound(Testbed bed) throws Exception {
        var first = bed.closing(ScriptedBackend.start(CUT, BUSY, GARBAGE));
        var second = bed.closing(ScriptedBackend.start());
        var connects = new AtomicInteger();
        var tcp = HappyEyeballs.Attempt.tcp(ofSeconds(5));
        HappyEyeballs.Attempt secondFails =
                (address, deadline) -> {
                    if (connects.incrementAndGet() == 2) {
                        throw new ConnectException("nobody is there, for once");
                    }
                    return tcp.connect(address, deadline);
                };
        var connector =
                new HappyEyeballs(
                        _ -> List.of(bed.loopback()),
                        secondFails,
                        HappyEyeballs.RECOMMENDED_DELAY,
                        Sleeper.system());
        var client =
                bed.closing(scripted(first, second).connector(connector).retries(6, SHORT).build());

        assertThat(call(client, "go"))
                .as(
                        "the reply of a call that was sent, cut off, not connected, BUSY and"
                                + " garbled, and then answered")
                .isEqualTo("go");
        assertThat(first.ids).as("requests sent where it is bound").hasSize(4);
        assertThat(second.ids).as("requests sent elsewhere").isEmpty();
        assertThat(Stream.of(first.ids.toArray()).distinct()).as("ids of one call").hasSize(1);
    }

    /// Bound after its first attempt, to a server that is unhealthy at the second one.
    static void waitsForItsServer(Testbed bed) throws Exception {
        var first = bed.closing(ScriptedBackend.start(CUT));
        var second = bed.closing(ScriptedBackend.start());
        var client = new AtomicReference<RobustClient>();
        client.set(
                bed.closing(
                        scripted(first, second)
                                .healthy(
                                        server ->
                                                !server.equals(first.endpoint())
                                                        || first.ids.isEmpty()
                                                        || client.get().retries() > 1)
                                .build()));

        var thrown = catchThrowable(() -> call(client.get(), "go"));

        assertThat(second.ids)
                .as("requests sent elsewhere while the server where it is bound is unhealthy")
                .isEmpty();
        assertThat(thrown)
                .as("thrown, though the server where it is bound is healthy at the third attempt")
                .isNull();
        assertThat(client.get().retries())
                .as("attempts beside the first one, of which one found its server unhealthy")
                .isEqualTo(2);
    }

    static void staysUnknown(Testbed bed) throws Exception {
        var server = bed.closing(ScriptedBackend.start(CUT, BUSY));
        var client = bed.closing(scripted(server).retries(2, SHORT).build());
        assertThatThrownBy(() -> call(client, "go"), "sent and cut off, then BUSY: may have run")
                .isInstanceOf(UnknownOutcomeException.class)
                .hasCauseInstanceOf(ServerBusyException.class);

        var restarted = bed.closing(ScriptedBackend.start(RESTART));
        var twice = new CircuitBreaker.Settings(2, 2, 1, ofSeconds(60));
        var other = bed.closing(scripted(restarted).breaker(twice).build());
        assertThatThrownBy(() -> call(other, "go"), "a server that knows nothing of the request")
                .isInstanceOf(UnknownOutcomeException.class);
        assertThat(other.states().get(restarted.endpoint()).circuit())
                .as("the circuit that opens at the second failure: a restart is none")
                .isEqualTo(CircuitBreaker.State.CLOSED);
    }

    static void busyBindsNobody(Testbed bed) throws Exception {
        var busy = bed.closing(ScriptedBackend.start(BUSY, BUSY, BUSY, BUSY));
        var live = bed.closing(ScriptedBackend.start());
        var client = bed.closing(scripted(busy, live).strategy(_ -> 0).build());

        assertThat(call(client, "go"))
                .as("the reply: a request that was answered with BUSY has not run")
                .isEqualTo("go");
        assertThat(busy.ids).as("requests sent to the one that is busy").hasSize(1);
    }

    static void goesElsewhereAfterATimeout(Testbed bed) throws Exception {
        var silent = bed.closing(ScriptedBackend.start(SILENCE));
        var live = bed.closing(ScriptedBackend.start());
        var client =
                bed.closing(
                        scripted(silent, live)
                                .attemptTimeout(ofMillis(150))
                                .retries(8, SHORT)
                                .build());

        assertThat(client.callIdempotent("go".getBytes(UTF_8), in(ofSeconds(3))))
                .as("the reply of an idempotent call, after an attempt without a reply")
                .isEqualTo("go".getBytes(UTF_8));
    }

    static void looksAgain(Testbed bed) throws Exception {
        var server = bed.closing(ScriptedBackend.start());
        var client = new AtomicReference<RobustClient>();
        client.set(bed.closing(scripted(server).healthy(_ -> client.get().retries() > 0).build()));

        assertThat(call(client.get(), "go"))
                .as("the reply of a server that was not fit at the first attempt")
                .isEqualTo("go");
    }

    static void pausesNoLongerThanItMay(Testbed bed) throws Exception {
        var dead = Backend.start();
        dead.close();
        var client =
                bed.closing(client(dead).retries(4, new Backoff(ofHours(1), ofHours(1))).build());

        var call =
                bed.async(() -> catchThrowable(() -> client.call(new byte[1], in(ofMillis(80)))));
        assertThat(call.get(2, TimeUnit.SECONDS))
                .as("thrown, with a deadline of 80 ms and a pause of up to an hour")
                .isInstanceOf(ConnectException.class);
        assertThat(client.retries()).as("attempts after a pause that was too long").isZero();
        assertThat(client.metrics().snapshot().failures())
                .as("connections that failed, in the metrics")
                .isEqualTo(1);
    }

    static void runsSideBySide(Testbed bed) throws Exception {
        var server = bed.closing(Backend.start());
        var both = new CountDownLatch(2);
        server.handler =
                request -> {
                    both.countDown();
                    both.await();
                    return request;
                };
        var client = bed.closing(client(server).build());

        var other = bed.async(() -> call(client, "one"));
        assertThat(call(client, "two"))
                .as("the reply of a call that ends when another has begun")
                .isEqualTo("two");
        assertThat(other.get(2, TimeUnit.SECONDS)).as("the other one's").isEqualTo("one");
    }

    static void closes(Testbed bed) throws Exception {
        var server = bed.closing(Backend.start());
        var client = client(server).build();
        call(client, "go");
        assertThat(client.pools().get(server.endpoint()).idle())
                .as("idle connections")
                .isEqualTo(1);
        client.close();
        client.close();

        soon("the server sees the end of the connection").until(() -> server.active() == 0);
        assertThatThrownBy(() -> call(client, "go")).isInstanceOf(IllegalStateException.class);
        assertThat(server.runs).as("runs").hasValue(1);
    }

    private static RobustClientBuilder scripted(ScriptedBackend... servers) {
        return ClientBench.to(Stream.of(servers).map(ScriptedBackend::endpoint).toList());
    }
}
