package robustnet.runner.report;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/// Writes marks and typography as ASCII, for terminals whose encoding has no such letters. Other
/// letters go through: the encoding may have them.
public final class AsciiWriter extends FilterWriter {
    private static final Map<Character, String> ASCII =
            Map.ofEntries(
                    Map.entry('✓', "+"),
                    Map.entry('✗', "x"),
                    Map.entry('★', "*"),
                    Map.entry('→', "->"),
                    Map.entry('·', "."),
                    Map.entry('…', "..."),
                    Map.entry('–', "-"),
                    Map.entry('—', "-"),
                    Map.entry('“', "\""),
                    Map.entry('”', "\""),
                    Map.entry('’', "'"),
                    Map.entry('█', "#"),
                    Map.entry('░', "."),
                    Map.entry('│', "|"),
                    Map.entry('─', "-"),
                    Map.entry('┼', "+"),
                    Map.entry('▶', ">"),
                    Map.entry('◀', "<"),
                    Map.entry('×', "x"),
                    Map.entry('↑', "^"),
                    Map.entry('↓', "v"));

    public AsciiWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(int c) throws IOException {
        out.write(ASCII.getOrDefault((char) c, Character.toString((char) c)));
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(chars[i]);
        }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        write(text.toCharArray(), offset, length);
    }
}
