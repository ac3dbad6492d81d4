package robustnet.concurrency;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts what a server tells.
final class EventTally implements ServerEvents {
    record Answer(Duration took, int bytesIn, int bytesOut, boolean failed) {}

    final AtomicInteger accepted = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger acceptFailures = new AtomicInteger();
    final List<Long> acceptFailureTimes = new CopyOnWriteArrayList<>();
    final AtomicInteger closed = new AtomicInteger();
    final List<Answer> answers = new CopyOnWriteArrayList<>();

    @Override
    public void accepted(Socket socket) {
        accepted.incrementAndGet();
    }

    @Override
    public void refused() {
        refused.incrementAndGet();
    }

    @Override
    public void acceptFailed(IOException failure) {
        acceptFailureTimes.add(System.nanoTime());
        acceptFailures.incrementAndGet();
    }

    @Override
    public void answered(Duration took, int bytesIn, int bytesOut, boolean failed) {
        answers.add(new Answer(took, bytesIn, bytesOut, failed));
    }

    @Override
    public void closed() {
        closed.incrementAndGet();
    }
}
