package robustnet.runner.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// Takes a page of Markdown apart.
final class PageParser extends AbstractVisitor {
    private final List<String> lines;
    private final List<Heading> headings = new ArrayList<>();
    private final List<Page.Fence> fences = new ArrayList<>();
    private final List<Page.Link> links = new ArrayList<>();

    private PageParser(List<String> lines) {
        this.lines = lines;
    }

    static Page parse(Path file, String markdown) {
        var parser = new PageParser(markdown.lines().toList());
        var document =
                Parser.builder()
                        .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                        .build()
                        .parse(markdown);
        document.accept(parser);
        return new Page(file, parser.sections(), parser.fences, parser.links);
    }

    @Override
    public void visit(Heading heading) {
        headings.add(heading);
        visitChildren(heading);
    }

    @Override
    public void visit(FencedCodeBlock block) {
        var info = block.getInfo() == null ? "" : block.getInfo().strip();
        fences.add(new Page.Fence(lineOf(block), info, block.getLiteral(), commentBefore(block)));
    }

    @Override
    public void visit(Link link) {
        links.add(new Page.Link(lineOf(link), link.getDestination()));
        visitChildren(link);
    }

    @Override
    public void visit(Image image) {
        links.add(new Page.Link(lineOf(image), image.getDestination()));
        visitChildren(image);
    }

    private List<Page.Section> sections() {
        var sections = new ArrayList<Page.Section>();
        var anchors = new HashMap<String, Integer>();
        for (int i = 0; i < headings.size(); i++) {
            var heading = headings.get(i);
            int end = lines.size();
            for (var next : headings.subList(i + 1, headings.size())) {
                if (next.getLevel() <= heading.getLevel()) {
                    end = lineOf(next) - 1;
                    break;
                }
            }
            int line = lineOf(heading);
            int first = Math.min(lastLineOf(heading), end);
            var title = PlainText.of(heading);
            var body = lines.subList(first, end);
            sections.add(
                    new Page.Section(
                            heading.getLevel(),
                            line,
                            title,
                            Anchors.next(title, anchors),
                            String.join("\n", body).strip(),
                            Hints.in(body, first + 1)));
        }
        return sections;
    }

    private static String commentBefore(Node block) {
        if (block.getPrevious() instanceof HtmlBlock html) {
            var text = html.getLiteral().strip();
            if (text.startsWith("<!--") && text.endsWith("-->")) {
                return text.substring(4, text.length() - 3).strip();
            }
        }
        return "";
    }

    private static int lineOf(Node node) {
        for (var n = node; n != null; n = n.getParent()) {
            if (!n.getSourceSpans().isEmpty()) {
                return n.getSourceSpans().getFirst().getLineIndex() + 1;
            }
        }
        return 1;
    }

    private static int lastLineOf(Node node) {
        return node.getSourceSpans().getLast().getLineIndex() + 1;
    }
}
