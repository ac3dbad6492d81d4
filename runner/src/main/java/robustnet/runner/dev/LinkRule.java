package robustnet.runner.dev;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import robustnet.runner.course.Course;
import robustnet.runner.docs.Page;

/// No link from a page to a file or a heading of the course is dead. Links to other places are not
/// followed.
final class LinkRule {
    private static final String NAME = "link";
    private static final Pattern SCHEME = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*:|//).*");

    private final Course course;
    private final Map<Path, Set<String>> anchors = new HashMap<>();

    LinkRule(Course course) {
        this.course = course;
    }

    void check(Page page, Tally tally) {
        for (var link : page.links()) {
            check(page, link.line(), link.target(), tally);
        }
        HtmlLinks.in(page.file()).forEach(link -> check(page, link.line(), link.target(), tally));
    }

    private void check(Page page, int line, String target, Tally tally) {
        if (!SCHEME.matcher(target).matches()) {
            tally.check(NAME, course.relative(page.file()) + ":" + line, problem(page, target));
        }
    }

    private Optional<String> problem(Page page, String target) {
        int hash = target.indexOf('#');
        var path = hash < 0 ? target : target.substring(0, hash);
        var file = path.isEmpty() ? page.file() : resolve(page, path);
        if (!file.startsWith(course.root()) || !Files.exists(file)) {
            return Optional.of(
                    "\"" + target + "\" leads nowhere: there is no " + course.relative(file));
        }
        if (hash < 0 || !file.toString().endsWith(".md")) {
            return Optional.empty();
        }
        var anchor = decoded(target.substring(hash + 1));
        return anchors.computeIfAbsent(file, HtmlLinks::anchors).contains(anchor)
                ? Optional.empty()
                : Optional.of(
                        "\""
                                + target
                                + "\" leads nowhere: no heading of "
                                + course.relative(file)
                                + " is #"
                                + anchor);
    }

    /// A path that begins with a slash is taken from the course's folder, as on GitHub.
    private Path resolve(Page page, String path) {
        var decoded = decoded(path);
        return decoded.startsWith("/")
                ? course.root().resolve(decoded.substring(1)).normalize()
                : page.file().resolveSibling(decoded).normalize();
    }

    private static String decoded(String text) {
        // Unlike in a form, a plus is a plus.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
