package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.errors.ClientBench.PING;
import static robustnet.errors.ClientBench.awaitUntil;

import java.io.IOException;
import robustnet.testkit.Testbed;

/// What a [ReplyCache] must do, with a handler that counts its runs.
final class ReplyCacheChecks {
    private ReplyCacheChecks() {}

    static void runsEachIdOnce(Testbed bed, ClientBench bench) throws Exception {
        var failure = new IOException("half done");
        var cache =
                new ReplyCache(
                        2,
                        body -> {
                            if (bench.counted(body).length == 0) {
                                throw failure;
                            }
                            return body.length == 1 ? bench.held(body) : body;
                        });
        var first = bed.async(() -> cache.handle(1, new byte[] {5}));
        awaitUntil("the first run", () -> bench.runs.get() == 1);
        var repeat = bed.async(() -> cache.handle(1, new byte[] {6}));
        assertThatThrownBy(() -> cache.handle(2, new byte[0])).isSameAs(failure);
        assertThatThrownBy(() -> cache.handle(2, PING), "the repeat of a failure")
                .isSameAs(failure);
        assertThat(repeat.isDone()).as("whether a repeat has overtaken the first run").isFalse();
        bench.gate.countDown();
        assertThat(first.get()).as("the reply").containsExactly(5);
        assertThat(repeat.get()).as("the reply to the repeat: the first one's").containsExactly(5);
        assertThat(bench.runs.get()).as("runs of two requests and two repeats").isEqualTo(2);
    }

    static void forgetsTheOldest(ClientBench bench) throws Exception {
        var cache = new ReplyCache(2, bench::counted);
        for (long id : new long[] {1, 2, 3, 2, 3}) {
            cache.handle(id, PING);
        }
        assertThat(bench.runs.get())
                .as("runs of the ids 1 2 3 2 3, with 2 remembered")
                .isEqualTo(3);
        cache.handle(1, PING);
        assertThat(bench.runs.get()).as("runs after 1 came again, forgotten by then").isEqualTo(4);
        assertThatThrownBy(() -> new ReplyCache(0, bench::counted))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
