package robustnet.platform;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.tls.CertificateAuthority;
import robustnet.testkit.tls.SslContexts;

/// The capstone of exercise 7.7 at its full length, and over TLS, against the references. The
/// graded one is shorter, because a learner waits for it. No points come from here.
@Exercise(id = "7.7", title = "Robust client", level = 3, minutes = 90, edit = RobustClient.class)
class CapstoneTest {
    @Test
    @TimeLimit(seconds = 60)
    @DisplayName("20,000 requests: none that was acknowledged is lost, none runs twice")
    void keepsItsPromisesForLong(Testbed bed) throws Exception {
        Capstone.run(bed, 20_000);
    }

    @Test
    @TimeLimit(seconds = 60)
    @DisplayName("the same over TLS")
    void keepsItsPromisesOverTls(Testbed bed) throws Exception {
        var authority = CertificateAuthority.create("Capstone CA");
        Capstone.run(
                bed,
                500,
                SslContexts.of(authority.localhost()),
                SslContexts.trusting(authority.root()));
    }
}
