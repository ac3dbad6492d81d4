package robustnet.runner.state;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What `state.txt` says. Lines of a kind that this runner does not know, and comments, are kept as
/// they are: a newer runner of the same version wrote them.
final class StateText {
    private static final String VERSION = "1";
    private static final String NOWHERE = "-";

    /// The text is of a version that this runner cannot read.
    static final class NewerException extends Exception {
        private static final long serialVersionUID = 1L;

        NewerException(String version) {
            super(version);
        }
    }

    final Map<String, Progress> best = new TreeMap<>();
    final Map<String, Progress> last = new TreeMap<>();
    final Map<String, Integer> hints = new TreeMap<>();
    Optional<Standing> at = Optional.empty();
    private List<String> others = new ArrayList<>();

    /// @throws NewerException if it is of another version
    /// @throws IllegalArgumentException if it is no state
    static StateText parse(String text) throws NewerException {
        var state = new StateText();
        boolean versioned = false;
        for (var line : text.lines().toList()) {
            if (line.startsWith("#")) {
                state.others.add(line);
            } else if (line.startsWith("version = ")) {
                requireVersion(line.substring(10).strip());
                versioned = true;
            } else if (!line.isBlank()) {
                require(versioned, line);
                state.add(line);
            }
        }
        require(versioned, "no version");
        return state;
    }

    private static void requireVersion(String version) throws NewerException {
        require(version.matches("\\d{1,9}"), version);
        if (!version.equals(VERSION)) {
            throw new NewerException(version);
        }
    }

    private void add(String line) {
        int equals = line.indexOf(" = ");
        require(equals > 0, line);
        var key = line.substring(0, equals).strip().split(" ");
        var value = line.substring(equals + 3).strip().split(" ");
        switch (key[0]) {
            case "best", "last" -> {
                require(key.length == 2 && value.length == 3, line);
                (key[0].equals("best") ? best : last).put(key[1], progress(value));
            }
            case "hints" -> {
                require(key.length == 2, line);
                hints.put(key[1], Integer.parseInt(value[0]));
            }
            case "at" -> {
                require(key.length == 1 && value.length == 2, line);
                at = Optional.of(new Standing(value[0], instant(value[1])));
            }
            default -> others.add(line);
        }
    }

    /// Takes in what another process wrote meanwhile: of two results the better and the later one,
    /// of two places the one chosen later.
    void merge(StateText written) {
        written.best.forEach((id, result) -> best.merge(id, result, StateText::better));
        written.last.forEach((id, result) -> last.merge(id, result, StateText::later));
        written.hints.forEach((id, count) -> hints.merge(id, count, Math::max));
        if (written.at.isPresent()
                && at.filter(own -> !own.since().isBefore(written.at.get().since())).isEmpty()) {
            at = written.at;
        }
        others = new ArrayList<>(written.others);
    }

    /// The better of two results; of equal ones the first.
    static Progress better(Progress old, Progress fresh) {
        return fresh.points() > old.points() ? fresh : old;
    }

    private static Progress later(Progress own, Progress other) {
        return other.at().isAfter(own.at()) ? other : own;
    }

    void standAt(Optional<String> id, Instant now) {
        at = Optional.of(new Standing(id.orElse(NOWHERE), now));
    }

    Optional<Standing> standing() {
        return at.filter(chosen -> !chosen.id().equals(NOWHERE));
    }

    @Override
    public String toString() {
        var text = new StringBuilder("version = " + VERSION + "\n");
        at.ifPresent(a -> text.append("at = %s %s\n".formatted(a.id(), a.since())));
        best.forEach((id, progress) -> text.append(line("best", id, progress)));
        last.forEach((id, progress) -> text.append(line("last", id, progress)));
        hints.forEach((id, count) -> text.append("hints %s = %d\n".formatted(id, count)));
        others.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static String line(String key, String id, Progress progress) {
        return "%s %s = %d %s %s\n"
                .formatted(
                        key,
                        id,
                        progress.points(),
                        progress.passed() ? "passed" : "partly",
                        progress.at());
    }

    private static Progress progress(String[] value) {
        return new Progress(
                Integer.parseInt(value[0]), value[1].equals("passed"), instant(value[2]));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static void require(boolean condition, String line) {
        if (!condition) {
            throw new IllegalArgumentException(line);
        }
    }
}
