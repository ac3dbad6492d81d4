package robustnet.errors;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.errors.ClientBench.LONG;
import static robustnet.errors.ClientBench.PING;
import static robustnet.errors.ClientBench.awaitUntil;
import static robustnet.errors.ClientBench.in;
import static robustnet.errors.ClientBench.ping;
import static robustnet.errors.ClientBench.thrown;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.basics.RequestFailedException;
import robustnet.basics.ServerUnavailableException;
import robustnet.testkit.Exercise;
import robustnet.testkit.FaultProxy;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;

@Exercise(
        id = "3.7",
        title = "Reconnecting client",
        level = 4,
        minutes = 150,
        edit = {ReconnectingClient.class, ReplyCache.class})
class ReconnectingClientTest {
    private Testbed bed;
    private ClientBench bench;

    @BeforeEach
    void open(Testbed bed) {
        this.bed = bed;
        bench = new ClientBench(bed);
    }

    @Test
    @DisplayName("calls share a connection, and each gets its own reply, in any order")
    void sharesAConnection() throws Exception {
        var server =
                bench.server(
                        (_, body) -> {
                            if (body.length == 1) {
                                bench.gate.await();
                            } else if (body.length == 2) {
                                throw new IOException("less than 30 €");
                            }
                            return body;
                        });
        var client = bench.client(server.address());
        var slow = bed.async(() -> client.call(new byte[] {7}, false, in(LONG)));
        awaitUntil("the slow request arrives", () -> server.receipts() == 1);

        assertThat(ping(client, false)).as("a reply that overtakes another").isEqualTo(PING);
        assertThatThrownBy(() -> client.call(new byte[2], true, in(LONG)), "a failing request")
                .isInstanceOf(RequestFailedException.class)
                .hasMessage("less than 30 €");
        bench.gate.countDown();
        assertThat(slow.get()).as("the slow request's reply").containsExactly(7);
        assertThat(bench.connects.get()).as("connects for three calls").isEqualTo(1);
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("cut at any byte, a request that must not run twice runs once at most (E6)")
    void neverRunsTwice() throws Exception {
        for (var cut : ClientBench.cuts()) {
            bench.runs.set(0);
            var server = bench.server((_, body) -> bench.counted(body));
            assertThat(catchThrowable(() -> bench.pingThrough(server.address(), cut, false)))
                    .as("what a call threw that was cut after %s", cut)
                    .isInstanceOf(ServerUnavailableException.class);
            assertThat(bench.runs.get())
                    .as("runs of a request that was cut after %s", cut)
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    @TimeLimit(seconds = 15)
    @DisplayName("cut at any byte, an idempotent request is answered, and has one effect (E6)")
    void hasOneEffect() throws Exception {
        for (var cut : ClientBench.cuts()) {
            bench.runs.set(0);
            var cache = new ReplyCache(10, bench::counted);
            var server = bench.server(cache::handle);
            assertThat(bench.pingThrough(server.address(), cut, true))
                    .as("the reply to a call that was cut after %s", cut)
                    .isEqualTo(PING);
            assertThat(bench.runs.get())
                    .as("effects of a request that was cut after %s, sent again", cut)
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName("a request of which nothing was sent is tried again, whatever it is (E6)")
    void triesAgainWhatWasNotSent() throws Exception {
        ConnectingChecks.untilThereIsAConnection(bed, bench);
        ConnectingChecks.afterALostRequest(bed, bench);
    }

    @Test
    @DisplayName("what another connect cannot mend, a bug for instance, ends the call at once")
    void endsWhatNoConnectCanMend() throws Exception {
        ConnectingChecks.notAfterAFinalFailure(bench);
        ConnectingChecks.notAfterABug(bed, bench);
    }

    @Test
    @DisplayName("a connection that stuck inside a frame is not used for the next call (E3)")
    void givesUpAStuckConnection() throws Exception {
        ReplyChecks.stuckInAFrame(bed, bench);
    }

    @Test
    @DisplayName("a call that is late ends alone where others get their replies (E3)")
    void endsALateCallAlone() throws Exception {
        ReplyChecks.lateAmongOthers(bed, bench);
    }

    @Test
    @DisplayName("a peer that never reads holds a writer until its time is up, and no longer (E4)")
    void endsAWriteThatHangs() throws Exception {
        WritingChecks.forTheWriteTimeout(bed, bench);
        WritingChecks.againIfItIsIdempotent(bed, bench);
        WritingChecks.untilTheDeadline(bed, bench);
    }

    @Test
    @DisplayName(
            "a call that waits for its turn to write ends alone, and nothing of it is sent (E4)")
    void waitsForItsTurn() throws Exception {
        WritingChecks.inTurn(bed, bench);
    }

    @Test
    @DisplayName("an interrupt ends its call alone, and its reply is a reply still (E3)")
    void dropsAReply() throws Exception {
        ReplyChecks.forACallThatHasEnded(bed, bench);
    }

    @Test
    @DisplayName("when the connection is reset, a hundred calls in flight all end (E20)")
    void endsAllCallsInFlight() throws Exception {
        var server = bench.server((_, body) -> bench.held(body));
        var proxy = bed.closing(FaultProxy.start(server.address(), bed.random()));
        var client = bench.client(proxy.address());
        var calls = Stream.generate(() -> bed.async(() -> ping(client, false))).limit(100).toList();
        awaitUntil("100 requests arrive", () -> server.receipts() == 100);

        proxy.resetConnections();

        var all = CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
        assertThat(catchThrowable(() -> all.get(2, TimeUnit.SECONDS)))
                .as("how 100 calls ended within 2 s of the reset")
                .hasCauseInstanceOf(ServerUnavailableException.class);
        assertThat(calls).as("calls").allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    @DisplayName("a server that accepts and closes is not tried faster and faster (E14)")
    void backsOffUntilAReply() throws Exception {
        ConnectingChecks.backingOffUntilAReply(bed, bench);
    }

    @Test
    @DisplayName("however many calls wait, there is one connect (E14)")
    void connectsOnceForAll() throws Exception {
        ConnectingChecks.onceForAllCalls(bed, bench);
    }

    @Test
    @DisplayName("close during a pause ends it and the calls, and nothing connects later (E21)")
    void closesDuringAPause() throws Exception {
        ClosingChecks.duringAPause(bed, bench);
    }

    @Test
    @DisplayName("close during a connect waits for its end and closes what it made (E21)")
    void closesDuringAConnect() throws Exception {
        ClosingChecks.duringAConnect(bed, bench);
    }

    @Test
    @DisplayName("close ends the calls in flight, whatever they are (E20)")
    void closesWithCallsInFlight() throws Exception {
        ClosingChecks.withCallsInFlight(bed, bench);
    }

    @Test
    @DisplayName("a deadline, an interrupt and a server that talks nonsense end a call")
    void endsForGoodReasons() throws Exception {
        ReplyChecks.none(bed, bench);
        ReplyChecks.tooLong(bench);

        ReconnectingClient.Opener silent =
                () -> {
                    bench.held(PING);
                    throw new ConnectException("not in time");
                };
        var stuck = bench.client(silent);
        assertThat(thrown(stuck, ofMillis(100)))
                .as("what a call threw that got no connection before its deadline")
                .isInstanceOf(SocketTimeoutException.class);
        Thread.currentThread().interrupt();
        var interrupted = thrown(stuck, LONG);
        assertThat(Thread.interrupted()).as("interrupt status after the call").isTrue();
        assertThat(interrupted).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    @DisplayName("the cache runs each id once, also while it is running and when it fails (E6)")
    void remembersOutcomes() throws Exception {
        ReplyCacheChecks.runsEachIdOnce(bed, bench);
    }

    @Test
    @DisplayName(
            "the cache ends a repeat on an interrupt, and with the error of the first run (E6)")
    void endsRepeats() throws Exception {
        ReplyCacheChecks.endsRepeats(bed, bench);
    }

    @Test
    @DisplayName("the cache forgets what was finished first when it is full (E6)")
    void forgetsTheOldest() throws Exception {
        ReplyCacheChecks.forgetsTheOldest(bench);
    }
}
