package robustnet.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Addresses of both families that no machine has, some with a host's name.
final class Families {
    private Families() {}

    /// 192.0.2.n
    static InetAddress four(int n) {
        return four(null, n);
    }

    /// 192.0.2.n, with the name of a host.
    static InetAddress four(String host, int n) {
        return address(host, 192, 0, 2, n);
    }

    /// 2001:db8::n, with the name of a host.
    static InetAddress six(String host, int n) {
        return address(host, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, n);
    }

    /// ::ffff:192.0.2.n: an IPv4 address in IPv6's form.
    static InetAddress mapped(int n) {
        return address("v6.example", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, n);
    }

    private static InetAddress address(String host, int... parts) {
        var bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = (byte) parts[i];
        }
        try {
            return InetAddress.getByAddress(host, bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(parts.length + " bytes are an address", e);
        }
    }
}
