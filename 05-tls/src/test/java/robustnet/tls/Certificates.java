package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import robustnet.testkit.tls.HeldCertificate;

/// Compares certificates, and names them by their subjects where they differ: whole ones fill a
/// screen each.
final class Certificates {
    private static final int SHOWN = 5;

    private Certificates() {}

    /// Fails unless the certificates are the expected ones, in their order.
    ///
    /// @param whose where they come from, with a verb: "your server sent"
    static void same(
            List<? extends Certificate> actual, List<X509Certificate> expected, String whose) {
        if (!expected.equals(actual)) {
            throw new AssertionError(
                    "%s %s, %d expected%n  came:     %s%n  expected: %s"
                            .formatted(
                                    whose,
                                    count(actual.size()),
                                    expected.size(),
                                    names(actual),
                                    names(expected)));
        }
    }

    private static String count(int n) {
        return n == 1 ? "1 certificate" : n + " certificates";
    }

    /// Fails unless this is the key and the chain of `expected`.
    static void same(KeyMaterial actual, HeldCertificate expected, String what) {
        assertThat(actual).as(what).isNotNull();
        same(actual.chain(), expected.chain(), what + ": the chain has");
        assertThat(actual.key().equals(expected.key()))
                .as("%s: whether the private key is the one of the file", what)
                .isTrue();
    }

    /// Fails unless the names are the expected ones.
    static void sameNames(List<Principal> actual, List<Principal> expected, String what) {
        if (!expected.equals(actual)) {
            throw new AssertionError(
                    "%s: %s; expected were %s"
                            .formatted(what, shortened(actual), shortened(expected)));
        }
    }

    /// The subjects, with the serial numbers: forgers share a name.
    static String names(List<? extends Certificate> certificates) {
        return shortened(certificates.stream().map(Certificates::name).toList());
    }

    private static String name(Certificate certificate) {
        return certificate instanceof X509Certificate x509
                ? "%s (serial %x)".formatted(x509.getSubjectX500Principal(), x509.getSerialNumber())
                : String.valueOf(certificate);
    }

    private static String shortened(List<?> all) {
        var shown =
                all.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
        int more = all.size() - SHOWN;
        return all.isEmpty() ? "none" : more > 0 ? shown + ", and " + more + " more" : shown;
    }
}
