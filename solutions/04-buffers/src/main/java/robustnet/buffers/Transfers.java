package robustnet.buffers;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;

/// Moves all the bytes, or throws an exception that says how far it came.
///
/// One call of a stream or channel moves some bytes: as many as happen to be there, or as fit. The
/// methods of this class repeat it until all are moved:
///
/// ```
///   three writes of 13 bytes for two buffers of 20 and 10
///
///   |--------- 20 ---------|--- 10 ---|
///   |---- 13 ----|---- 13 ----|- 4 ---|
///                    ^ the second write ends inside the second buffer
/// ```
///
/// The channels must be in blocking mode. With one that is not, waiting for the next byte would be
/// a loop that keeps a processor busy, so that is refused: a selectable channel in non-blocking
/// mode with an [IllegalBlockingModeException] before anything is moved, and so is, later, the
/// first call of any channel that moved nothing although it could have. When there is nothing to
/// move, a channel in non-blocking mode may be refused or not.
///
/// The methods close nothing. They keep no state, so threads that use different channels never
/// disturb each other.
public final class Transfers {
    private Transfers() {}

    /// Reads exactly `n` bytes, and not one more.
    ///
    /// The memory that it takes grows with what has come, not with `n`: a few times that, plus 1
    /// MiB at most. After an exception, a timeout included, what had come is lost: close the
    /// connection.
    ///
    /// @param in where the bytes come from; it may return fewer bytes than asked for
    /// @param n how many bytes, 0 or more; for 0 the stream is not read
    /// @return a new array of `n` bytes
    /// @throws IllegalArgumentException if `n` is negative
    /// @throws EOFException if the stream ends before; the message says how many bytes came, and of
    ///   how many
    /// @throws IOException what the stream throws when it fails, passed on as it is: a
    ///   `SocketTimeoutException` for instance
    public static byte[] readExactly(InputStream in, int n) throws IOException {
        var bytes = in.readNBytes(n); // B1: reads until it has them all, or the end
        if (bytes.length < n) {
            throw ended(bytes.length, n);
        }
        return bytes;
    }

    /// Reads until `buffer` is full: from its position to its limit.
    ///
    /// A buffer in which nothing remains is full already: the channel is not read then.
    ///
    /// @param buffer where the bytes go; after an exception its position tells how many came
    /// @throws EOFException if the channel ends before; the message says how many bytes came, and
    ///   of how many
    /// @throws IllegalBlockingModeException if the channel is in non-blocking mode, or read nothing
    ///   although there was room
    /// @throws IOException what the channel throws when it fails, passed on as it is
    public static void readFully(ReadableByteChannel channel, ByteBuffer buffer)
            throws IOException {
        requireBlocking(channel);
        int wanted = buffer.remaining();
        // F6: never with a full buffer, for which read returns 0 and not -1
        while (buffer.hasRemaining()) {
            int n = channel.read(buffer);
            if (n < 0) {
                throw ended(wanted - buffer.remaining(), wanted);
            }
            requireProgress(n);
        }
    }

    /// Writes all that remains in `buffer`.
    ///
    /// @param buffer what to write; after an exception its position tells how many bytes went out
    /// @throws IllegalBlockingModeException if the channel is in non-blocking mode, or wrote
    ///   nothing although something remained
    /// @throws IOException what the channel throws when it fails, passed on as it is
    public static void writeFully(WritableByteChannel channel, ByteBuffer buffer)
            throws IOException {
        requireBlocking(channel);
        while (buffer.hasRemaining()) { // F5: one write may write a part
            requireProgress(channel.write(buffer));
        }
    }

    /// Writes all that remains in all the buffers, in their order.
    ///
    /// Each call of the channel is offered all that is left, so that a header and its payload can
    /// leave in one packet.
    ///
    /// @param buffers what to write, maybe nothing; after an exception their positions tell how
    ///   many bytes went out. The array is left as it was
    /// @throws IllegalBlockingModeException if the channel is in non-blocking mode, or wrote
    ///   nothing although something remained
    /// @throws IOException what the channel throws when it fails, passed on as it is
    public static void writeFully(GatheringByteChannel channel, ByteBuffer... buffers)
            throws IOException {
        requireBlocking(channel);
        for (int first = 0; first < buffers.length; ) {
            if (!buffers[first].hasRemaining()) {
                first++;
            } else {
                // F5: it may stop in the middle of any of them
                requireProgress(channel.write(buffers, first, buffers.length - first));
            }
        }
    }

    private static void requireBlocking(Channel channel) {
        if (channel instanceof SelectableChannel selectable && !selectable.isBlocking()) {
            throw new IllegalBlockingModeException();
        }
    }

    private static void requireProgress(long moved) {
        if (moved == 0) {
            throw new IllegalBlockingModeException();
        }
    }

    private static EOFException ended(int came, int wanted) {
        return new EOFException("ended after %d of %d bytes".formatted(came, wanted));
    }
}
