package robustnet.runner.upgrade;

/// Java source without its comments.
final class Code {
    private final String text;
    private final StringBuilder code = new StringBuilder();
    private int at;

    private Code(String text) {
        this.text = text;
    }

    /// The words of `text`, with one space for each gap and each comment.
    static String of(String text) {
        return new Code(text).read();
    }

    private String read() {
        while (at < text.length()) {
            if (text.startsWith("//", at)) {
                skipTo("\n");
            } else if (text.startsWith("/*", at)) {
                skipTo("*/");
            } else if (text.startsWith("\"\"\"", at)) {
                copyTo("\"\"\"");
            } else if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
                copyTo(text.substring(at, at + 1));
            } else {
                code.append(text.charAt(at++));
            }
        }
        return code.toString().strip().replaceAll("\\s+", " ");
    }

    private void skipTo(String end) {
        int found = text.indexOf(end, at + 2);
        at = found < 0 ? text.length() : found + end.length();
        code.append(' ');
    }

    /// Copies a literal, whose end may not be escaped.
    private void copyTo(String end) {
        int start = at;
        at += end.length();
        while (at < text.length() && !text.startsWith(end, at)) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(at + end.length(), text.length());
        code.append(text, start, at);
    }
}
