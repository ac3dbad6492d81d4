package robustnet.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import robustnet.basics.Endpoint;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameDecoder;
import robustnet.buffers.FrameEncoder;
import robustnet.buffers.FrameType;

/// A server that does with each request what the script says, and echoes when the script has ended.
final class ScriptedBackend implements AutoCloseable {
    /// What becomes of one request.
    enum Step {
        /// The connection ends, without a reply.
        CUT,
        /// As `CUT`, and the next connection finds another incarnation.
        RESTART,
        /// Not run: there is no room.
        BUSY,
        /// The reply is no frame.
        GARBAGE,
        /// No reply, and no end.
        SILENCE,
        /// The reply is the request.
        ECHO
    }

    /// The ids of all requests that have come.
    final List<Long> ids = new CopyOnWriteArrayList<>();

    private final Queue<Step> script;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile long instanceId = 1;

    private ScriptedBackend(List<Step> script) throws IOException {
        this.script = new ConcurrentLinkedQueue<>(script);
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static ScriptedBackend start(Step... script) throws IOException {
        var server = new ScriptedBackend(List.of(script));
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                var socket = listener.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        var decoder = new FrameDecoder();
        var chunk = new byte[8192];
        try (socket) {
            var in = socket.getInputStream();
            for (int n = in.read(chunk); n != -1; n = in.read(chunk)) {
                decoder.decode(ByteBuffer.wrap(chunk, 0, n), frame -> answer(socket, frame));
            }
        } catch (IOException _) {
            // The connection was cut, by either end.
        }
    }

    private void answer(Socket socket, Frame frame) {
        try {
            if (frame.type() == FrameType.PING) {
                var id = ByteBuffer.allocate(Long.BYTES).putLong(instanceId).flip();
                send(socket, new Frame(FrameType.PONG, frame.requestId(), id));
                return;
            }
            ids.add(frame.requestId());
            var step = script.poll();
            switch (step == null ? Step.ECHO : step) {
                case CUT -> socket.close();
                case RESTART -> {
                    instanceId++;
                    socket.close();
                }
                case BUSY -> {
                    send(socket, new Frame(FrameType.BUSY, 0));
                    socket.shutdownOutput();
                }
                case GARBAGE -> socket.getOutputStream().write(new byte[64]);
                case SILENCE -> {}
                case ECHO -> {
                    var payload = ByteBuffer.wrap(frame.payloadBytes());
                    send(socket, new Frame(FrameType.RESPONSE, frame.requestId(), payload));
                }
            }
        } catch (IOException _) {
            // The client is gone.
        }
    }

    private static void send(Socket socket, Frame frame) throws IOException {
        var bytes = ByteBuffer.allocate(new FrameEncoder().encodedLength(frame));
        for (var part : new FrameEncoder().encode(frame)) {
            bytes.put(part);
        }
        socket.getOutputStream().write(bytes.array());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
