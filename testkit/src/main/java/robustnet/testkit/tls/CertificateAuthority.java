package robustnet.testkit.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import robustnet.testkit.tls.CertificateRequest.KeyType;

/// A certificate authority that exists for the length of a test run: a root that signs an
/// intermediate, which signs what is asked for. Its own keys are EC, P-256; nothing is written to
/// disk.
///
/// Making the first one takes half a second, because of the classes that it loads, each further
/// certificate a few milliseconds: make them once a test class. Safe for use by many threads.
public final class CertificateAuthority {
    private final X509Bundle root;
    private final X509Bundle intermediate;

    private CertificateAuthority(X509Bundle root, X509Bundle intermediate) {
        this.root = root;
        this.intermediate = intermediate;
    }

    /// Makes an authority with fresh keys.
    ///
    /// @param name what its certificates are called; two authorities may share one, as a forger's
    ///   would
    public static CertificateAuthority create(String name) {
        return checked(
                () -> {
                    var root = authority("CN=" + name + " root").buildSelfSigned();
                    var intermediate = authority("CN=" + name + " intermediate");
                    return new CertificateAuthority(root, intermediate.buildIssuedBy(root));
                });
    }

    /// The root certificate, for whoever trusts this authority.
    public X509Certificate root() {
        return root.getCertificate();
    }

    /// A certificate as requested, signed by the intermediate one, with a fresh key.
    public HeldCertificate issue(CertificateRequest request) {
        return checked(() -> held(leaf(request).buildIssuedBy(intermediate)));
    }

    /// A certificate as requested, signed by its own key and nobody else, and an authority by its
    /// own word, as `openssl req -x509` makes them.
    public static HeldCertificate selfSigned(CertificateRequest request) {
        return checked(() -> held(leaf(request).setIsCertificateAuthority(true).buildSelfSigned()));
    }

    /// A certificate for a server on this machine: `localhost`, `127.0.0.1` and `::1`.
    public HeldCertificate localhost() {
        return issue(local(CertificateRequest.server()));
    }

    /// `request` with the names of this machine: `localhost`, `127.0.0.1` and `::1`.
    public static CertificateRequest local(CertificateRequest request) {
        return request.subject("CN=localhost").dns("localhost").ip("127.0.0.1").ip("::1");
    }

    private static CertificateBuilder authority(String subject) {
        return new CertificateBuilder()
                .ecp256()
                .subject(subject)
                .setIsCertificateAuthority(true)
                .setKeyUsage(true, KeyUsage.keyCertSign, KeyUsage.cRLSign);
    }

    private static CertificateBuilder leaf(CertificateRequest request) throws Exception {
        var builder =
                new CertificateBuilder()
                        .keyPair(keyPair(request.keyType()))
                        .subject(request.subject())
                        .notBefore(request.notBefore())
                        .notAfter(request.notAfter())
                        .setKeyUsage(
                                true,
                                request.signing()
                                        ? KeyUsage.digitalSignature
                                        : KeyUsage.keyEncipherment);
        request.dnsNames().forEach(builder::addSanDnsName);
        for (var literal : request.addresses()) {
            builder.addSanIpAddress(InetAddress.ofLiteral(literal));
        }
        request.uris().forEach(uri -> builder.addSanUriName(URI.create(uri)));
        request.serial().ifPresent(builder::serial);
        request.purpose()
                .ifPresent(
                        purpose -> {
                            switch (purpose) {
                                case SERVER_AUTH -> builder.addExtendedKeyUsageServerAuth();
                                case CLIENT_AUTH -> builder.addExtendedKeyUsageClientAuth();
                                case CODE_SIGNING -> builder.addExtendedKeyUsageCodeSigning();
                            }
                        });
        return builder;
    }

    private static KeyPair keyPair(KeyType type) throws GeneralSecurityException {
        return switch (type) {
            case EC -> keyPair("EC", new ECGenParameterSpec("secp256r1"));
            case RSA -> keyPair("RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4));
            case ED25519 -> keyPair("EdDSA", NamedParameterSpec.ED25519);
        };
    }

    private static KeyPair keyPair(String algorithm, AlgorithmParameterSpec parameters)
            throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(parameters);
        return generator.generateKeyPair();
    }

    private static HeldCertificate held(X509Bundle bundle) {
        return new HeldCertificate(
                bundle.getKeyPair().getPrivate(),
                List.of(bundle.getCertificatePath()),
                bundle.getRootCertificate());
    }

    private interface Making<T> {
        T make() throws Exception;
    }

    private static <T> T checked(Making<T> making) {
        try {
            return making.make();
        } catch (Exception e) {
            throw new IllegalStateException("a certificate could not be made", e);
        }
    }
}
