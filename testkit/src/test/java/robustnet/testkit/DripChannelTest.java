package robustnet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A drip channel")
class DripChannelTest {
    @Test
    @DisplayName("reads at most n bytes a call, then tells the end")
    void reads() throws IOException {
        var channel = new DripChannel("hello".getBytes(UTF_8), 3);
        var buffer = ByteBuffer.allocate(10);

        assertThat(channel.read(buffer)).isEqualTo(3);
        assertThat(channel.unread()).isEqualTo(2);
        assertThat(channel.read(buffer)).isEqualTo(2);
        assertThat(channel.read(buffer)).isEqualTo(-1);
        assertThat(new String(buffer.array(), 0, buffer.position(), UTF_8)).isEqualTo("hello");
        assertThat(channel.calls()).isEqualTo(3);
    }

    @Test
    @DisplayName("gives 0 for a full buffer, also at the end (F6)")
    void readsIntoFull() throws IOException {
        var channel = new DripChannel(new byte[1], 3);
        var full = ByteBuffer.allocate(0);

        assertThat(channel.read(full)).isZero();
        channel.read(ByteBuffer.allocate(1));
        assertThat(channel.read(full)).isZero();
    }

    @Test
    @DisplayName("writes at most n bytes a call and may stop in the middle of a buffer (F5)")
    void writesGathered() throws IOException {
        var channel = new DripChannel(new byte[0], 3);
        ByteBuffer[] buffers = {
            ByteBuffer.wrap("ab".getBytes(UTF_8)), ByteBuffer.wrap("cdef".getBytes(UTF_8))
        };

        assertThat(channel.write(buffers)).isEqualTo(3);
        assertThat(buffers[0].hasRemaining()).isFalse();
        assertThat(buffers[1].remaining()).isEqualTo(3);
        assertThat(channel.write(buffers)).isEqualTo(3);
        assertThat(channel.write(buffers)).isZero();
        assertThat(channel.written()).asString(UTF_8).isEqualTo("abcdef");
    }

    @Test
    @DisplayName(
            "scatters what it reads over several buffers, read-only and direct sources included")
    void scatters() throws IOException {
        var channel = new DripChannel("abcd".getBytes(UTF_8), 4);
        ByteBuffer[] targets = {
            ByteBuffer.allocateDirect(1), ByteBuffer.allocate(0), ByteBuffer.allocate(9)
        };

        assertThat(channel.read(targets)).isEqualTo(4);
        assertThat(targets[2].position()).isEqualTo(3);
        assertThat(channel.write(ByteBuffer.allocateDirect(2).asReadOnlyBuffer())).isEqualTo(2);
    }

    @Test
    @DisplayName("moves nothing at each nth call, if told so")
    void stalls() throws IOException {
        var channel = new DripChannel(new byte[9], 2).stallEvery(2);
        var buffer = ByteBuffer.allocate(9);

        assertThat(channel.read(buffer)).isEqualTo(2);
        assertThat(channel.read(buffer)).isZero();
        assertThat(channel.read(buffer)).isEqualTo(2);
        assertThat(channel.write(ByteBuffer.allocate(5))).isZero();
    }

    @Test
    @DisplayName("refuses everything after its close")
    void closes() {
        var channel = new DripChannel(new byte[9], 2);
        assertThat(channel.isOpen()).isTrue();

        channel.close();

        assertThat(channel.isOpen()).isFalse();
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
                .isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1)))
                .isInstanceOf(ClosedChannelException.class);
    }

    @Test
    @DisplayName("that could move nothing at all is refused")
    void wrongNumbers() {
        assertThatThrownBy(() -> new DripChannel(new byte[1], 0))
                .isInstanceOf(IllegalArgumentException.class);
        var channel = new DripChannel(new byte[1], 1);
        assertThatThrownBy(() -> channel.stallEvery(1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
