package robustnet.testkit;

import java.util.Arrays;
import java.util.HexFormat;

/// Shows bytes as people read them: an offset, 16 bytes in hexadecimal, and the same bytes as
/// ASCII.
///
/// ```
/// 0000  68 65 6c 6c 6f 0d 0a                             hello..
/// ```
public final class Hex {
    private static final int ROW = 16;
    private static final int HEAD = 64;
    private static final int TAIL = 16;
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private Hex() {}

    /// A dump of `data`, a line for each 16 bytes. More than 96 bytes are cut in the middle: the
    /// first 64 and the last 16 are shown. Empty for no bytes.
    public static String dump(byte[] data) {
        var out = new StringBuilder();
        if (data.length <= HEAD + 2 * TAIL) {
            rows(out, data, 0, data.length);
        } else {
            rows(out, data, 0, HEAD);
            out.append("      … ").append(data.length - HEAD - TAIL).append(" more bytes …\n");
            rows(out, data, data.length - TAIL, data.length);
        }
        return out.toString().stripTrailing();
    }

    /// The row in which `actual` first differs from `expected`, both ways, with a caret under the
    /// first byte that differs. Empty if they are equal.
    public static String difference(byte[] expected, byte[] actual) {
        int at = Arrays.mismatch(expected, actual);
        if (at < 0) {
            return "";
        }
        int start = at - at % ROW;
        String label = "should have been  ";
        return label
                + rowOrEnd(expected, start)
                + "\nbut was           "
                + rowOrEnd(actual, start)
                + "\n"
                + " ".repeat(label.length() + offset(start).length() + 2 + 3 * (at - start))
                + "^^ byte "
                + at;
    }

    /// One byte as people read it: `0x68 'h'`, or `0x00`.
    public static String describe(byte b) {
        String hex = "0x" + HexFormat.of().toHexDigits(b);
        return printable(b) ? hex + " '" + (char) b + "'" : hex;
    }

    /// The bytes of `hex`, whose digits may be spaced as one likes.
    ///
    /// @throws IllegalArgumentException if something else than hexadecimal digits and white space
    ///   is in it, or an odd number of digits
    public static byte[] parse(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    private static void rows(StringBuilder out, byte[] data, int from, int to) {
        for (int start = from; start < to; start += ROW) {
            out.append(row(data, start, Math.min(start + ROW, to))).append('\n');
        }
    }

    private static String rowOrEnd(byte[] data, int start) {
        return start < data.length
                ? row(data, start, Math.min(start + ROW, data.length))
                : offset(start) + "  (the data ended here)";
    }

    private static String row(byte[] data, int from, int to) {
        String hex = SPACED.formatHex(data, from, to);
        var ascii = new StringBuilder();
        for (int i = from; i < to; i++) {
            ascii.append(printable(data[i]) ? (char) data[i] : '.');
        }
        return offset(from) + "  " + hex + " ".repeat(3 * ROW - hex.length() + 1) + ascii;
    }

    private static String offset(int at) {
        return HexFormat.of().toHexDigits(at, at > 0xffff ? 8 : 4);
    }

    private static boolean printable(byte b) {
        return b >= 0x20 && b < 0x7f;
    }
}
