package robustnet.runner.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What goes wrong with which server, and when.
///
/// | written | what it does |
/// |---|---|
/// | `none` | nothing |
/// | `tour` | from second 1 on, for 2 s each: kills, freezes, slows and corrupts a server, again and again |
/// | `random` | the same, faults and servers by lot |
/// | `3s kill 1, 5s restore 1` | what it says; the times count from the start |
public final class FaultPlan {
    /// One thing to do.
    ///
    /// @param at since the start
    /// @param command `kill 1`
    record Step(Duration at, String command) {}

    private static final List<String> VERBS = List.of("kill", "freeze", "slow", "corrupt");
    private static final Pattern STEP =
            Pattern.compile(
                    "(\\d{1,5}(?:\\.\\d{1,3})?)s (kill|freeze|slow|corrupt|restore) ([1-9])");
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LENGTH = Duration.ofSeconds(2);

    private final String mode;
    private final List<Step> steps;

    private FaultPlan(String mode, List<Step> steps) {
        this.mode = mode;
        this.steps = steps;
    }

    /// @throws IllegalArgumentException if it is not written as above; the message says how
    public static FaultPlan parse(String text) {
        return switch (text.strip()) {
            case "none", "tour", "random" -> new FaultPlan(text.strip(), List.of());
            default ->
                    new FaultPlan(
                            "",
                            Arrays.stream(text.split(",", -1))
                                    .map(FaultPlan::step)
                                    .sorted(Comparator.comparing(Step::at))
                                    .toList());
        };
    }

    private static Step step(String text) {
        var match = STEP.matcher(text.strip().replaceAll("\\s+", " "));
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no fault: write none, tour, random, or a list such as"
                                    .formatted(text.strip())
                            + " \"3s kill 1, 5s restore 1\" of kill, freeze, slow, corrupt, restore");
        }
        long millis = new BigDecimal(match.group(1)).movePointRight(3).longValue();
        return new Step(Duration.ofMillis(millis), match.group(2) + " " + match.group(3));
    }

    /// Returns the steps in the order of their times; there may be no end to them.
    ///
    /// @param servers how many there are
    /// @param random draws what is left to chance
    Stream<Step> steps(int servers, RandomGenerator random) {
        return switch (mode) {
            case "none" -> Stream.empty();
            case "tour" ->
                    IntStream.iterate(0, i -> i + 1)
                            .boxed()
                            .flatMap(i -> spell(i, VERBS.get(i % VERBS.size()), 1 + i % servers));
            case "random" ->
                    IntStream.iterate(0, i -> i + 1)
                            .boxed()
                            .flatMap(
                                    i ->
                                            spell(
                                                    i,
                                                    VERBS.get(random.nextInt(VERBS.size())),
                                                    1 + random.nextInt(servers)));
            default -> steps.stream();
        };
    }

    /// A fault and its end.
    private static Stream<Step> spell(int i, String verb, int server) {
        var at = FIRST.plus(LENGTH.multipliedBy(i));
        return Stream.of(
                new Step(at, verb + " " + server), new Step(at.plus(LENGTH), "restore " + server));
    }

    /// @throws IllegalArgumentException if the plan names a server that there is not
    public void checkFor(int servers) {
        for (var step : steps) {
            if (step.command().charAt(step.command().length() - 1) - '0' > servers) {
                throw new IllegalArgumentException(
                        "'%s' names a server that there is not: there are %d"
                                .formatted(step.command(), servers));
            }
        }
    }
}
