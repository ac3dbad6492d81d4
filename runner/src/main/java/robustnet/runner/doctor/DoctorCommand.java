package robustnet.runner.doctor;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import robustnet.runner.course.CourseRoot;
import robustnet.runner.report.Style;
import tools.jackson.databind.json.JsonMapper;

/// `./learn doctor`. Ends with 0 if nothing was found that keeps the course from working, else with
/// 1.
///
/// With `--json` one array: `[{"name": "JDK", "result": "ok" | "warn" | "problem", "found": "…",
/// "todo": "…"}]`.
@Command(name = "doctor", description = "Says whether this machine has what the course needs.")
public final class DoctorCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--plain", description = "No colour.")
    private boolean plain;

    @Option(names = "--json", description = "One JSON document for machines.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var root = CourseRoot.find(System.getProperty("learn.root"), Path.of(""));
        var machine = new ThisMachine(root);
        var answers = Doctor.of(machine).examine();
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    JsonMapper.shared()
                            .writeValueAsString(
                                    answers.stream().map(DoctorCommand::asMap).toList()));
        } else {
            print(answers, out, Style.ofThisProcess(plain));
        }
        out.flush();
        return answers.stream().anyMatch(a -> a.diagnosis() instanceof Diagnosis.Problem) ? 1 : 0;
    }

    static void print(List<Doctor.Answer> answers, PrintWriter out, Style style) {
        for (var answer : answers) {
            var mark =
                    switch (answer.diagnosis()) {
                        case Diagnosis.Ok _ -> style.good("✓");
                        case Diagnosis.Warn _ -> style.bold("!");
                        case Diagnosis.Problem _ -> style.bad("✗");
                    };
            out.printf("%s %-14s  %s%n", mark, answer.name(), answer.diagnosis().found());
            if (!todo(answer.diagnosis()).isEmpty()) {
                out.printf("  %-14s  → %s%n", "", todo(answer.diagnosis()));
            }
        }
        long problems =
                answers.stream().filter(a -> a.diagnosis() instanceof Diagnosis.Problem).count();
        out.println(
                problems == 0
                        ? "The course works on this machine."
                        : problems
                                + (problems == 1 ? " problem" : " problems")
                                + " to solve first.");
    }

    private static Map<String, String> asMap(Doctor.Answer answer) {
        var map = new LinkedHashMap<String, String>();
        map.put("name", answer.name());
        map.put("result", answer.diagnosis().getClass().getSimpleName().toLowerCase(Locale.ROOT));
        map.put("found", answer.diagnosis().found());
        map.put("todo", todo(answer.diagnosis()));
        return map;
    }

    private static String todo(Diagnosis diagnosis) {
        return switch (diagnosis) {
            case Diagnosis.Ok _ -> "";
            case Diagnosis.Warn(_, var todo) -> todo;
            case Diagnosis.Problem(_, var todo) -> todo;
        };
    }
}
