package robustnet.basics;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
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
    /// Creates a reader; reads nothing yet.
    ///
    /// @param in where the bytes come from; it may return fewer bytes than asked for
    /// @param maxBytes the longest line that is accepted, in bytes of UTF-8 without the line
    ///   ending; 0 or more
    public LineReader(InputStream in, int maxBytes) {
        throw new UnsupportedOperationException("TODO 1.3: keep the stream and the maximum");
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
        throw new UnsupportedOperationException("TODO 1.3: read one line");
    }
}
