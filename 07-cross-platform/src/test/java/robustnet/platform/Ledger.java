package robustnet.platform;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import robustnet.basics.Handler;

/// Where the effects of requests are written down. A request is the id of its effect, 8 bytes, and
/// the reply is the same. All servers of a test write to the same ledger, as to one database.
final class Ledger implements Handler {
    private final Set<Long> effects = ConcurrentHashMap.newKeySet();
    private final Queue<Long> twice = new ConcurrentLinkedQueue<>();

    @Override
    public byte[] handle(byte[] request) {
        long id = id(request);
        if (!effects.add(id)) {
            twice.add(id);
        }
        return request;
    }

    static byte[] request(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    static long id(byte[] message) {
        return ByteBuffer.wrap(message).getLong();
    }

    Set<Long> effects() {
        return effects;
    }

    /// The effects that a second request wanted to write.
    Queue<Long> twice() {
        return twice;
    }
}
