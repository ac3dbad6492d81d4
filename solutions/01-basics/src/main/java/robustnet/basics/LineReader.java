package robustnet.basics;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads lines of UTF-8 text from a stream that nobody has to trust.
///
/// ```
///   maxBytes = 5
///
///   H   e   l   l   o  LF              "Hello"
///   H   e   l   l   o  CR  LF          "Hello"
///   H   e   l   l   o   !  ...         ProtocolException: six bytes
///   H  C3  A9  LF                      "Hé": two characters, three bytes
///   LF                                 "": an empty line
///   H   e  (end of stream)             EOFException: the end inside a line
///   H   e  CR  (end of stream)         EOFException or ProtocolException
///   (end of stream)                    Optional.empty(): the end between lines
/// ```
///
/// It takes bytes from the stream one by one and none beyond a line's LF: what follows the line can
/// be read from the same stream by someone else, binary data too. It never closes the stream.
///
/// Memory grows with the line, not with the maximum.
///
/// After an exception the place in the stream is lost: close the connection. For one thread at a
/// time.
public final class LineReader {
    private static final int CR = '\r';
    private static final int LF = '\n';

    private final InputStream in;
    private final int maxBytes;

    /// Creates a reader; reads nothing yet.
    ///
    /// @param in where the bytes come from; it may return fewer bytes than asked for
    /// @param maxBytes the longest line that is accepted, in bytes of UTF-8 without the line
    ///   ending; 0 or more
    public LineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /// Reads the next line, without its ending: LF or CRLF.
    ///
    /// Where two faults apply to one input, either exception may be thrown: a stream that ends
    /// after a CR ends inside a line, and no LF follows the CR.
    ///
    /// @return the line, or empty if the stream has ended and no line has begun
    /// @throws EOFException if the stream ends inside a line
    /// @throws ProtocolException if the line is longer than the maximum (thrown after at most
    ///   `maxBytes + 2` bytes of it, without waiting for more), if it is not well-formed UTF-8, or
    ///   if it holds an ISO control character other than tab ([Character#isISOControl(char)]:
    ///   U+0000 to U+001F and U+007F to U+009F), such as a CR that no LF follows
    /// @throws IOException if the stream fails
    public Optional<String> readLine() throws IOException {
        var line = new ByteArrayOutputStream();
        int b;
        while ((b = in.read()) != LF) { // B10: one byte at a time, or bytes beyond the LF are lost
            if (b == -1) {
                return endOfStream(line.size());
            }
            line.write(b);
            int excess = line.size() - maxBytes;
            // B10: stop here, not at the LF that may never come; one byte more is fine if it is CR
            if (excess > 1 || excess == 1 && b != CR) {
                throw new ProtocolException("a line is longer than " + maxBytes + " bytes");
            }
        }
        return Optional.of(decode(line.toByteArray()));
    }

    private static Optional<String> endOfStream(int bytesRead) throws EOFException {
        if (bytesRead > 0) {
            throw new EOFException("the stream ended inside a line, after " + bytesRead + " bytes");
        }
        return Optional.empty();
    }

    /// B9: decodes whole lines only; a character's bytes may arrive in several reads.
    private static String decode(byte[] line) throws ProtocolException {
        int length = line.length;
        if (length > 0 && line[length - 1] == CR) {
            length--;
        }
        var text = utf8(ByteBuffer.wrap(line, 0, length));
        if (text.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
            throw new ProtocolException("a line holds a control character");
        }
        return text;
    }

    private static String utf8(ByteBuffer bytes) throws ProtocolException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException _) { // new String() would put U+FFFD there, and go on
            throw new ProtocolException("a line is not well-formed UTF-8");
        }
    }
}
