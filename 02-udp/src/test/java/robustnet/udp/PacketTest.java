package robustnet.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.udp.Packet.Type;

@Exercise(id = "2.3", title = "Packets", level = 2, minutes = 30, edit = Packet.class)
class PacketTest {
    private static final String HI =
            "52 55 01 01 00 00 00 05 00 00 00 00 00 0f 42 40 00 02 48 69 47 2e 7e 80";
    private static final String ONES =
            "52 55 01 02 ff ff ff ff ff ff ff ff ff ff ff ff 00 00 82 9f c2 12";
    private static final String DIGITS =
            "52 55 01 04 01 02 03 04 11 22 33 44 55 66 77 88 00 09"
                    + " 31 32 33 34 35 36 37 38 39 08 19 91 f9";

    @Test
    @DisplayName(
            "packets are encoded as the format says, the checksum of CRC32C at their end (F14)")
    void encodesKnownPackets() {
        assertThat(hex(new Packet(Type.DATA, 5, 1_000_000, bytes("Hi")).encode()))
                .as("DATA, sequence 5, nano time 1,000,000, payload Hi")
                .isEqualTo(HI);
        assertThat(hex(new Packet(Type.ACK, -1, -1, bytes("")).encode()))
                .as("ACK, sequence 4,294,967,295, nano time -1, no payload")
                .isEqualTo(ONES);
        assertThat(hex(digits().encode()))
                .as("HEARTBEAT, sequence 0x01020304, payload 123456789")
                .isEqualTo(DIGITS);
    }

    @Test
    @DisplayName("what was encoded is decoded, every type, any length and any number")
    void decodesWhatWasEncoded(Testbed bed) throws Exception {
        assertThat(Packet.decode(buffer(HI)).payload()).asString(UTF_8).isEqualTo("Hi");
        assertThat(Packet.decode(buffer(ONES)).type()).isEqualTo(Type.ACK);
        assertThat(Packet.decode(buffer(DIGITS))).isEqualTo(digits());
        for (var type : Type.values()) {
            for (int length : new int[] {0, 1, 127, 128, 255, 256, Packet.MAX_PAYLOAD}) {
                var payload = new byte[length];
                bed.random().nextBytes(payload);
                var sent =
                        new Packet(type, bed.random().nextInt(), bed.random().nextLong(), payload);

                var packet = Packet.decode(ByteBuffer.wrap(sent.encode()));

                assertThat(packet).as("%s, decoded again", sent).isEqualTo(sent);
                assertThat(packet.nanoTime()).as("its nano time").isEqualTo(sent.nanoTime());
                assertThat(packet.payload()).as("its payload").isEqualTo(payload);
            }
        }
    }

