package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import robustnet.testkit.FakeClock;

/// The tests of a conversation's limit.
final class TimeChecks {
    private static final Duration NANO = Duration.ofNanos(1);
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private TimeChecks() {}

    static void watchesTheTime() throws Exception {
        for (var limit : List.of(Duration.ofSeconds(5), Duration.ofNanos(1_999_999))) {
            watches(limit);
        }
        var clock = new FakeClock();
        var patient = knows(FOR_EVER, clock);
        var client = patient.client();
        var server = patient.server(client.hello());
        clock.advance(Duration.ofDays(300));
        Must.work(
                () -> server.verify(client.answer(server.challenge())),
                "a conversation of 300 days, with a limit of for ever");
    }

    private static void watches(Duration limit) throws Exception {
        var clock = new FakeClock();
        var end = knows(limit, clock);
        var by = " (%s), by the clock that it was given".formatted(limit);

        var client = end.client();
        clock.advance(limit.minus(NANO));
        var server = end.server(client.hello());
        var early =
                "an answer 1 ns before the end of the limit"
                        + by
                        + ", whose time may wrap around (E22)";
        var proof = Must.give(() -> client.answer(server.challenge()), early);
        clock.advance(limit.minus(NANO));
        Must.work(() -> server.verify(proof), early);

        var slow = end.client();
        var waiting = end.server(slow.hello());
        var late = slow.answer(waiting.challenge());
        clock.advance(limit);
        refused(() -> waiting.verify(late), "a proof at the end of the limit" + by);
        refused(() -> waiting.verify(late), "the same proof, later");

        var asleep = end.client();
        clock.advance(limit.plusDays(1));
        var challenge = end.server(asleep.hello()).challenge();
        refused(() -> asleep.answer(challenge), "a challenge a day after the limit" + by);
    }

    private static ChallengeResponse knows(Duration limit, FakeClock clock) {
        var secret = CountingRandom.bytes(0, 32);
        return new ChallengeResponse(secret, limit, clock::nanoTime, new CountingRandom(32));
    }

    private static void refused(ThrowingCallable call, String what) {
        assertThatThrownBy(call, "%s: must throw ProofException", what)
                .isInstanceOf(ProofException.class);
    }
}
