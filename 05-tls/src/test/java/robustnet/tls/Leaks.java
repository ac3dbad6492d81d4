package robustnet.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Looks for secret bytes in what a program says about itself, in the usual spellings.
final class Leaks {
    private Leaks() {}

    /// Fails if `text` shows 8 bytes of `secret` or more, from its beginning on; or all of it as a
    /// number.
    static void assertHidden(Object text, byte[] secret, String what) {
        var said = new ArrayList<>(spellings(Arrays.copyOf(secret, 9)));
        for (var number : List.of(new BigInteger(secret), new BigInteger(1, secret))) {
            said.add(number.toString());
            said.add(number.toString(16)); // without the zeros in front, so none of the others
        }
        for (var spelling : said) {
            assertThat(String.valueOf(text).toLowerCase(Locale.ROOT))
                    .as(what)
                    .doesNotContain(spelling.toLowerCase(Locale.ROOT));
        }
    }

    /// The exception with its causes, as a log would show it.
    static String text(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static List<String> spellings(byte[] secret) {
        var eight = Arrays.copyOf(secret, 8);
        var list = Arrays.toString(eight);
        return List.of(
                HexFormat.of().formatHex(eight),
                HexFormat.ofDelimiter(":").formatHex(eight),
                HexFormat.ofDelimiter(" ").formatHex(eight),
                Base64.getEncoder().encodeToString(secret), // 9 bytes, so that no padding shows
                Base64.getUrlEncoder().encodeToString(secret),
                list.substring(1, list.length() - 1),
                new String(eight, ISO_8859_1));
    }
}
