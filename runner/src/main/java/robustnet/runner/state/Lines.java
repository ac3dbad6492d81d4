package robustnet.runner.state;

/// Compares texts as a learner reads them.
public final class Lines {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private Lines() {}

    /// Whether two texts are the same but for line ends and a byte order mark, which editors and
    /// git on Windows change by themselves.
    public static boolean same(String one, String other) {
        return one.equals(other) || plain(one).equals(plain(other));
    }

    private static String plain(String text) {
        var unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return unmarked.replace("\r\n", "\n").replace('\r', '\n');
    }
}
