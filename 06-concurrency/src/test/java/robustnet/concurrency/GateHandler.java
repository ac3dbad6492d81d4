package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A handler that stands still until the test lets it go on: with the request "wait" until it is
/// interrupted, with "deaf" whatever happens. Others are answered at once. The answer is the
/// request.
final class GateHandler implements RequestHandler, AutoCloseable {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();

    @Override
    public byte[] handle(long requestId, byte[] request) throws Exception {
        switch (new String(request, UTF_8)) {
            case "wait" -> awaitGate();
            case "deaf" -> awaitGateWhateverHappens();
            default -> {}
        }
        return request;
    }

    private void awaitGate() throws InterruptedException {
        waiting.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        }
    }

    private void awaitGateWhateverHappens() {
        waiting.incrementAndGet();
        while (true) {
            try {
                gate.await();
                return;
            } catch (InterruptedException _) {
                // That is what makes it deaf.
            }
        }
    }

    /// Waits until so many requests stand still.
    void awaitWaiting(int number) {
        BoundedBench.eventually("requests in their handler", waiting::get, number);
    }

    /// How many requests were interrupted.
    int interrupted() {
        return interrupted.get();
    }

    void open() {
        gate.countDown();
    }

    @Override
    public void close() {
        open();
    }
}
