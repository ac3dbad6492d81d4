package robustnet.runner.diagnosis;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import robustnet.runner.child.TestResult;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.diagnosis.Trait.Match;
import robustnet.runner.mistake.Mistake;

/// What a mistake does to its exercise's tests. Written on one line: `1.4-trusts-one-read 5d7c90ab
/// keepsNoState=1a2b.3c4d5e readsInPieces=~77aa.0b0c0d`.
///
/// @param mistake its name
/// @param change a short hash of what the mistake changes: a mistake that was edited since has
///   another one
/// @param traits by the test's name; the other tests pass
public record Signature(String mistake, String change, Map<String, Trait> traits) {
    public Signature {
        traits = Map.copyOf(traits);
    }

    /// Of a single run of all tests of `exercise`.
    public static Signature of(ExerciseInfo exercise, Mistake mistake, List<TestResult> results) {
        return of(mistake.name(), SignatureFile.changeOf(mistake), Symptoms.of(exercise, results));
    }

    static Signature of(String mistake, String change, Symptoms symptoms) {
        var traits = new TreeMap<String, Trait>();
        symptoms.failures().forEach((test, symptom) -> traits.put(test, Trait.of(symptom)));
        symptoms.open().forEach(test -> traits.put(test, Trait.unknown()));
        return new Signature(mistake, change, traits);
    }

    /// What both say: a test that fails in one of them only may fail.
    public Signature and(Signature other) {
        var both = new TreeMap<String, Trait>();
        traits.forEach(
                (test, trait) ->
                        both.put(
                                test,
                                other.traits.containsKey(test)
                                        ? trait.and(other.traits.get(test))
                                        : trait.maybe()));
        other.traits.forEach((test, trait) -> both.putIfAbsent(test, trait.maybe()));
        return new Signature(mistake, change, both);
    }

    /// Whether the same tests failed in the same way in all runs.
    public boolean isSteady() {
        return traits.values().stream().allMatch(Trait::isSteady);
    }

    /// How well `symptoms` fit. Tests that tell nothing, here or there, are left out.
    Fit fit(Symptoms symptoms) {
        var count = new EnumMap<Match, Integer>(Match.class);
        symptoms.failures()
                .forEach((test, symptom) -> count.merge(match(test, symptom), 1, Integer::sum));
        int missing = (int) expected(symptoms).filter(t -> !symptoms.fails(t)).count();
        return Fit.of(
                count.getOrDefault(Match.SAME, 0),
                count.getOrDefault(Match.ALIKE, 0),
                count.getOrDefault(Match.ODD, 0) + missing);
    }

    private Match match(String test, Symptom symptom) {
        var trait = traits.get(test);
        return trait == null ? Match.ODD : trait.match(symptom);
    }

    private Stream<String> expected(Symptoms symptoms) {
        return traits.entrySet().stream()
                .filter(trait -> trait.getValue().sure())
                .map(Map.Entry::getKey)
                .filter(test -> !symptoms.open().contains(test));
    }

    /// Whether nothing that a test says tells them apart.
    public boolean isLike(Signature other) {
        return traits.equals(other.traits);
    }

    static Signature parse(String line) {
        var words = line.split(" ");
        var traits = new TreeMap<String, Trait>();
        for (int i = 2; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            traits.put(words[i].substring(0, equals), Trait.parse(words[i].substring(equals + 1)));
        }
        return new Signature(words[0], words[1], traits);
    }

    @Override
    public String toString() {
        return new TreeMap<>(traits)
                .entrySet().stream()
                        .map(trait -> " " + trait.getKey() + "=" + trait.getValue())
                        .collect(Collectors.joining("", mistake + " " + change, ""));
    }
}
