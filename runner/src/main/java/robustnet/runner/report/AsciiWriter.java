package robustnet.runner.report;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/// Writes marks and typography as ASCII, for terminals whose encoding has no such letters. Other
/// letters go through: the encoding may have them.
public final class AsciiWriter extends FilterWriter {
    public AsciiWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(int c) throws IOException {
        out.write(Ascii.of((char) c));
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
