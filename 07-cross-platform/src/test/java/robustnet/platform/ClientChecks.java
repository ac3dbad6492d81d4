package robustnet.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.platform.ClientBench.call;
import static robustnet.platform.ClientBench.circuit;
import static robustnet.platform.ClientBench.client;
import static robustnet.platform.ClientBench.in;
import static robustnet.platform.ClientBench.leadingTo;
import static robustnet.platform.Track.soon;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import robustnet.basics.Endpoint;
import robustnet.concurrency.ConnectionPool;
import robustnet.errors.Backoff;
import robustnet.errors.CircuitBreaker;
import robustnet.testkit.Testbed;
import robustnet.testkit.tls.CertificateAuthority;
import robustnet.testkit.tls.SslContexts;

/// Tests of a [RobustClient] that take more lines than others.
final class ClientChecks {
    private ClientChecks() {}

    static void endsByItsDeadline(Testbed bed) throws Exception {
        var stuck = bed.closing(Backend.start());
        var never = new CountDownLatch(1);
        stuck.handler =
                request -> {
                    never.await();
                    return request;
                };
        var client = bed.closing(client(stuck).attemptTimeout(ofSeconds(4)).build());

        Throwable thrown;
        long start;
        int before;
        do { // on a busy machine 60 ms can be over before anything is sent
            before = stuck.ids.size();
            start = System.nanoTime();
            thrown = catchThrowable(() -> client.call(new byte[1], in(ofMillis(60))));
        } while (stuck.ids.size() == before);
        assertThat(thrown)
                .as("thrown for a request that was sent and not answered")
                .isInstanceOf(UnknownOutcomeException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long it took, with a deadline of 60 ms")
                .isBetween(ofMillis(59), ofSeconds(3));
        assertThat(catchThrowable(() -> client.callIdempotent(new byte[1], in(ofMillis(60)))))
                .as("thrown for an idempotent call")
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(UnknownOutcomeException.class);
        before = stuck.ids.size();
        assertThatThrownBy(() -> client.call(new byte[1], in(ZERO)), "no time at all")
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(stuck.ids).as("requests sent").hasSize(before);
    }

    static void checksTheCertificate(Testbed bed) throws Exception {
        var authority = CertificateAuthority.create("Test CA");
        var server = bed.closing(Backend.start(SslContexts.of(authority.localhost())));
        var trusting = SslContexts.trusting(authority.root());
        var patient = in(ofSeconds(16)); // a first handshake takes long on a busy machine
        var client = bed.closing(client(server).tls(trusting).attemptTimeout(ofSeconds(8)).build());
        assertThat(new String(client.call("go".getBytes(UTF_8), patient), UTF_8))
                .as("the reply over TLS")
                .isEqualTo("go");

        var elsewhere = new Endpoint("other.example", server.endpoint().port());
        var deceived =
                bed.closing(
                        client(server)
                                .servers(List.of(elsewhere))
                                .connector(leadingTo(bed.loopback()))
                                .tls(trusting)
                                .attemptTimeout(ofSeconds(8))
                                .build());
        assertThat(catchThrowable(() -> deceived.call(new byte[1], patient)))
                .as("thrown where the certificate is for another host than was asked for")
                .isInstanceOf(SSLException.class);
        assertThat(deceived.retries()).as("retries where there is no trust").isZero();
        assertThat(server.ids).as("requests sent: only the first client's").hasSize(1);
    }

    static void leavesAFailingServerAlone(Testbed bed) throws Exception {
        var first = Backend.start();
        first.close();
        var second = bed.closing(Backend.start());
        var client =
                bed.closing(
                        client(first, second)
                                .breaker(new CircuitBreaker.Settings(2, 2, 1, ofMillis(80)))
                                .build());
        for (int i = 0; i < 4; i++) {
            call(client, "go");
        }

        assertThat(circuit(client, first))
                .as("the circuit of a server that nobody is at")
                .isEqualTo(CircuitBreaker.State.OPEN);
        long retries = client.retries();
        var back = bed.closing(first.restart());
        soon("the server that is back gets calls again")
                .untilAsserted(
                        () -> {
                            call(client, "go");
                            assertThat(back.runs.get()).isPositive();
                        });
        assertThat(circuit(client, back))
                .as("the circuit of a server that has answered its trial")
                .isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(client.retries()).as("retries since its circuit was open").isEqualTo(retries);
    }

    static void endsOnAnInterrupt(Testbed bed) throws Exception {
        var stuck = bed.closing(Backend.start());
        var begun = new CountDownLatch(1);
        stuck.handler =
                request -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return request;
                };
        var client = bed.closing(client(stuck).build());
        var caller = new AtomicReference<Thread>();
        var call =
                bed.async(
                        () -> {
                            caller.set(Thread.currentThread());
                            return client.call(new byte[1], in(ofSeconds(30)));
                        });
        begun.await();
        caller.get().interrupt();

        assertThatThrownBy(() -> call.get(2, TimeUnit.SECONDS), "an interrupted call")
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(stuck.ids).as("requests sent").hasSize(1);
        assertThat(client.states().get(stuck.endpoint()).outstanding())
                .as("choices of the balancer that are open when all calls have ended")
                .isZero();
    }

