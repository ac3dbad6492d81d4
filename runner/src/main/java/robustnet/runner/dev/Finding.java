package robustnet.runner.dev;

/// Something that the gate does not let pass.
///
/// @param rule which rule: `starter`, `reference`, `mistake`, `pitfalls`, `signature`, `api`,
///   `page`, `excerpt`, `link`, `files`
/// @param where the file or the test, as a person types it
/// @param text what is wrong, and what to do where that is not plain; may have several lines
public record Finding(String rule, String where, String text) {
    @Override
    public String toString() {
        return where + ": " + text;
    }
}
