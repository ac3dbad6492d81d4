package robustnet.udp;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// A message that fills one datagram: what kind it is, its number, when it was sent, and its
/// payload, with a checksum over all of it. All integers are big-endian.
///
/// ```
///  0       2         3       4           8           16          18         18+n       22+n
///  | magic | version | type  | sequence  | nano time | length n  | payload  | CRC32C   |
///  | u16   | u8      | u8    | u32       | i64       | u16       | n bytes  | u32      |
///
///  magic 0x5255 ("RU"), version 1
///  n is 0 to 1178, so a packet has at most 1200 bytes
///  the checksum covers every byte before it
///
///   52 55 01 01  00 00 00 05  00 00 00 00 00 0f 42 40  00 02  48 69  47 2e 7e 80
///   DATA, sequence 5, nano time 1,000,000, payload "Hi"
/// ```
///
/// A packet is immutable: it copies the payload that it is given and the one that it gives.
///
/// @param type what kind of message it is
/// @param sequence its number, unsigned: after 0xFFFFFFFF comes 0, so compare two by subtraction
/// @param nanoTime the sender's [System#nanoTime()] when it was sent; only the difference between
///   two from the same sender means anything
/// @param payload 0 to [#MAX_PAYLOAD] bytes
public record Packet(Type type, int sequence, long nanoTime, byte[] payload) {
    /// The most bytes that an encoded packet has. Datagrams of this size pass through the networks
    /// of today without being cut up on the way (RFC 9000 section 14).
    public static final int MAX_LENGTH = 1200;

    /// The bytes of an encoded packet that are not payload.
    public static final int OVERHEAD = 22;

    /// The most bytes that a payload may have.
    public static final int MAX_PAYLOAD = MAX_LENGTH - OVERHEAD;

    private static final short MAGIC = 0x5255;
    private static final byte VERSION = 1;

    /// What a packet is for.
    public enum Type {
        /// Carries data; its sequence number counts data packets. Code 1.
        DATA(1),
        /// Confirms the packet of the same sequence number. Code 2.
        ACK(2),
        /// Says that no data follows; takes the next sequence number. Code 3.
        END(3),
        /// Says that the sender is alive. Code 4.
        HEARTBEAT(4);

        private final byte code;

        Type(int code) {
            this.code = (byte) code;
        }

        /// Returns the number that stands for this type in an encoded packet.
        public byte code() {
            return code;
        }
    }

    /// Creates a packet.
    ///
    /// @throws IllegalArgumentException if the payload is longer than [#MAX_PAYLOAD]
    public Packet {
        // U5: said here, where the caller can act, not by the system when it is sent
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a payload of " + payload.length + " bytes, allowed: 0 to " + MAX_PAYLOAD);
        }
        payload = payload.clone();
    }

    /// Returns the bytes of this packet, to be sent as one datagram.
    ///
    /// @return a new array of [#OVERHEAD] bytes and the payload's
    public byte[] encode() {
        var bytes = ByteBuffer.allocate(OVERHEAD + payload.length);
        bytes.putShort(MAGIC).put(VERSION).put(type.code()).putInt(sequence).putLong(nanoTime);
        bytes.putShort((short) payload.length).put(payload);
        bytes.putInt(checksum(bytes.duplicate().flip()));
        return bytes.array();
    }

    /// Reads the packet that a datagram carries.
    ///
    /// The datagram is what remains in the buffer, from its position to its limit, all of it. The
    /// buffer may be of any kind and any byte order; it is left as it was.
    ///
    /// @throws ProtocolException if the datagram is shorter than its packet, or has bytes after it,
    ///   is longer than [#MAX_LENGTH], has another magic, version, or an unknown type, or if its
    ///   checksum is wrong; no other exception is thrown, whatever the bytes
    public static Packet decode(ByteBuffer datagram) throws ProtocolException {
        // A slice is big-endian, and has a position of its own
        var bytes = datagram.slice();
        int length = bytes.remaining();
        check(length >= OVERHEAD && length <= MAX_LENGTH, "a datagram of " + length + " bytes");
        // F14: before any field is believed; as int on both sides, getValue() is a long
        int checksum = bytes.getInt(length - Integer.BYTES);
        check(checksum == checksum(bytes.slice(0, length - Integer.BYTES)), "a wrong checksum");
        check(bytes.getShort() == MAGIC, "another magic");
        check(bytes.get() == VERSION, "another version");
        var type = typeOf(bytes.get());
        int sequence = bytes.getInt();
        long nanoTime = bytes.getLong();
        int payloadLength = Short.toUnsignedInt(bytes.getShort());
        check(payloadLength == length - OVERHEAD, "a length of " + payloadLength);
        var payload = new byte[payloadLength];
        bytes.get(payload);
        return new Packet(type, sequence, nanoTime, payload);
    }

    private static int checksum(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static Type typeOf(byte code) throws ProtocolException {
        for (var type : Type.values()) {
            if (type.code() == code) {
                return type;
            }
        }
        throw new ProtocolException("no packet: a type of " + code);
    }

    private static void check(boolean holds, String found) throws ProtocolException {
        if (!holds) {
            throw new ProtocolException("no packet: " + found);
        }
    }

    /// Returns a copy of the payload.
    @Override
    public byte[] payload() {
        return payload.clone();
    }

    /// Compares all components, the payload by its bytes.
    @Override
    public boolean equals(Object other) {
        return other instanceof Packet(var otherType, var otherSequence, var time, var bytes)
                && type == otherType
                && sequence == otherSequence
                && nanoTime == time
                && Arrays.equals(payload, bytes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * sequence + Long.hashCode(nanoTime)) + Arrays.hashCode(payload);
    }

    /// Describes the packet for a log: no payload, its length only.
    @Override
    public String toString() {
        return "%s %s, %d bytes"
                .formatted(type, Integer.toUnsignedString(sequence), payload.length);
    }
}
