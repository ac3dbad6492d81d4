package robustnet.runner.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.child.Failure;
import robustnet.runner.child.RunResult;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.compile.Compilation;
import robustnet.runner.diagnosis.Diagnoses;
import robustnet.runner.diagnosis.Diagnosis;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Tells a machine what came of checks, as one JSON document:
///
/// ```json
/// {
///   "passed": false, "points": 5, "maxPoints": 10,
///   "exercises": [{
///     "id": "1.4", "title": "…", "bonus": false, "points": 5, "maxPoints": 10,
///     "result": "passed | failed | not started | not compiled | no tests",
///     "problems": [{"where": "path:line", "text": "…"}],
///     "output": "what the program printed", "outputOmitted": 0, "millis": 812,
///     "firstEnd": "what a first JVM died of, if a second one did the rest",
///     "tests": [{
///       "name": "…", "class": "…", "method": "…", "weight": 1, "millis": 3,
///       "result": "passed | failed | not run",
///       "reason": "SKIPPED | ABORTED | DIED | KILLED | EXITED | OUT_OF_MEMORY | NEVER_STARTED | NOT_FOUND",
///       "text": "why it did not run",
///       "output": "what was printed while it ran", "outputOmitted": 0,
///       "failure": {"type": "…", "message": "…", "invocation": "…", "expected": "…", "actual": "…",
///                   "frames": ["…"], "notes": [{"kind": "WIRE", "text": "…"}], "cause": {…}}
///     }],
///     "looksLike": [{"name": "trusts one read", "belief": "…", "pitfall": "docs/01-basics.md#b1-…"}]
///   }]
/// }
/// ```
///
/// What does not apply is left out, but for the points. `points` counts bonus exercises too.
public final class JsonReport {
    private JsonReport() {}

    /// @param diagnoses says which mistakes failures look like
    public static String of(List<ExerciseResult> results, Diagnoses diagnoses) {
        var document = new LinkedHashMap<String, Object>();
        document.put(
                "passed", !results.isEmpty() && results.stream().allMatch(ExerciseResult::passed));
        document.put("points", results.stream().mapToInt(ExerciseResult::points).sum());
        document.put("maxPoints", results.stream().mapToInt(r -> r.exercise().points()).sum());
        document.put("exercises", results.stream().map(r -> exercise(r, diagnoses.of(r))).toList());
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(document);
    }

    private static Map<String, Object> exercise(ExerciseResult result, List<Diagnosis> looksLike) {
        var exercise = result.exercise();
        var map = new LinkedHashMap<String, Object>();
        map.put("id", exercise.id());
        map.put("title", exercise.title());
        map.put("bonus", exercise.bonus());
        map.put("points", result.points());
        map.put("maxPoints", exercise.points());
        map.put("result", nameOf(result));
        switch (result) {
            case ExerciseResult.NotCompiled(_, var problems) ->
                    map.put("problems", problems.stream().map(JsonReport::problem).toList());
            case ExerciseResult.NoTests _ -> map.put("tests", List.of());
            case ExerciseResult.Ran(_, var run) -> {
                map.put("output", run.output());
                map.put("outputOmitted", run.omitted());
                map.put("millis", run.took().toMillis());
                if (!run.firstEnd().isEmpty()) {
                    map.put("firstEnd", run.firstEnd());
                }
                map.put("tests", run.tests().stream().map(test -> test(test, run)).toList());
            }
        }
        if (!looksLike.isEmpty()) {
            map.put("looksLike", looksLike.stream().map(JsonReport::diagnosis).toList());
        }
        return map;
    }

    private static String nameOf(ExerciseResult result) {
        return switch (result) {
            case ExerciseResult.NotCompiled _ -> "not compiled";
            case ExerciseResult.NoTests _ -> "no tests";
            case ExerciseResult.Ran(_, var run) when run.allPassed() -> "passed";
            case ExerciseResult.Ran ran when TextReport.isNotStarted(ran) -> "not started";
            case ExerciseResult.Ran _ -> "failed";
        };
    }

    private static Map<String, Object> diagnosis(Diagnosis diagnosis) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", diagnosis.name());
        map.put("belief", diagnosis.belief());
        diagnosis.pitfall().ifPresent(link -> map.put("pitfall", link));
        return map;
    }

    private static Map<String, Object> problem(Compilation.Problem problem) {
        var map = new LinkedHashMap<String, Object>();
        map.put("where", problem.where());
        map.put("text", problem.text());
        return map;
    }

    private static Map<String, Object> test(TestResult result, RunResult run) {
        var test = result.test();
        var map = new LinkedHashMap<String, Object>();
        map.put("name", test.displayName());
        map.put("class", test.className());
        map.put("method", test.method());
        map.put("weight", test.weight());
        map.put("millis", result.took().toMillis());
        switch (result.verdict()) {
            case Verdict.Passed _ -> map.put("result", "passed");
            case Verdict.Failed(var failure) -> {
                map.put("result", "failed");
                map.put("failure", failure(failure));
            }
            case Verdict.NotRun(var reason, var text) -> {
                map.put("result", "not run");
                map.put("reason", reason.name());
                map.put("text", text);
            }
        }
        var printed = run.printed().of(test).all();
        if (!printed.isEmpty()) {
            map.put("output", printed.text());
            map.put("outputOmitted", printed.omitted());
        }
        return map;
    }

    private static Map<String, Object> failure(Failure failure) {
        var map = new LinkedHashMap<String, Object>();
        map.put("type", failure.type());
        map.put("message", failure.message());
        if (!failure.invocation().isEmpty()) {
            map.put("invocation", failure.invocation());
        }
        failure.expected().ifPresent(value -> map.put("expected", value));
        failure.actual().ifPresent(value -> map.put("actual", value));
        map.put("frames", failure.frames().stream().map(Failure.Frame::toString).toList());
        map.put("notes", failure.notes());
        failure.cause().ifPresent(cause -> map.put("cause", failure(cause)));
        return map;
    }
}
