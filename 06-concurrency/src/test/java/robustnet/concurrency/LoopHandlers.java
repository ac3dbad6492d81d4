package robustnet.concurrency;

import java.util.Queue;
import robustnet.concurrency.EventLoopServer.Limits;

/// Handlers that do not only echo.
final class LoopHandlers {
    static final Limits SMALL = new Limits(10, 100, 0, 1_000, LoopBench.LONG);

    static final Limits EMPTY = new Limits(10, 0, 0, 1_000, LoopBench.LONG);

    private LoopHandlers() {}

    /// Echoes, and leaves the thread interrupted.
    ///
    /// @param found gets the status that a handler finds
    record Interrupting(Queue<Boolean> found) implements RequestHandler {
        @Override
        public byte[] handle(long requestId, byte[] request) {
            found.add(Thread.currentThread().isInterrupted());
            return pong(request);
        }

        @Override
        public byte[] pong(byte[] ping) {
            Thread.currentThread().interrupt();
            return ping;
        }
    }

    /// Echoes, and answers a ping with "pong of" it.
    static final class Pongs implements RequestHandler {
        @Override
        public byte[] handle(long requestId, byte[] request) {
            return request;
        }

        @Override
        public byte[] pong(byte[] ping) {
            return ("pong of " + new String(ping)).getBytes();
        }
    }

    /// Fails in the way that the request names, and at each ping.
    static final class Failing implements RequestHandler {
        @Override
        public byte[] handle(long requestId, byte[] request) throws Exception {
            switch (new String(request)) {
                case "exception" -> throw new IllegalStateException("no exception");
                case "error" -> throw new AssertionError("no error");
                case "silent" -> throw new Exception();
                case "rude" -> throw new RudeException();
                case "long message" -> throw new Exception("x".repeat(SMALL.maxPayload() + 1));
                case "null" -> {
                    return null;
                }
                case "long" -> {
                    return new byte[SMALL.maxPayload() + 1];
                }
                default -> {
                    return request;
                }
            }
        }

        @Override
        public byte[] pong(byte[] ping) {
            throw new IllegalStateException("no pong");
        }
    }
}
