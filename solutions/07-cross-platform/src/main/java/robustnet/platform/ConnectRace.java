package robustnet.platform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import robustnet.errors.Deadline;
import robustnet.errors.Sleeper;

/// One round of [HappyEyeballs]: the attempts and the timer run on threads of their own and report
/// to the one that runs the race.
///
/// ```
///             a failure, or the delay is over: the next attempt
///                  ┌────────┐
///                  │        ▼      connected
///   start ───────► RUNNING ─────────────────────────► OVER   a late connection is closed
///                       all failed, deadline,           by the attempt that made it
///                       bug, interrupt
/// ```
final class ConnectRace implements AutoCloseable {
    private sealed interface Event {}

    private record Connected(Socket socket) implements Event {}

    private record Failed(Throwable failure) implements Event {}

    private record Alarm(Thread timer) implements Event {}

    private final int size;
    private final Iterator<InetSocketAddress> waiting;
    private final HappyEyeballs.Attempt attempt;
    private final Sleeper sleeper;
    private final Deadline deadline;
    private final List<Thread> attempts = new ArrayList<>();
    private final List<IOException> failures = new ArrayList<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private Thread timer = Thread.ofVirtual().unstarted(() -> {});
    private boolean over;

    ConnectRace(
            List<InetSocketAddress> addresses,
            HappyEyeballs.Attempt attempt,
            Sleeper sleeper,
            Deadline deadline) {
        size = addresses.size();
        waiting = addresses.iterator();
        this.attempt = attempt;
        this.sleeper = sleeper;
        this.deadline = deadline;
    }

    Socket run(Duration delay) throws IOException, InterruptedException {
        startNext(delay);
        while (true) {
            switch (events.take()) {
                case Connected(var socket) -> {
                    return socket;
                }
                case Failed(IOException e) -> {
                    failures.add(e);
                    if (failures.size() == size) {
                        throw withHistory(failures.removeFirst());
                    }
                    if (waiting.hasNext()) {
                        startNext(delay); // E16: at once; nobody has to wait for the delay
                    }
                }
                case Failed(RuntimeException bug) -> throw bug;
                case Failed(Error error) -> throw error;
                case Failed(var other) -> throw new IllegalStateException(other);
                case Alarm(var from) -> {
                    if (from == timer) { // not one that rang while it was being stopped
                        startNext(delay);
                    }
                }
            }
        }
    }

    private void startNext(Duration delay) throws IOException {
        if (deadline.hasPassed()) {
            throw withHistory(new SocketTimeoutException("no connection by the deadline"));
        }
        if (waiting.hasNext()) {
            var address = waiting.next();
            attempts.add(
                    Thread.ofVirtual().name("connect-" + address).start(() -> attempt(address)));
        }
        setTimer(waiting.hasNext() ? deadline.min(delay) : deadline.remaining());
    }

    private void setTimer(Duration time) {
        timer.interrupt();
        timer = Thread.ofVirtual().name("connect-timer").start(() -> ring(time));
    }

    private void ring(Duration time) {
        try {
            sleeper.sleep(time);
            report(new Alarm(Thread.currentThread()));
        } catch (InterruptedException _) {
            // Another timer was set, or the race is over.
        }
    }

    private void attempt(InetSocketAddress address) {
        Event outcome;
        try {
            outcome = new Connected(attempt.connect(address, deadline));
        } catch (Throwable e) {
            outcome = new Failed(e);
        }
        if (!report(outcome)) {
            discard(outcome);
        }
    }

    /// Under a lock with [#close()], so that each connection either is seen by the race or is
    /// closed by its attempt.
    private synchronized boolean report(Event event) {
        return !over && events.add(event);
    }

    private static void discard(Event event) {
        if (event instanceof Connected(var socket)) {
            try {
                socket.close();
            } catch (IOException _) {
                // A loser; nobody wants to know.
            }
        }
    }

    private <T extends IOException> T withHistory(T thrown) {
        failures.stream()
                .filter(failure -> failure != thrown) // nothing can be suppressed in itself
                .forEach(thrown::addSuppressed);
        return thrown;
    }

    @Override
    public void close() {
        synchronized (this) {
            over = true;
        }
        timer.interrupt();
        attempts.forEach(Thread::interrupt);
        events.forEach(ConnectRace::discard); // E16: no loser stays open
    }
}
