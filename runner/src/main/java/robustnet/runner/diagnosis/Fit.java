package robustnet.runner.diagnosis;

import java.util.Comparator;

/// How well failures fit a signature.
///
/// @param how exactly, or nearly
/// @param points among those of the same kind, the more the better
record Fit(How how, int points) implements Comparable<Fit> {
    static final Fit NONE = new Fit(How.NOT, 0);

    /// From worst to best.
    enum How {
        /// Another mistake, or none that is known.
        NOT,
        /// Two thirds of all tests that fail here or there fail in the same way, at least two with
        /// the same message. Code that is written otherwise can hide a failure, or cause one.
        NEARLY,
        /// The same tests fail in the same way, and at least half of them with the same message.
        EXACTLY
    }

    /// @param same how many tests fail with the same message, or with one that is another each time
    /// @param alike how many fail in the same way, with another message
    /// @param odd how many fail only here or only there, or in different ways
    static Fit of(int same, int alike, int odd) {
        int common = same + alike;
        int points = 3 * same + alike - 3 * odd;
        if (odd == 0 && common > 0 && 2 * same >= common) {
            return new Fit(How.EXACTLY, points);
        }
        boolean nearly = same >= 2 && 3 * common >= 2 * (common + odd);
        return nearly ? new Fit(How.NEARLY, points) : NONE;
    }

    @Override
    public int compareTo(Fit other) {
        return Comparator.comparing(Fit::how).thenComparing(Fit::points).compare(this, other);
    }
}
