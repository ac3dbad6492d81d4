package robustnet.basics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;

@Exercise(id = "1.5", title = "Endpoints", level = 1, minutes = 20, edit = Endpoint.class)
class EndpointTest {
    @Test
    @DisplayName("host:port is a host and a port")
    void parsesHostAndPort() {
        assertThat(Endpoint.parse("example.org:80")).isEqualTo(new Endpoint("example.org", 80));
        assertThat(Endpoint.parse("127.0.0.1:8080")).isEqualTo(new Endpoint("127.0.0.1", 8080));
        assertThat(Endpoint.parse("h:0080")).isEqualTo(new Endpoint("h", 80));
        assertThat(Endpoint.parse("h:0")).as("the lowest port").isEqualTo(new Endpoint("h", 0));
        assertThat(Endpoint.parse("h:65535"))
                .as("the highest port")
                .isEqualTo(new Endpoint("h", 65_535));
    }

    @Test
    @DisplayName("an IPv6 address stands in brackets, its scope with it (X6)")
    void parsesIpv6InBrackets() {
        assertThatCode(() -> Endpoint.parse("[::1]:80"))
                .as("[::1]:80 is port 80 of the address ::1")
                .doesNotThrowAnyException();
        assertThat(Endpoint.parse("[::1]:80")).isEqualTo(new Endpoint("::1", 80));
        assertThat(Endpoint.parse("[2001:db8::7]:443")).isEqualTo(new Endpoint("2001:db8::7", 443));
        assertThat(Endpoint.parse("[fe80::1%eth0]:80"))
                .as("an address with a scope, the interface it is valid on")
                .isEqualTo(new Endpoint("fe80::1%eth0", 80));
    }

    @Test
    @DisplayName("an IPv6 address without brackets is rejected, with the way to write it (X6)")
    void rejectsIpv6WithoutBrackets() {
        for (var text : List.of("::1:80", "::1", "2001:db8::7:443", "fe80::1%eth0:80")) {
            assertThatThrownBy(
                            () -> Endpoint.parse(text),
                            "%s: nobody can tell where the address ends and the port begins",
                            text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[");
        }
    }

    @Test
    @DisplayName(
            "anything that is not exactly a host, a colon and a port in digits is rejected (X6)")
    void rejectsWhatIsNoEndpoint() {
        for (var text :
                List.of(
                        "",
                        "example.org",
                        ":80",
                        "h:",
                        "[::1]",
                        "[::1]:",
                        "[]:80",
                        "[::1]80",
                        "[::1]x:80",
                        "[::1:80",
                        "::1]:80",
                        "h:80x",
                        "h:80 ",
                        "h: 80",
                        "h:+80",
                        "h:-1",
                        "h:0x50",
                        "h:\u0668\u0660",
                        "h:65536",
                        "h:4294967376",
                        "h:99999999999999",
                        "h h:80",
                        " h:80",
                        "[[::1]]:80",
                        "http://h:80",
                        "h:80:80")) {
            assertThatThrownBy(() -> Endpoint.parse(text), "text that is no endpoint: '%s'", text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("a host in brackets, a blank one, or a port out of range makes no endpoint")
    void checksItsComponents() {
        for (var host : List.of("", " ", "\t", "h h", "h\n", "[::1]", "[h", "h]")) {
            assertThatThrownBy(() -> new Endpoint(host, 80), "the host '%s'", host)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (int port : new int[] {-1, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> new Endpoint("h", port), "the port %d", port)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("65535");
        }
    }

    @Test
    @DisplayName("its text is parsed back to an equal endpoint (X6)")
    void itsTextIsParsedBack() {
        assertThat(new Endpoint("example.org", 80)).hasToString("example.org:80");
        assertThat(new Endpoint("::1", 80))
                .as("the text of the address ::1 and port 80")
                .hasToString("[::1]:80");
        for (var host : List.of("example.org", "10.0.0.7", "::", "2001:db8::7", "fe80::1%eth0")) {
            var endpoint = new Endpoint(host, 8080);
            assertThat(Endpoint.parse(endpoint.toString()))
                    .as("what was parsed from the text %s", endpoint)
                    .isEqualTo(endpoint);
        }
    }

    @Test
    @DisplayName("the host is looked up anew for each resolve (E15)")
    void looksTheHostUpAnew() throws Exception {
        var old = InetAddress.getByAddress("service", new byte[] {10, 0, 0, 1});
        var moved = InetAddress.getByAddress("service", new byte[] {10, 0, 0, 2});
        var answers = new ArrayDeque<>(List.of(old, moved));
        var endpoint = new Endpoint("service", 80);

        var first =
                endpoint.resolve(
                        host -> {
                            assertThat(host).as("the host that is looked up").isEqualTo("service");
                            return answers.remove();
                        });
        var second = endpoint.resolve(_ -> answers.remove());

        assertThat(first.getAddress()).as("the first address").isEqualTo(old);
        assertThat(second.getAddress())
                .as("the address after the host has moved: looked up again, not remembered")
                .isEqualTo(moved);
        assertThat(second.getPort()).as("the port").isEqualTo(80);
    }

    @Test
    @DisplayName("an address comes back resolved, and a host without one is an exception (E15)")
    void neverReturnsAnUnresolvedAddress() throws Exception {
        var v4 = new Endpoint("127.0.0.1", 80).resolve();
        var v6 = new Endpoint("::1", 443).resolve();

        assertThat(v4.isUnresolved()).as("whether 127.0.0.1 is unresolved").isFalse();
        assertThat(v4.getAddress()).isEqualTo(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        assertThat(v6.isUnresolved()).as("whether ::1 is unresolved").isFalse();
        assertThat(v6.getPort()).isEqualTo(443);
        assertThatThrownBy(
                        () ->
                                new Endpoint("nowhere", 80)
                                        .resolve(
                                                host -> {
                                                    throw new UnknownHostException(host);
                                                }),
                        "a host that the resolver does not know")
                .isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(
                        () -> new Endpoint("empty..label", 80).resolve(),
                        "a host that no resolver can know")
                .isInstanceOf(UnknownHostException.class);
    }
}
