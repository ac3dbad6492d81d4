package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.tls.ClientSide.call;
import static robustnet.tls.TlsPeer.VERSIONS;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import robustnet.testkit.tls.CertificateAuthority;
import robustnet.testkit.tls.CertificateRequest;
import robustnet.testkit.tls.CertificateRequest.Purpose;
import robustnet.testkit.tls.HeldCertificate;
import robustnet.testkit.tls.SslContexts;

/// Which certificates a [TlsClient] must accept, and which not.
final class CertificateChecks {
    private CertificateChecks() {}

    static void refusesAnotherName(ClientSide side) throws Exception {
        var evil = Pki.CA.issue(CertificateRequest.server().dns("evil.example"));
        for (var version : VERSIONS) {
            side.assertRefused("localhost", evil, version, "a certificate for evil.example");
        }
        var careless = side.settings(Pki.client(), p -> p.setEndpointIdentificationAlgorithm(""));
        side.assertRefused(
                "localhost", evil, "TLSv1.3", careless, "a tuning that switches the check off");
        for (var host : List.of("server.example", "localhost", "127.0.0.1")) {
            side.assertRefused(
                    host,
                    evil,
                    "TLSv1.3",
                    naming(side),
                    "a certificate for the name that a tuning has set");
        }
    }

    private static TlsClient.Settings naming(ClientSide side) {
        var evil = List.<SNIServerName>of(new SNIHostName("evil.example"));
        return side.settings(Pki.client(), p -> p.setServerNames(evil));
    }

    static void tellsNamesFromAddresses(ClientSide side) throws Exception {
        var dns = Pki.CA.issue(CertificateRequest.server().dns("localhost"));
        var ip = Pki.CA.issue(CertificateRequest.server().ip("127.0.0.1"));
        var none = Pki.CA.issue(CertificateRequest.server().subject("CN=127.0.0.1"));

        side.assertRefused("127.0.0.1", dns, "TLSv1.3", "the DNS name localhost alone");
        side.assertRefused("localhost", ip, "TLSv1.3", "the address 127.0.0.1 alone");
        side.assertRefused("127.0.0.1", none, "TLSv1.3", "the address in its subject alone");
        assertAccepted(side, "localhost", dns);
        assertAccepted(side, "127.0.0.1", ip);
    }

    private static void assertAccepted(ClientSide side, String host, HeldCertificate held)
            throws Exception {
        int port = side.server(SslContexts.of(held), "TLSv1.3", ClientSide::echo);
        try (var client = side.connect(host, port, side.settings())) {
            assertThat(call(client, "hi"))
                    .as("the reply of %s, whose certificate is for it", host)
                    .asString()
                    .isEqualTo("hi");
        }
    }

    static void refusesWhatIsNotTrusted(ClientSide side) throws Exception {
        var good = CertificateAuthority.local(CertificateRequest.server());
        var forClients = good.purpose(Purpose.CLIENT_AUTH);
        refuse(side, Pki.FORGER.issue(good), "a certificate by a CA that has the same name");
        refuse(side, Pki.CA.issue(good.expired()), "a certificate that has expired");
        refuse(side, Pki.CA.issue(good.notYetValid()), "a certificate that is not valid yet");
        refuse(side, CertificateAuthority.selfSigned(good), "a certificate signed by itself");
        refuse(side, Pki.CA.issue(forClients), "a certificate for clients, shown by a server");
        refuse(side, Pki.CA.issue(good.notForSigning()), "a key that may not sign");
        refuse(side, Pki.LOCALHOST.withoutIntermediate(), "a chain without its intermediate");
        side.assertRefused(
                "localhost", Pki.FORGER.issue(good), "TLSv1.2", "a certificate by another CA");
    }

    private static void refuse(ClientSide side, HeldCertificate held, String what)
            throws Exception {
        side.assertRefused("localhost", held, "TLSv1.3", what);
    }

    static void asksByName(ClientSide side) throws Exception {
        var both = Pki.CA.issue(CertificateRequest.server().dns("server.example").ip("127.0.0.1"));
        assertThat(namesSent(side, "server.example", both, side.settings()))
                .as("the server names (SNI) that the server was told, for server.example")
                .isEqualTo(List.of(new SNIHostName("server.example")));
        assertThat(namesSent(side, "server.example", both, naming(side)))
                .as("the server names that the server was told, where a tuning has set another")
                .isEqualTo(List.of(new SNIHostName("server.example")));
        assertThat(namesSent(side, "127.0.0.1", both, side.settings()))
                .as("the server names that the server was told, for an address")
                .isEmpty();

        side.assertRefused(
                "server.example",
                Pki.LOCALHOST,
                "TLSv1.3",
                "a certificate for the address alone that the name was resolved to");
    }

    private static List<SNIServerName> namesSent(
            ClientSide side, String host, HeldCertificate held, TlsClient.Settings settings)
            throws Exception {
        var names = new CompletableFuture<List<SNIServerName>>();
        int port =
                side.server(
                        SslContexts.of(held),
                        "TLSv1.3",
                        peer -> {
                            var session = (ExtendedSSLSession) peer.tls().getSession();
                            names.complete(session.getRequestedServerNames());
                            ClientSide.echo(peer);
                        });
        try (var client = side.connect(host, port, settings)) {
            call(client, "hi");
        } // a peer waits 3 s for the next request, and the others may take longer than that
        return names.join();
    }
}
