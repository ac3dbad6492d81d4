package robustnet.runner.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import robustnet.runner.docs.Page;

/// Links and anchors that a page writes in HTML.
final class HtmlLinks {
    private static final Pattern LINK =
            Pattern.compile("<(?:a|img)\\s[^>]*?(?:href|src)=\"([^\"]+)\"");
    private static final Pattern ANCHOR =
            Pattern.compile("<[a-z]+\\s[^>]*?(?:id|name)=\"([^\"]+)\"");

    private HtmlLinks() {}

    /// The targets of `<a href>` and `<img src>` outside of code blocks.
    static List<Page.Link> in(Path file) {
        var links = new ArrayList<Page.Link>();
        var lines = lines(file);
        boolean code = false;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith("```")) {
                code = !code;
            }
            int line = i + 1;
            if (!code) {
                LINK.matcher(lines.get(i))
                        .results()
                        .forEach(m -> links.add(new Page.Link(line, m.group(1))));
            }
        }
        return links;
    }

    /// All that a fragment may name: the headings, and ids in HTML.
    static Set<String> anchors(Path file) {
        var anchors = new HashSet<String>();
        Page.read(file).sections().forEach(s -> anchors.add(s.anchor()));
        for (var line : lines(file)) {
            ANCHOR.matcher(line).results().forEach(m -> anchors.add(m.group(1)));
        }
        return anchors;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