    static void endsWaitsOnAnInterrupt(Testbed bed) throws Exception {
        var dead = Backend.start();
        dead.close();
        var slow = new Backoff(ofHours(1), ofHours(1));
        var pausing = bed.closing(client(dead).retries(4, slow).build());
        expectInterrupted(
                bed,
                pausing,
                "in a pause between two attempts",
                () ->
                        pausing.states().get(dead.endpoint()).outstanding() == 0
                                && pausing.metrics().snapshot().failures() == 1);
        assertThat(pausing.retries())
                .as("attempts beside the first one, of a call that was interrupted in the pause")
                .isZero();

        var stuck = bed.closing(Backend.start());
        var never = new CountDownLatch(1);
        stuck.handler =
                request -> {
                    never.await();
                    return request;
                };
        var one = new ConnectionPool.Settings(1, 0, ZERO, ofSeconds(60), ofSeconds(60));
        var full = bed.closing(client(stuck).pool(one).build());
        var first = bed.async(() -> full.call(new byte[1], in(ofSeconds(30))));
        soon("the first call is sent").until(() -> stuck.ids.size() == 1);
        expectInterrupted(
                bed,
                full,
                "in the queue for a connection",
                () -> full.pools().get(stuck.endpoint()).waiting() == 1);
        stuck.close();
        first.exceptionally(_ -> null);
    }

    private static void expectInterrupted(
            Testbed bed, RobustClient client, String where, Callable<Boolean> isThere)
            throws Exception {
        var caller = new AtomicReference<Thread>();
        var call =
                bed.async(
                        () -> {
                            caller.set(Thread.currentThread());
                            return client.call(new byte[1], in(ofHours(2)));
                        });
        soon("the call is " + where).until(isThere);
        caller.get().interrupt();

        assertThatThrownBy(() -> call.get(2, TimeUnit.SECONDS), "interrupted " + where)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }

    static void spreads(Testbed bed) throws Exception {
        var servers = List.of(Backend.start(), Backend.start(), Backend.start());
        servers.forEach(bed::closing);
        var sick = servers.get(1).endpoint();
        var client =
                bed.closing(
                        client(servers.toArray(Backend[]::new))
                                .healthy(server -> !server.equals(sick))
                                .build());

        for (int i = 0; i < 6; i++) {
            call(client, "go");
        }
        assertThat(servers.stream().map(server -> server.runs.get()))
                .as("runs of six calls in turn at three servers, the second of them unhealthy")
                .containsExactly(3, 0, 3);
    }
}
