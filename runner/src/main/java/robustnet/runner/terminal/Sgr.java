package robustnet.runner.terminal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// The codes that choose how letters are drawn: "select graphic rendition" (ECMA-48, 8.3.117).
final class Sgr {
    private Sgr() {}

    /// @param codes numbers with semicolons between them, such as `1;31`; an empty one is 0
    /// @return the pen after them; codes that are not known change nothing
    static Pen apply(Pen pen, String codes) {
        var left = new ArrayDeque<Integer>();
        Arrays.stream(codes.split("[;:]", -1))
                .map(code -> code.isEmpty() ? 0 : Integer.parseInt(code))
                .forEach(left::add);
        var result = pen;
        while (!left.isEmpty()) {
            result = next(result, left);
        }
        return result;
    }

    private static Pen next(Pen pen, Deque<Integer> codes) {
        int code = codes.remove();
        return switch (code) {
            case 0 -> Pen.PLAIN;
            case 1 -> pen.withBold(true);
            case 2 -> pen.withDim(true);
            case 3 -> pen.withItalic(true);
            case 4 -> pen.withUnderlined(true);
            case 7 -> pen.withInverse(true);
            case 22 -> pen.withBold(false).withDim(false);
            case 23 -> pen.withItalic(false);
            case 24 -> pen.withUnderlined(false);
            case 27 -> pen.withInverse(false);
            case 38 -> pen.withForeground(extended(codes));
            case 39 -> pen.withForeground(Pen.NONE);
            case 48 -> pen.withBackground(extended(codes));
            case 49 -> pen.withBackground(Pen.NONE);
            default -> table(pen, code);
        };
    }

    /// The eight colours and their bright twins.
    private static Pen table(Pen pen, int code) {
        int colour = code % 10;
        return switch (code / 10) {
            case 3 -> pen.withForeground(colour);
            case 4 -> pen.withBackground(colour);
            case 9 -> pen.withForeground(8 + colour);
            case 10 -> pen.withBackground(8 + colour);
            default -> pen;
        };
    }

    /// `5;n`: one of 256 colours; `2;r;g;b`: any.
    private static int extended(Deque<Integer> codes) {
        return switch (take(codes)) {
            case 5 -> take(codes);
            case 2 -> Pen.RGB | take(codes) << 16 | take(codes) << 8 | take(codes);
            default -> Pen.NONE;
        };
    }

    private static int take(Deque<Integer> codes) {
        return codes.isEmpty() ? 0 : codes.remove() & 0xff;
    }
}
