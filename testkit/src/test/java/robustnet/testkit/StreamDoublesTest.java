package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A stream double")
class StreamDoublesTest {
    @Test
    @DisplayName("that drips gives at most n bytes a read, and everything in the end")
    void drips() throws IOException {
        try (var in = new DripInputStream("hello".getBytes(UTF_8), 2)) {
            byte[] buffer = new byte[10];

            assertThat(in.available()).isZero();
            assertThat(in.read(buffer)).isEqualTo(2);
            assertThat(in.read(buffer, 2, 8)).isEqualTo(2);
            assertThat(in.read(buffer, 4, 6)).isEqualTo(1);
            assertThat(in.read(buffer)).isEqualTo(-1);
            assertThat(new String(buffer, 0, 5, UTF_8)).isEqualTo("hello");
        }
    }

    @Test
    @DisplayName(
            "that drips can be read exactly, single bytes included, and skipped in small steps")
    void dripsExactly() throws IOException {
        try (var in = new DripInputStream("abcdefg".getBytes(UTF_8), 3)) {
            assertThat(in.read()).isEqualTo('a');
            assertThat(in.skip(100)).isEqualTo(3);
            assertThat(in.readNBytes(3)).asString(UTF_8).isEqualTo("efg");
            assertThat(in.markSupported()).isFalse();
        }
    }

    @Test
    @DisplayName("that drips must give something")
    void dripsSomething() {
        assertThatThrownBy(() -> new DripInputStream(new byte[1], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("that counts tells how many bytes and reads were made")
    void counts() throws IOException {
        try (var in = CountingInputStream.of(new byte[] {1, -1, 3})) {
            assertThat(in.read()).isEqualTo(1);
            assertThat(in.read()).as("0xff is no end of the stream (B3)").isEqualTo(255);
            assertThat(in.read(new byte[8])).isEqualTo(1);
            assertThat(in.read(new byte[8], 0, 0)).isZero();
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.available()).isZero();

            assertThat(in.bytesRead()).isEqualTo(3);
            assertThat(in.reads()).isEqualTo(5);
        }
    }

    @Test
    @DisplayName("that is endless repeats itself and knows how much was taken")
    void endless() throws IOException {
        try (var in = CountingInputStream.endless((byte) 'a', (byte) 'b')) {
            assertThat(in.readNBytes(5)).asString(UTF_8).isEqualTo("ababa");
            assertThat(in.bytesRead()).isEqualTo(5);
        }
        assertThatThrownBy(CountingInputStream::endless)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("that counts refuses reads after its close, and tells of it")
    void countsUntilClose() {
        var in = CountingInputStream.of(new byte[1]);
        assertThat(in.isClosed()).isFalse();

        in.close();

        assertThat(in.isClosed()).isTrue();
        assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("that records knows each write, and what was flushed")
    void records() throws IOException {
        var out = new RecordingOutputStream();

        out.write(1);
        out.write(new byte[] {2, 3, 4}, 1, 2);
        out.flush();
        out.write(new byte[3]);

        assertThat(out.writes()).containsExactly(1, 2, 3);
        assertThat(out.flushes()).isEqualTo(1);
        assertThat(out.flushedBytes()).isEqualTo(3);
        assertThat(out.toByteArray()).containsExactly(1, 3, 4, 0, 0, 0);
    }

    @Test
    @DisplayName("that records refuses writes after its close, and tells of it")
    void recordsUntilClose() {
        var out = new RecordingOutputStream();
        assertThat(out.isClosed()).isFalse();

        out.close();

        assertThat(out.isClosed()).isTrue();
        assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class);
        assertThatThrownBy(out::flush).isInstanceOf(IOException.class);
    }
}
