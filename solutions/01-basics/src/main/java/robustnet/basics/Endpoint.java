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
/// @param host a name or an address without brackets; not blank, no whitespace
/// @param port 0 to 65535; 0 means "any free port" to a server that binds
public record Endpoint(String host, int port) {
    /// Looks up the address of a host.
    @FunctionalInterface
    public interface Resolver {
        /// Returns an address of `host`, looked up now.
        ///
        /// @throws UnknownHostException if the host has none
        InetAddress resolve(String host) throws UnknownHostException;
    }

    /// Creates an endpoint.
    ///
    /// @throws IllegalArgumentException if a component is out of its range; the message says what
    ///   to write instead
    public Endpoint {
        if (host.isBlank() || host.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    "write a host without whitespace, not \"" + host + "\"");
        }
        if (host.contains("[") || host.contains("]")) {
            throw new IllegalArgumentException(
                    "write the host without brackets (::1, not [::1]), not \"" + host + "\"");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("write a port from 0 to 65535, not " + port);
        }
    }

    /// Reads an endpoint from `host:port`, or from `[host]:port` where the host is an IPv6 address.
    ///
    /// @throws IllegalArgumentException if `text` is anything else: an IPv6 address without
    ///   brackets, no port or an empty one, a port with anything but the digits 0 to 9, text after
    ///   the port, or a component out of its range; the message says what to write instead
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || colon < text.lastIndexOf(']')) {
            throw new IllegalArgumentException(
                    "write host:port or [IPv6 address]:port, not \"" + text + "\"");
        }
        var host = text.substring(0, colon);
        int port = parsePort(text.substring(colon + 1));
        if (host.startsWith("[") && host.endsWith("]")) {
            return new Endpoint(host.substring(1, host.length() - 1), port);
        }
        if (host.contains(":")) { // X6: is ::1:80 port 80 of ::1, or the address ::1:80?
            throw new IllegalArgumentException(
                    "write an IPv6 address in brackets, as in [::1]:80, not \"" + text + "\"");
        }
        return new Endpoint(host, port);
    }

    /// Integer.parseInt would take "+80" and the digits of other scripts.
    private static int parsePort(String digits) {
        if (!digits.matches("0*[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    "write a port from 0 to 65535 after the last colon, not \"" + digits + "\"");
        }
        return Integer.parseInt(digits);
    }

    /// Returns text that [#parse] reads back to an equal endpoint: with brackets where the host
    /// holds a colon.
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /// Looks the host up, anew in each call, with the system's resolver.
    ///
    /// The JDK may answer from its cache: by default 30 s for a success, 10 s for a failure.
    ///
    /// @return a resolved address
    /// @throws UnknownHostException if the host has no address
    public InetSocketAddress resolve() throws UnknownHostException {
        return resolve(InetAddress::getByName);
    }

    /// Looks the host up, anew in each call, with `resolver`.
    ///
    /// @return a resolved address
    /// @throws UnknownHostException if `resolver` throws it
    public InetSocketAddress resolve(Resolver resolver) throws UnknownHostException {
        // E15: nothing is kept; a host that has moved is found at its new address
        return new InetSocketAddress(resolver.resolve(host), port);
    }
}
