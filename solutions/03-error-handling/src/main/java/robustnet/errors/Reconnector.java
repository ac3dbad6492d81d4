package robustnet.errors;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import robustnet.basics.ServerUnavailableException;

/// Keeps the one connection of a [ReconnectingClient], and makes the next when it is lost: one
/// connect at a time, for all calls that wait.
final class Reconnector implements AutoCloseable {
    private final ReconnectingClient.Opener opener;
    private final IntFunction<Duration> delays;
    private final Sleeper sleeper;
    private final ReconnectingClient.Settings settings;

    /// The latest connection, or the connect that is under way, or how it failed.
    private CompletableFuture<Connection> latest =
            CompletableFuture.failedFuture(new IOException("never connected"));

    private Thread connecting = Thread.ofVirtual().unstarted(() -> {});
    private int failures;
    private boolean closed;

    Reconnector(
            ReconnectingClient.Opener opener,
            IntFunction<Duration> delays,
            Sleeper sleeper,
            ReconnectingClient.Settings settings) {
        this.opener = opener;
        this.delays = delays;
        this.sleeper = sleeper;
        this.settings = settings;
    }

    /// Returns a connection that is not lost as far as one knows; waits for it until the deadline.
    Connection connection(Deadline deadline) throws IOException, InterruptedException {
        var tooLate = new SocketTimeoutException("no connection before the deadline");
        while (!deadline.hasPassed()) {
            try {
                return current().get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                break;
            } catch (ExecutionException e) {
                throwUnlessRetryable(e.getCause());
                tooLate.addSuppressed(e.getCause());
            }
        }
        throw tooLate;
    }

    private static void throwUnlessRetryable(Throwable failure) throws IOException {
        switch (failure) {
            case ServerUnavailableException closed -> throw closed;
            case IOException e when FailureKind.of(e).isRetryable(false, false) -> {}
            case IOException e -> throw e;
            default -> throw new IOException("connecting failed", failure);
        }
    }

    private synchronized CompletableFuture<Connection> current() throws IOException {
        if (closed) {
            throw closed();
        }
        boolean usable = !latest.isDone() || isOpen(latest);
        if (!usable) { // E14: whoever comes first connects, all others wait for the same connect
            var flight = new CompletableFuture<Connection>();
            latest = flight;
            int before = failures;
            connecting = Thread.ofVirtual().name("connector").start(() -> connect(flight, before));
        }
        return latest;
    }

    private static boolean isOpen(CompletableFuture<Connection> flight) {
        return !flight.isCompletedExceptionally() && !flight.resultNow().isLost();
    }

    private void connect(CompletableFuture<Connection> flight, int failuresBefore) {
        try {
            pauseAfter(failuresBefore);
            var connection =
                    new Connection(opener.open(), settings, _ -> proved(), this::lostConnection);
            connection.start();
            if (!flight.complete(connection)) { // closed meanwhile
                connection.lose(closed());
                join(connection.reader());
            }
        } catch (Throwable e) { // a bug in the opener too, or the calls would wait for nothing
            failed();
            flight.completeExceptionally(e);
        }
    }

    private void pauseAfter(int failuresBefore) throws InterruptedException {
        if (failuresBefore > 0) {
            sleeper.sleep(delays.apply(failuresBefore - 1));
        }
    }

    /// E14: only a reply proves that a connection is good; a mere connect does not.
    private synchronized void proved() {
        failures = 0;
    }

    private synchronized void failed() {
        failures++;
    }

    private void lostConnection(Connection connection) {
        if (!connection.hasReplied()) {
            failed();
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private static ServerUnavailableException closed() {
        return new ServerUnavailableException("the client is closed", null);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        latest.completeExceptionally(closed()); // for the calls that wait for a connect
        connecting.interrupt(); // E21: it may be in a pause, or in a connect
        join(connecting);
        if (!latest.isCompletedExceptionally()) {
            var connection = latest.resultNow();
            connection.lose(new SocketException("the client was closed"));
            join(connection.reader());
        }
    }

    /// Waits until `thread` has ended; an interrupt is kept for later.
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
