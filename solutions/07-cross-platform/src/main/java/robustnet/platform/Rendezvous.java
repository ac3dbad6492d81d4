package robustnet.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.errors.Deadline;
import robustnet.tls.Watchdog;

/// What stands in the file of a [LoopbackListener]: its port, and what both sides prove themselves
/// by. Any program of the machine can connect to the port, and after a crash any program can get
/// it; but only who may read the private folder knows the two secrets.
///
/// ```
///   client                                         server
///     │  PING, payload: the client's secret          │
///     │ ───────────────────────────────────────────► │  another one: closes
///     │  PONG, payload: the server's secret          │
///     │ ◄─────────────────────────────────────────── │
///   another one: closes
/// ```
///
/// Given, for exercise 7.5.
record Rendezvous(int port, String clientSecret, String serverSecret) {
    private static final String FIRST_LINE = "robustnet local 1";
    private static final int SECRET_BYTES = 16;
    private static final int MOST_BYTES = 128;
    private static final Pattern FORMAT =
            Pattern.compile(FIRST_LINE + "\n(\\d{1,5})\n([0-9a-f]{32})\n([0-9a-f]{32})\n");

    static Rendezvous at(int port) {
        return new Rendezvous(port, newSecret(), newSecret());
    }

    private static String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Reads the file.
    ///
    /// @throws FileAlreadyExistsException if it is another kind of file
    static Rendezvous read(Path file) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) <= MOST_BYTES) {
            var matcher = FORMAT.matcher(Files.readString(file, ISO_8859_1));
            if (matcher.matches()) {
                int port = Integer.parseInt(matcher.group(1));
                return new Rendezvous(port, matcher.group(2), matcher.group(3));
            }
        }
        throw new FileAlreadyExistsException(file.toString(), null, "no socket file");
    }

    /// Writes the file: whoever reads it sees the old one or the new one, and never a half.
    void write(Path file) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        var text = String.join("\n", FIRST_LINE, "" + port, clientSecret, serverSecret, "");
        Files.writeString(draft, text, US_ASCII);
        Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    /// Connects to the server that has written this.
    ///
    /// @throws ConnectException if it is not there any more, also where another program has its
    ///   port
    /// @throws SocketTimeoutException if the deadline passes before it has answered
    LocalConnection connect(Deadline deadline) throws IOException {
        var connection = new LocalConnection(open(deadline));
        try {
            var answer = connection.call(frame(FrameType.PING, clientSecret), deadline);
            if (!proves(answer, FrameType.PONG, serverSecret)) {
                throw new ConnectException("another program has port " + port);
            }
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private SocketChannel open(Deadline deadline) throws IOException {
        var channel = SocketChannel.open();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var watchdog = Watchdog.closing(channel, deadline.remaining());
        try (watchdog) {
            channel.connect(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            channel.close();
            if (!watchdog.hasBitten()) {
                throw e;
            }
        }
        if (watchdog.hasBitten()) {
            throw new SocketTimeoutException("the deadline has passed");
        }
        return channel;
    }

    /// Lets a client in that knows the secret.
    ///
    /// @return whether it does
    boolean admit(LocalConnection client, Deadline deadline) throws IOException {
        var first = client.receive(deadline);
        if (first.isEmpty() || !proves(first.get(), FrameType.PING, clientSecret)) {
            return false;
        }
        client.send(frame(FrameType.PONG, serverSecret), deadline);
        return true;
    }

    private static Frame frame(FrameType type, String secret) {
        return new Frame(type, 0, ByteBuffer.wrap(secret.getBytes(US_ASCII)));
    }

    private static boolean proves(Frame frame, FrameType type, String secret) {
        return frame.type() == type
                && MessageDigest.isEqual(frame.payloadBytes(), secret.getBytes(US_ASCII));
    }
}
