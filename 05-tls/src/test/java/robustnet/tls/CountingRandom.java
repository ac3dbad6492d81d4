package robustnet.tls;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.concurrent.atomic.AtomicInteger;

/// A source of random bytes that are none: the first is given, each further one is one more. So a
/// test can tell what was made of them.
final class CountingRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    CountingRandom(int first) {
        super(new Counter(first), null);
    }

    /// The bytes that the first draw gives.
    static byte[] bytes(int first, int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private static final class Counter extends SecureRandomSpi {
        private static final long serialVersionUID = 1L;

        private final AtomicInteger next;

        Counter(int first) {
            next = new AtomicInteger(first);
        }

        @Override
        protected void engineSetSeed(byte[] seed) {
            // There is no chance in it.
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            int first = next.getAndAdd(bytes.length);
            System.arraycopy(CountingRandom.bytes(first, bytes.length), 0, bytes, 0, bytes.length);
        }

        @Override
        protected byte[] engineGenerateSeed(int length) {
            var seed = new byte[length];
            engineNextBytes(seed);
            return seed;
        }
    }
}
