package robustnet.testkit.junit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import robustnet.testkit.Standing;

/// Knows where the tests of one run hung, so that the next test that hangs there need not wait for
/// its whole deadline: a mistake that hangs one test often hangs them all.
///
/// Safe for use by many threads.
///
/// @param test the name of the test that runs
/// @param look when to look, counted from the test's start
/// @param places the name of the first test that hung there, by place; shared by the whole run
record EarlierHangs(String test, Duration look, ConcurrentMap<HangPlace, String> places) {
    /// Nearly every test of a right program has ended by then, and most waits of a wrong one that
    /// end by themselves.
    private static final Duration LOOK = Duration.ofMillis(1500);

    /// Between two looks: a thread that passes the place again and again, with bytes that trickle
    /// in, is found elsewhere, or its peer has moved on.
    private static final Duration PAUSE = Duration.ofMillis(100);

    static EarlierHangs of(ExtensionContext context, Namespace namespace) {
        var store = context.getRoot().getStore(namespace);
        var places =
                store.computeIfAbsent(EarlierHangs.class, _ -> new Places(), Places.class).byPlace;
        return new EarlierHangs(context.getDisplayName(), LOOK, places);
    }

    private static final class Places {
        private final ConcurrentMap<HangPlace, String> byPlace = new ConcurrentHashMap<>();
    }

    /// Keeps where this test hangs.
    void add(HangPlace place) {
        places.putIfAbsent(place, test);
    }

    /// Waits until [#look] has passed since the start of `thread`, if an earlier test hung at all
    /// and `limit` is longer than that, and returns the name of the earlier test that hung where
    /// this one stands still.
    ///
    /// @return empty also if the thread has ended, and if it or its peer moves on between two looks
    /// @throws InterruptedException if the caller is interrupted meanwhile
    Optional<String> await(
            Thread thread, Duration limit, Subject subject, Supplier<Optional<Standing>> peer)
            throws InterruptedException {
        boolean tooShort = limit.compareTo(look.plus(PAUSE)) < 0;
        if (places.isEmpty() || tooShort || thread.join(look)) return Optional.empty();
        var place = HangPlace.of(thread, subject);
        var earlier = place.map(places::get);
        if (earlier.isEmpty()) return earlier;
        var standing = peer.get();
        if (thread.join(PAUSE)) return Optional.empty();
        boolean still = place.equals(HangPlace.of(thread, subject)) && standing.equals(peer.get());
        return still ? earlier : Optional.empty();
    }
}
