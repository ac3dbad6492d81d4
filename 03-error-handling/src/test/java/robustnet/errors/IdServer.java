package robustnet.errors;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import robustnet.basics.Frames;

/// A server for requests with ids: a virtual thread for each connection and for each request, so
/// that replies come in the order in which requests are done. It counts what it gets.
final class IdServer implements AutoCloseable {
    @FunctionalInterface
    interface Handler {
        byte[] handle(long id, byte[] body) throws Exception;
    }

    private static final int MAX_FRAME = 1 << 25;

    private final ServerSocket listener;
    private final Handler handler;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger receipts = new AtomicInteger();
    private volatile boolean closed;

    private IdServer(ServerSocket listener, Handler handler) {
        this.listener = listener;
        this.handler = handler;
        start(this::acceptAll);
    }

    static IdServer start(InetAddress address, Handler handler) throws IOException {
        return new IdServer(new ServerSocket(0, 50, address), handler);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// How many whole requests have come, repeats included.
    int receipts() {
        return receipts.get();
    }

    int connections() {
        return sockets.size();
    }

    private void acceptAll() {
        try {
            while (true) {
                var socket = listener.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var out = socket.getOutputStream();
            for (var frame = Frames.read(socket.getInputStream(), MAX_FRAME);
                    frame.isPresent();
                    frame = Frames.read(socket.getInputStream(), MAX_FRAME)) {
                var request = Messages.readRequest(frame.get());
                receipts.incrementAndGet();
                start(() -> answer(request, out));
            }
        } catch (IOException _) {
            // The connection was spoilt, which is what the tests are about.
        }
    }

    private void answer(Messages.Request request, OutputStream out) {
        byte[] reply;
        try {
            reply = Messages.reply(request.id(), handler.handle(request.id(), request.body()));
        } catch (Exception e) {
            reply = Messages.failure(request.id(), String.valueOf(e.getMessage()));
        }
        synchronized (out) {
            try {
                Frames.write(out, reply);
            } catch (IOException _) {
                // The client will ask again, or not.
            }
        }
    }

    private void start(Runnable task) {
        var thread = Thread.ofVirtual().name("id-server").start(task);
        threads.add(thread);
        if (closed) {
            thread.interrupt(); // close may not have seen it
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listener.close();
        for (var socket : sockets) {
            socket.close();
        }
        threads.forEach(Thread::interrupt);
    }
}
