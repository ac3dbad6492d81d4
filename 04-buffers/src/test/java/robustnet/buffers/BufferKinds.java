package robustnet.buffers;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The same bytes in every kind of buffer that a program may be given.
final class BufferKinds {
    private static final int BEFORE = 3;
    private static final int BEHIND = 5;

    private BufferKinds() {}

    /// A buffer and what it is like.
    record Kind(String name, ByteBuffer buffer) {
        /// Position, limit and order of the buffer.
        String state() {
            return state(buffer.position());
        }

        /// What [#state()] is when nothing remains in the buffer.
        String usedUp() {
            return state(buffer.limit());
        }

        private String state(int position) {
            return "position %d, limit %d, %s".formatted(position, buffer.limit(), buffer.order());
        }
    }

    /// Buffers in which `content` remains, from position to limit: heap, direct, sliced, and each
    /// of them read-only, in both byte orders. Other bytes lie before and behind it.
    static List<Kind> of(byte[] content) {
        var around = new byte[BEFORE + content.length + BEHIND];
        Arrays.fill(around, (byte) 0xEE);
        System.arraycopy(content, 0, around, BEFORE, content.length);
        var heap = ByteBuffer.wrap(around, BEFORE, content.length);
        var direct = ByteBuffer.allocateDirect(around.length).put(around);
        direct.limit(BEFORE + content.length).position(BEFORE);

        var kinds = new ArrayList<Kind>();
        for (var order : List.of(BIG_ENDIAN, LITTLE_ENDIAN)) {
            add(kinds, "heap, " + order, heap.duplicate().order(order));
            add(kinds, "direct, " + order, direct.duplicate().order(order));
            add(kinds, "heap, sliced, " + order, heap.slice().order(order));
            add(kinds, "direct, sliced, " + order, direct.slice().order(order));
        }
        return kinds;
    }

    private static void add(List<Kind> kinds, String name, ByteBuffer buffer) {
        kinds.add(new Kind(name, buffer));
        kinds.add(new Kind(name + ", read-only", buffer.asReadOnlyBuffer().order(buffer.order())));
    }
}
