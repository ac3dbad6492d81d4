package robustnet.testkit.tls;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a certificate shall say. Each method returns a changed copy.
///
/// @param subject the distinguished name, as `CN=localhost`
/// @param dnsNames the dNSName entries of the subject alternative name
/// @param addresses the iPAddress entries of it, as literals
/// @param uris the uniformResourceIdentifier entries of it
/// @param notBefore the first instant at which it is valid
/// @param notAfter the last one
/// @param purpose the extended key usage; empty for a certificate without one
/// @param signing whether its key may sign, which every TLS 1.3 peer must; otherwise the key usage
///   is keyEncipherment alone
/// @param serial its serial number; empty for a random one
/// @param keyType what kind of key it is for
public record CertificateRequest(
        String subject,
        List<String> dnsNames,
        List<String> addresses,
        List<String> uris,
        Instant notBefore,
        Instant notAfter,
        Optional<Purpose> purpose,
        boolean signing,
        Optional<BigInteger> serial,
        KeyType keyType) {
    /// What a key may be used for, the two that TLS asks for and one that it refuses.
    public enum Purpose {
        SERVER_AUTH,
        CLIENT_AUTH,
        CODE_SIGNING
    }

    /// The kinds of keys that TLS 1.3 signs with.
    public enum KeyType {
        /// P-256, the default: the cheapest to make.
        EC,
        /// 1024 bits: too few for the world, but made in no time, and Java takes them.
        RSA,
        ED25519
    }

    private static final Duration DAY = Duration.ofDays(1);

    public CertificateRequest {
        dnsNames = List.copyOf(dnsNames);
        addresses = List.copyOf(addresses);
        uris = List.copyOf(uris);
    }

    /// A server's certificate, valid from yesterday to tomorrow, without an alternative name.
    public static CertificateRequest server() {
        return of("CN=a server", Purpose.SERVER_AUTH);
    }

    /// A client's certificate, valid from yesterday to tomorrow, without an alternative name.
    public static CertificateRequest client() {
        return of("CN=a client", Purpose.CLIENT_AUTH);
    }

    private static CertificateRequest of(String subject, Purpose purpose) {
        var now = Instant.now();
        return new CertificateRequest(
                subject,
                List.of(),
                List.of(),
                List.of(),
                now.minus(DAY),
                now.plus(DAY),
                Optional.of(purpose),
                true,
                Optional.empty(),
                KeyType.EC);
    }

    /// With this distinguished name.
    public CertificateRequest subject(String subject) {
        return new CertificateRequest(
                subject, dnsNames, addresses, uris, notBefore, notAfter, purpose, signing, serial,
                keyType);
    }

    /// With one more DNS name.
    public CertificateRequest dns(String name) {
        return new CertificateRequest(
                subject,
                with(dnsNames, name),
                addresses,
                uris,
                notBefore,
                notAfter,
                purpose,
                signing,
                serial,
                keyType);
    }

    /// With one more IP address, given as a literal.
    public CertificateRequest ip(String literal) {
        return new CertificateRequest(
                subject,
                dnsNames,
                with(addresses, literal),
                uris,
                notBefore,
                notAfter,
                purpose,
                signing,
                serial,
                keyType);
    }

    /// With one more URI.
    public CertificateRequest uri(String uri) {
        return new CertificateRequest(
                subject,
                dnsNames,
                addresses,
                with(uris, uri),
                notBefore,
                notAfter,
                purpose,
                signing,
                serial,
                keyType);
    }

    /// Valid from `notBefore` to `notAfter`.
    public CertificateRequest valid(Instant notBefore, Instant notAfter) {
        return new CertificateRequest(
                subject, dnsNames, addresses, uris, notBefore, notAfter, purpose, signing, serial,
                keyType);
    }

    /// Expired yesterday.
    public CertificateRequest expired() {
        var now = Instant.now();
        return valid(now.minus(DAY.multipliedBy(9)), now.minus(DAY));
    }

    /// Valid from tomorrow on.
    public CertificateRequest notYetValid() {
        var now = Instant.now();
        return valid(now.plus(DAY), now.plus(DAY.multipliedBy(9)));
    }

    /// For `purpose` and nothing else.
    public CertificateRequest purpose(Purpose purpose) {
        return new CertificateRequest(
                subject,
                dnsNames,
                addresses,
                uris,
                notBefore,
                notAfter,
                Optional.of(purpose),
                signing,
                serial,
                keyType);
    }

    /// With a key usage that forbids its key to sign: no TLS 1.3 peer may accept it.
    public CertificateRequest notForSigning() {
        return new CertificateRequest(
                subject, dnsNames, addresses, uris, notBefore, notAfter, purpose, false, serial,
                keyType);
    }

    /// With this serial number.
    public CertificateRequest serial(long serial) {
        return new CertificateRequest(
                subject,
                dnsNames,
                addresses,
                uris,
                notBefore,
                notAfter,
                purpose,
                signing,
                Optional.of(BigInteger.valueOf(serial)),
                keyType);
    }

    /// For a key of this kind.
    public CertificateRequest keyType(KeyType keyType) {
        return new CertificateRequest(
                subject, dnsNames, addresses, uris, notBefore, notAfter, purpose, signing, serial,
                keyType);
    }

    private static List<String> with(List<String> list, String one) {
        var longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }
}