    @Test
    @DisplayName("a buffer of any kind will do, and is left as it was")
    void decodesFromAnyBuffer() throws Exception {
        var array = bytes(".." + "x".repeat(digits().encode().length) + "...");
        System.arraycopy(digits().encode(), 0, array, 2, array.length - 5);
        var direct = ByteBuffer.allocateDirect(array.length).put(array);
        for (var buffer :
                List.of(
                        ByteBuffer.wrap(array),
                        ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN),
                        ByteBuffer.wrap(array).asReadOnlyBuffer(),
                        direct)) {
            buffer.limit(array.length - 3).position(2);
            check(buffer, buffer.order() + " " + buffer);
            check(buffer.slice().order(buffer.order()), "a slice: " + buffer.slice());
        }
        assertThat(hex(Arrays.copyOfRange(array, 2, array.length - 3)))
                .as("the bytes in the buffer, after they were decoded")
                .isEqualTo(DIGITS);
    }

    private static void check(ByteBuffer buffer, String name) throws Exception {
        var before = buffer.duplicate();
        assertThat(Packet.decode(buffer)).as("decoded from %s", name).isEqualTo(digits());
        assertThat(buffer).as("position and limit of %s", name).isEqualTo(before);
        assertThat(buffer.position()).as("position of %s", name).isEqualTo(before.position());
    }

    @Test
    @DisplayName("a packet in which any single bit is flipped is rejected (F14)")
    void detectsEveryFlippedBit() {
        for (int length : new int[] {0, 2, 300}) {
            var encoded = new Packet(Type.DATA, 7, 42, new byte[length]).encode();
            for (int bit = 0; bit < encoded.length * 8; bit++) {
                var damaged = encoded.clone();
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(catchThrowable(() -> Packet.decode(ByteBuffer.wrap(damaged))))
                        .as("decode, after bit %d of byte %d was flipped", bit % 8, bit / 8)
                        .isInstanceOf(ProtocolException.class);
            }
        }
    }

    @Test
    @DisplayName("a packet that is cut short anywhere is rejected")
    void rejectsATruncatedPacket() {
        var encoded = digits().encode();
        for (int length = 0; length < encoded.length; length++) {
            assertRejected(Arrays.copyOf(encoded, length), "the first %d bytes".formatted(length));
        }
        var header = Arrays.copyOf(encoded, 18);
        assertRejected(sealed(header), "9 bytes of payload announced, none there, right checksum");
        assertRejected(sealed(hexBytes("52 55 01 01")), "a short header, right checksum");
    }

    @Test
    @DisplayName("bytes after a packet are rejected, even under a right checksum")
    void rejectsTrailingBytes() {
        var encoded = digits().encode();
        var longer = Arrays.copyOf(encoded, encoded.length - 4 + 1);

        assertRejected(sealed(longer), "10 bytes of payload, 9 announced, right checksum");
        assertRejected(Arrays.copyOf(encoded, encoded.length + 1), "one byte after the checksum");
    }

    @Test
    @DisplayName("a packet longer than 1200 bytes is rejected, even under a right checksum")
    void rejectsALongPacket() {
        var packet = new Packet(Type.DATA, 1, 1, new byte[Packet.MAX_PAYLOAD]);
        assertThat(packet.encode()).as("the longest packet").hasSize(1200);

        for (int payload : new int[] {1179, 40_000, 65_507 - Packet.OVERHEAD}) {
            var bytes = Arrays.copyOf(packet.encode(), 18 + payload);
            ByteBuffer.wrap(bytes).putShort(16, (short) payload);
            assertRejected(sealed(bytes), "a whole packet with %d bytes".formatted(payload));
        }
    }

    @Test
    @DisplayName("another magic, version or type is rejected, even under a right checksum")
    void rejectsWhatItDoesNotKnow() {
        for (var header : List.of("52 54 01 01", "55 52 01 01", "52 55 00 01", "52 55 02 01")) {
            var rest = "00 00 00 05 00 00 00 00 00 0f 42 40 00 00";
            assertRejected(sealed(hexBytes(header + rest)), "it begins with " + header);
        }
        for (int type = 0; type < 256; type++) {
            if (type >= 1 && type <= 4) continue;
            assertRejected(changed(3, type), "of type %d".formatted(type));
        }
    }

    @Test
    @DisplayName("magic, version and length count with every bit, even under a right checksum")
    void checksEveryBitOfTheHeader() {
        for (int index : new int[] {0, 1, 2, 16, 17}) {
            for (int bit = 0; bit < 8; bit++) {
                int value = digits().encode()[index] ^ 1 << bit;
                var what = "bit %d of byte %d flipped, right checksum".formatted(bit, index);
                assertRejected(changed(index, value), what);
            }
        }
    }

    /// A packet with another byte at `index`, and a checksum that fits.
    private static byte[] changed(int index, int value) {
        var bytes = Arrays.copyOf(digits().encode(), 27);
        bytes[index] = (byte) value;
        return sealed(bytes);
    }

    @Test
    @DisplayName("no bytes whatever make it throw anything but ProtocolException")
    void survivesGarbage(Testbed bed) {
        for (int i = 0; i < 1000; i++) {
            var bytes = new byte[bed.random().nextInt(60)];
            bed.random().nextBytes(bytes);
            var header = hexBytes("52 55 01 01");
            System.arraycopy(header, 0, bytes, 0, Math.min(4, bytes.length));
            var datagram = i % 2 == 0 ? bytes : sealed(bytes);

            var failure = catchThrowable(() -> Packet.decode(ByteBuffer.wrap(datagram)));

            if (failure != null) {
                assertThat(failure)
                        .as("for %s", hex(datagram))
                        .isInstanceOf(ProtocolException.class);
            }
        }
    }

    @Test
    @DisplayName("a payload that does not fit is refused before anything is sent (U5)")
    void refusesALongPayload() {
        for (int length : new int[] {Packet.MAX_PAYLOAD + 1, 65_508, 1 << 20}) {
            assertThatThrownBy(
                            () -> new Packet(Type.DATA, 1, 1, new byte[length]),
                            "a payload of %d bytes",
                            length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("a packet stays what it was when the arrays around it change")
    void isImmutable() {
        var given = bytes("Hi");
        var packet = new Packet(Type.DATA, 5, 1_000_000, given);

        given[0] = 'X';
        packet.payload()[0] = 'Y';
        packet.encode()[18] = 'Z';

        assertThat(hex(packet.encode())).as("the packet, encoded").isEqualTo(HI);
    }

    private static void assertRejected(byte[] datagram, String what) {
        assertThatThrownBy(() -> Packet.decode(ByteBuffer.wrap(datagram)), "a datagram: %s", what)
                .isInstanceOf(ProtocolException.class);
    }

    private static Packet digits() {
        return new Packet(Type.HEARTBEAT, 0x01020304, 0x1122_3344_5566_7788L, bytes("123456789"));
    }

    /// The bytes and their checksum.
    private static byte[] sealed(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        int checksum = (int) crc.getValue();
        return ByteBuffer.allocate(bytes.length + 4).put(bytes).putInt(checksum).array();
    }

    private static ByteBuffer buffer(String hex) {
        return ByteBuffer.wrap(hexBytes(hex));
    }

    private static byte[] hexBytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
