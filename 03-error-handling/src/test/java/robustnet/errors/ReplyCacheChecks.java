package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.errors.ClientBench.PING;
import static robustnet.errors.ClientBench.awaitUntil;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import robustnet.testkit.Testbed;

/// What a [ReplyCache] must do, with a handler that counts its runs.
final class ReplyCacheChecks {
    private ReplyCacheChecks() {}

    static void runsEachIdOnce(Testbed bed, ClientBench bench) throws Exception {
        var failure = new IOException("half done");
        var cache =
                new ReplyCache(
                        1,
                        body -> {
                            if (bench.counted(body).length == 0) {
                                throw failure;
                            }
                            return body.length == 1 ? bench.held(body) : body;
                        });
        var first = bed.async(() -> cache.handle(1, new byte[] {5}));
        awaitUntil("the first run", () -> bench.runs.get() == 1);
        var repeater = new CompletableFuture<Thread>();
        var repeat =
                bed.async(
                        () -> {
                            repeater.complete(Thread.currentThread());
                            return cache.handle(1, new byte[] {6});
                        });
        ClientBench.awaitWaiting(repeater.get());
        assertThatThrownBy(() -> cache.handle(2, new byte[0])).isSameAs(failure);
        assertThatThrownBy(() -> cache.handle(2, PING), "the repeat of a failure")
                .isSameAs(failure);
        assertThat(repeat.isDone()).as("whether a repeat has overtaken the first run").isFalse();
        bench.gate.countDown();
        assertThat(first.get()).as("the reply").containsExactly(5);
        assertThat(repeat.get()).as("the reply to the repeat: the first one's").containsExactly(5);
        assertThat(bench.runs.get()).as("runs of two requests and two repeats").isEqualTo(2);
        cache.handle(1, PING);
        assertThat(bench.runs.get())
                .as("runs after another repeat of 1, which was finished last, with 1 remembered")
                .isEqualTo(2);
    }

    static void endsRepeats(Testbed bed, ClientBench bench) throws Exception {
        var error = new StackOverflowError("in the handler");
        var cache =
                new ReplyCache(
                        2,
                        body -> {
                            bench.counted(body);
                            bench.gate.await();
                            throw error;
                        });
        var first = bed.async(() -> cache.handle(1, PING));
        awaitUntil("the first run", () -> bench.runs.get() == 1);
        var waiter = new CompletableFuture<Thread>();
        var interrupted =
                bed.async(
                        () -> {
                            waiter.complete(Thread.currentThread());
                            return cache.handle(1, PING);
                        });
        ClientBench.awaitWaiting(waiter.get());
        waiter.get().interrupt();
        assertThat(ClientBench.end(interrupted))
                .as("how a repeat ended that was interrupted while it waited for the first run")
                .hasCauseInstanceOf(InterruptedException.class);
        bench.gate.countDown();
        assertThat(ClientBench.end(first)).as("how the first run ended").hasCause(error);
        assertThat(ClientBench.end(bed.async(() -> cache.handle(1, PING))))
                .as("how a repeat ended, after the first run had thrown an error")
                .hasCause(error);
    }

    static void forgetsTheOldest(ClientBench bench) throws Exception {
        var cache = new ReplyCache(2, bench::counted);
        for (long id : new long[] {1, 2, 1, 3, 2}) {
            cache.handle(id, PING);
        }
        assertThat(bench.runs.get())
                .as("runs of the ids 1 2 1 3 2, with 2 remembered: a repeat makes none younger")
                .isEqualTo(3);
        cache.handle(1, PING);
        assertThat(bench.runs.get()).as("runs after 1 came again, forgotten by then").isEqualTo(4);
        cache.handle(1L << 32 | 1, PING);
        assertThat(bench.runs.get()).as("runs after 2^32 + 1 came, another id").isEqualTo(5);
        assertThatThrownBy(() -> new ReplyCache(0, bench::counted))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
