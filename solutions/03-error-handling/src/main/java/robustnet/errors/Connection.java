package robustnet.errors;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import robustnet.basics.Frames;

/// One connection of a [ReconnectingClient]: it is used until it is lost, and never again. A thread
/// of its own reads the replies and gives them to the calls that wait.
final class Connection {
    private final Socket socket;
    private final ReconnectingClient.Settings settings;
    private final Consumer<Connection> onReply;
    private final Consumer<Connection> onLost;
    private final Map<Long, CompletableFuture<Messages.Reply>> pending = new ConcurrentHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicInteger replies = new AtomicInteger();
    private volatile IOException lost;
    private final Thread reader;

    /// @param onReply is called at each reply, before its call returns
    /// @param onLost is called once, before the calls in flight fail
    Connection(
            Socket socket,
            ReconnectingClient.Settings settings,
            Consumer<Connection> onReply,
            Consumer<Connection> onLost) {
        this.socket = socket;
        this.settings = settings;
        this.onReply = onReply;
        this.onLost = onLost;
        reader = Thread.ofVirtual().name("reply-reader").unstarted(this::readReplies);
    }

    void start() {
        reader.start();
    }

    Thread reader() {
        return reader;
    }

    boolean isLost() {
        return lost != null;
    }

    boolean hasReplied() {
        return replies.get() > 0;
    }

    /// Sends the request and waits for its reply, until the call's deadline.
    Messages.Reply exchange(PendingCall call) throws IOException, InterruptedException {
        var reply = new CompletableFuture<Messages.Reply>();
        pending.put(call.id(), reply);
        try {
            write(call);
            return await(reply, call.deadline());
        } finally {
            pending.remove(call.id(), reply);
        }
    }

    private void write(PendingCall call) throws IOException, InterruptedException {
        var deadline = call.deadline();
        if (!writing.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new SocketTimeoutException("no turn to write before the deadline");
        }
        try {
            if (isLost()) { // looked up after the call is in the map, so that none is forgotten
                throw new SocketException("lost before the request was sent");
            }
            deadline.socketTimeoutMillis(); // throws if it has passed
            var limit = deadline.min(settings.writeTimeout());
            call.beginSending();
            try (var _ = WriteWatchdog.start(limit, () -> lose(tooSlow()))) { // E4
                Frames.write(socket.getOutputStream(), call.payload());
            } catch (IOException e) {
                lose(e); // half a frame may have left, so no other may follow it
                deadline.socketTimeoutMillis(); // throws if it has passed
                throw whyLost();
            }
        } finally {
            writing.unlock();
        }
    }

    private static IOException tooSlow() {
        return new SocketException("writing took too long");
    }

    private Messages.Reply await(CompletableFuture<Messages.Reply> reply, Deadline deadline)
            throws IOException, InterruptedException {
        int repliesBefore = replies.get();
        try {
            return reply.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            var late = new SocketTimeoutException("no reply before the deadline");
            if (replies.get() == repliesBefore) {
                lose(late); // E3: it may be stuck inside a frame, or dead
            }
            throw late;
        } catch (ExecutionException _) {
            throw whyLost();
        }
    }

    /// A late call of somebody else is a lost connection to this one, not a timeout.
    private IOException whyLost() {
        var cause = lost;
        return FailureKind.of(cause) == FailureKind.PROTOCOL
                ? cause
                : new SocketException("the connection was lost", cause);
    }

    private void readReplies() {
        try {
            socket.setSoTimeout(0); // time is bounded where the calls wait, not inside a frame
            var in = socket.getInputStream();
            while (true) {
                var payload = Frames.read(in, settings.maxFrame());
                received(Messages.readReply(payload.orElseThrow(EOFException::new)));
            }
        } catch (IOException e) {
            lose(e);
        }
    }

    private void received(Messages.Reply reply) {
        replies.incrementAndGet();
        onReply.accept(this);
        var waiting = pending.remove(reply.id());
        if (waiting != null) { // otherwise its call has ended
            waiting.complete(reply);
        }
    }

    /// Closes the connection; only the first call does anything, and the others wait for it.
    synchronized void lose(IOException cause) {
        if (isLost()) {
            return;
        }
        onLost.accept(this); // counted before anyone can see it and connect without a pause
        lost = cause;
        try {
            socket.close();
        } catch (IOException _) {
            // It is given up; there is nobody to tell.
        }
        // E20: nobody else will ever answer them
        pending.values().forEach(reply -> reply.completeExceptionally(cause));
    }
}
