package robustnet.basics;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// Where a server is: a host, by name or by address, and a port. It holds text and looks nothing up
/// until asked to.
///
/// ```
///   text                host           port
///   example.org:80      example.org    80
///   127.0.0.1:8080      127.0.0.1      8080
///   [::1]:80            ::1            80      an IPv6 address goes in brackets,
///   [fe80::1%eth0]:80   fe80::1%eth0   80      its scope with it
/// ```
///
/// What holds a colon counts as an IPv6 address; the rest of its form is not checked.
///
/// @param host a name or an address without brackets; not blank, and no character of it is
///   whitespace ([Character#isWhitespace(char)])
/// @param port 0 to 65535; 0 means "any free port" to a server that binds
public record Endpoint(String host, int port) {
    /// Looks up the address of a host.
    @FunctionalInterface
    public interface Resolver {
        /// Looks `host` up now.
        ///
        /// @return an address, not null
        /// @throws UnknownHostException if the host has none
        InetAddress resolve(String host) throws UnknownHostException;
    }

    /// Creates an endpoint.
    ///
    /// @throws IllegalArgumentException if a component is out of its range; the message says what
    ///   to write instead
    public Endpoint {
        throw new UnsupportedOperationException("TODO 1.5: check host and port");
    }

    /// Reads an endpoint from `host:port`, or from `[host]:port` where the host is an IPv6 address
    /// and only there. Zeros may lead the port: `0080` is 80.
    ///
    /// @throws IllegalArgumentException if `text` is anything else: an IPv6 address without
    ///   brackets, brackets around anything else, no port or an empty one, a port with anything but
    ///   the digits 0 to 9, text after the port, or a component out of its range; the message shows
    ///   the form to write, such as `host:port` or `[::1]:80`, or names the range 0 to 65535
    public static Endpoint parse(String text) {
        throw new UnsupportedOperationException("TODO 1.5: read host:port");
    }

    /// Returns text that [#parse] reads back to an equal endpoint: with brackets where the host
    /// holds a colon.
    @Override
    public String toString() {
        throw new UnsupportedOperationException("TODO 1.5: write host:port");
    }

    /// Looks the host up, anew in each call, with the system's resolver.
    ///
    /// The JDK may answer from its cache: by default 30 s for a success, 10 s for a failure.
    ///
    /// @return a resolved address
    /// @throws UnknownHostException if the host has no address
    public InetSocketAddress resolve() throws UnknownHostException {
        throw new UnsupportedOperationException("TODO 1.5: look the host up");
    }

    /// Looks the host up, anew in each call, with `resolver`.
    ///
    /// @return a resolved address
    /// @throws UnknownHostException if `resolver` throws it
    public InetSocketAddress resolve(Resolver resolver) throws UnknownHostException {
        throw new UnsupportedOperationException("TODO 1.5: look the host up with the resolver");
    }
}
