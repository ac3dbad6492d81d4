package robustnet.runner.state;

/// Compares texts as a learner reads them.
public final class Lines {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String ITS_BYTES = "\u00ef\u00bb\u00bf";

    private Lines() {}

    /// Whether two texts are the same but for line ends and a byte order mark, which editors and
    /// git on Windows change by themselves.
    public static boolean same(String one, String other) {
        return one.equals(other) || plain(one).equals(plain(other));
    }

    static String plain(String text) {
        int mark =
                text.startsWith(BYTE_ORDER_MARK)
                        ? BYTE_ORDER_MARK.length()
                        : text.startsWith(ITS_BYTES) ? ITS_BYTES.length() : 0;
        return text.substring(mark).replace("\r\n", "\n").replace('\r', '\n');
    }
}
