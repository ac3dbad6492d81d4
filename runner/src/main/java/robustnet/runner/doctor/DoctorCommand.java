package robustnet.runner.doctor;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import robustnet.runner.course.CourseRoot;
import tools.jackson.databind.json.JsonMapper;

/// `./learn doctor`. Ends with 0 if nothing was found that keeps the course from working, else with
/// 1.
///
/// With `--json` one array: `[{"name": "JDK", "result": "ok" | "warn" | "problem", "found": "…",
/// "todo": "…"}]`.
@Command(name = "doctor", description = "Says whether this machine has what the course needs.")
public final class DoctorCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

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
            print(answers, out, machine.property("stdout.encoding").equalsIgnoreCase("UTF-8"));
        }
        out.flush();
        return answers.stream().anyMatch(a -> a.diagnosis() instanceof Diagnosis.Problem) ? 1 : 0;
    }

    static void print(List<Doctor.Answer> answers, PrintWriter out, boolean unicode) {
        for (var answer : answers) {
            var mark =
                    switch (answer.diagnosis()) {
                        case Diagnosis.Ok _ -> unicode ? "✓" : "ok ";
                        case Diagnosis.Warn _ -> unicode ? "!" : "!  ";
                        case Diagnosis.Problem _ -> unicode ? "✗" : "X  ";
                    };
            out.printf("%s %-15s %s%n", mark, answer.name(), answer.diagnosis().found());
            if (!todo(answer.diagnosis()).isEmpty()) {
                out.printf(
                        "%s %-15s %s %s%n",
                        " ".repeat(mark.length()),
                        "",
                        unicode ? "→" : "->",
                        todo(answer.diagnosis()));
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
        map.put(
                "result",
                answer.diagnosis().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
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
