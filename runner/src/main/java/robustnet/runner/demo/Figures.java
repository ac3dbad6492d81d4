package robustnet.runner.demo;

import java.util.Locale;

/// Numbers as people read them; the same whatever the locale is.
final class Figures {
    private Figures() {}

    /// `1,234`
    static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /// `12.3`, or `123` where the rest does not matter
    static String millis(double value) {
        return String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%,.0f", value);
    }

    /// `98 %`. What is not all of it does not look so.
    static String percent(double share) {
        long percent = Math.round(100 * share);
        if (percent == 100 && share < 1) {
            percent = 99;
        }
        return percent + " %";
    }
}
