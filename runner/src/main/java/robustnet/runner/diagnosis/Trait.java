package robustnet.runner.diagnosis;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What one test said of a mistake in all recorded runs. Written `1a2b.3c4d5e`, with `|` between
/// several, and `~` before it if the test did not always fail.
///
/// @param sure whether the test failed in every run
/// @param seen how, as [Symptom] writes it; `*` for a detail that is another each time, and for a
///   test that was never reached, or fails in another way each time
record Trait(boolean sure, Set<String> seen) {
    private static final String ANY = "*";

    /// So many details of a kind are kept; more say that it is another each time.
    private static final int DETAILS = 2;

    /// So many kinds are kept; more say that it fails in another way each time, as a test of random
    /// operations does.
    private static final int KINDS = 3;

    Trait {
        seen = Set.copyOf(seen);
    }

    /// The test failed like this.
    static Trait of(Symptom symptom) {
        return new Trait(true, Set.of(symptom.toString()));
    }

    /// The test was never reached.
    static Trait unknown() {
        return new Trait(false, Set.of(ANY));
    }

    /// What both runs say.
    Trait and(Trait other) {
        var all = new TreeSet<>(seen);
        all.addAll(other.seen);
        var byKind = all.stream().collect(Collectors.groupingBy(Trait::kind));
        byKind.forEach(
                (kind, symptoms) -> {
                    var any = kind + "." + ANY;
                    if (symptoms.size() > DETAILS || symptoms.contains(any)) {
                        symptoms.forEach(all::remove);
                        all.add(any);
                    }
                });
        return new Trait(sure && other.sure, byKind.size() > KINDS ? Set.of(ANY) : all);
    }

    /// The test did not always fail.
    Trait maybe() {
        return new Trait(false, seen);
    }

    /// Whether the test failed in the same way in every run.
    boolean isSteady() {
        return sure && seen.size() == 1 && seen.stream().noneMatch(s -> s.endsWith(ANY));
    }

    /// What a test's failure says for a mistake, or against it.
    enum Match {
        /// It failed in another way.
        ODD,
        /// It failed in the same way, with another message.
        ALIKE,
        /// It failed with the same message, or with one that is another each time.
        SAME,
        /// It tells nothing: it was never reached, or fails in another way each time.
        OPEN
    }

    Match match(Symptom symptom) {
        if (seen.contains(symptom.toString())) {
            return Match.SAME;
        }
        if (seen.contains(ANY)) {
            return Match.OPEN;
        }
        long ofKind = seen.stream().filter(s -> kind(s).equals(symptom.kind())).count();
        if (ofKind > 1 || seen.contains(symptom.kind() + "." + ANY)) {
            return Match.SAME;
        }
        return ofKind == 1 ? Match.ALIKE : Match.ODD;
    }

    private static String kind(String symptom) {
        int point = symptom.indexOf('.');
        return point < 0 ? symptom : symptom.substring(0, point);
    }

    static Trait parse(String text) {
        boolean sure = !text.startsWith("~");
        return new Trait(
                sure, Set.copyOf(Arrays.asList(text.substring(sure ? 0 : 1).split("\\|"))));
    }

    @Override
    public String toString() {
        return (sure ? "" : "~") + String.join("|", new TreeSet<>(seen));
    }
}
