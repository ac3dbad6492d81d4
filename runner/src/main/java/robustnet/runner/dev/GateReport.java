package robustnet.runner.dev;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import robustnet.runner.report.Style;
import tools.jackson.databind.json.JsonMapper;

/// Writes what the gate found.
///
/// The JSON document: `{"passed": n, "failed": n, "parts": [{"name": "1.4", "title": "…", "passed":
/// n, "seconds": x, "findings": [{"rule": "…", "where": "…", "text": "…"}]}]}`.
record GateReport(PrintWriter out, Style style) {
    /// One line for a part that is ready.
    void line(Part part) {
        out.printf(
                Locale.ROOT,
                "%s %-6s %-32s %-24s %6.1f s%s%n",
                part.isClean() ? style.good("✓") : style.bad("✗"),
                part.name(),
                part.title(),
                part.counts(),
                part.took().toMillis() / 1000.0,
                part.isClean() ? "" : "   " + part.findings().size() + " failed");
        out.flush();
    }

    /// All that did not pass, in full, and as the last line the sum.
    void end(List<Part> parts) {
        for (var part : parts) {
            for (var finding : part.findings()) {
                out.printf("%n%s [%s] %s%n", part.name(), finding.rule(), finding.where());
                finding.text().lines().forEach(line -> out.println("    " + line));
            }
        }
        out.printf("%n%d passed, %d failed%n", passed(parts), failed(parts));
        out.flush();
    }

    void json(List<Part> parts) {
        var document = new LinkedHashMap<String, Object>();
        document.put("passed", passed(parts));
        document.put("failed", failed(parts));
        document.put("parts", parts.stream().map(GateReport::asMap).toList());
        out.println(JsonMapper.shared().writeValueAsString(document));
        out.flush();
    }

    private static Map<String, Object> asMap(Part part) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", part.name());
        map.put("title", part.title());
        map.put("passed", part.passed());
        map.put("seconds", part.took().toMillis() / 1000.0);
        map.put("findings", part.findings());
        return map;
    }

    private static int passed(List<Part> parts) {
        return parts.stream().mapToInt(Part::passed).sum();
    }

    private static int failed(List<Part> parts) {
        return parts.stream().mapToInt(p -> p.findings().size()).sum();
    }
}
