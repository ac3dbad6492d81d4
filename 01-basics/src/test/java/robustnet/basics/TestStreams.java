package robustnet.basics;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// Input streams in memory that do what a socket's may do.
final class TestStreams {
    private TestStreams() {}

    /// A stream whose every read throws `failure`.
    static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };
    }

    /// A stream that knows whether it was closed.
    static final class Closable extends ByteArrayInputStream {
        private boolean closed;

        Closable(byte[] bytes) {
            super(bytes);
        }

        boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /// A stream of which the first bytes are there, and the others only after [#goOn()].
    static final class Pausing extends InputStream {
        private final ByteArrayInputStream head;
        private final ByteArrayInputStream tail;
        private final CompletableFuture<Void> reached = new CompletableFuture<>();
        private final CountDownLatch goOn = new CountDownLatch(1);

        /// @param first how many bytes are there
        Pausing(byte[] bytes, int first) {
            head = new ByteArrayInputStream(bytes, 0, first);
            tail = new ByteArrayInputStream(bytes, first, bytes.length - first);
        }

        /// Completes when somebody waits for more than the first bytes.
        CompletableFuture<Void> reached() {
            return reached;
        }

        void goOn() {
            goOn.countDown();
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0 || head.available() > 0) {
                return head.readNBytes(buffer, offset, length);
            }
            reached.complete(null);
            try {
                goOn.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for the rest");
            }
            return tail.read(buffer, offset, length);
        }
    }
}
