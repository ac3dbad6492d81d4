package robustnet.runner.watch;

import java.util.Optional;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.screen.Key;
import robustnet.runner.screen.View;

/// What the keys do. For one thread.
final class Commands {
    /// What leaves a page, and then does what it does without one.
    private static final String THROUGH = "nplrsdha?";

    private final Learner learner;
    private final Workplace work;
    private final Pages pages;
    private Optional<View> over = Optional.empty();
    private Key opener = Key.Name.ESCAPE;
    private Optional<Question> question = Optional.empty();
    private Optional<ExerciseInfo> elsewhere = Optional.empty();
    private Optional<ExerciseInfo> chosen = Optional.empty();
    private String note = "";
    private boolean changedFiles;

    Commands(Learner learner, Workplace work) {
        this.learner = learner;
        this.work = work;
        pages = new Pages(learner);
    }

    /// What lies over the report.
    Optional<View> over() {
        return over;
    }

    /// Something to know, or to answer; may be empty.
    String note() {
        return question.map(Question::text).orElse(note);
    }

    void say(String text) {
        note = text;
    }

    /// Says `text` to what was typed; that is no yes to a question.
    void answer(String text) {
        question = Optional.empty();
        changedFiles = false;
        note = text;
    }

    /// Does what was asked, if anything was.
    void agree() {
        var asked = question;
        answer("There is no question to say yes to.");
        asked.map(Question::action).ifPresent(Runnable::run);
    }

    /// A save: what lay over the report goes, and so does what was said before, unless the save is
    /// of what a key has changed.
    void saved() {
        var words = changedFiles ? note : "";
        clear();
        note = words;
    }

    private void clear() {
        changedFiles = false;
        over = Optional.empty();
        question = Optional.empty();
        elsewhere = Optional.empty();
        note = "";
    }

    /// Takes away what lies over the report.
    ///
    /// @return whether anything did
    boolean drop() {
        boolean dropped = over.isPresent();
        over = Optional.empty();
        return dropped;
    }

    /// Offers to go to `exercise`.
    void offer(ExerciseInfo exercise, String text) {
        elsewhere = Optional.of(exercise);
        note = text;
    }

    /// Does what a key means.
    ///
    /// @return whether to go on
    boolean key(Key key) {
        if (key == Key.Name.CTRL_C || key == Key.Name.END_OF_INPUT) {
            return false;
        }
        if (over.isPresent() && !goesThrough(key, over.get())) {
            if (!over.get().key(key)) {
                over = Optional.empty();
                chosen.ifPresent(this::go);
                chosen = Optional.empty();
            }
            return true;
        }
        over = Optional.empty();
        opener = key;
        var asked = question;
        question = Optional.empty();
        changedFiles = false;
        if (asked.isPresent()) {
            if (asked.get().isConfirmedBy(key)) {
                asked.get().action().run();
                return true;
            }
            note = "";
            if (key == Key.Name.ESCAPE) {
                return true;
            }
        }
        return switch (key) {
            case Key.Letter letter -> letter(letter);
            case Key.Name.ENTER -> {
                check();
                yield true;
            }
            case Key.Name.ESCAPE -> {
                note = "";
                work.cancel();
                yield true;
            }
            case Key.Name.CTRL_D -> false;
            default -> work.body().key(key);
        };
    }

    /// The key that has opened a page does not open it again.
    private boolean goesThrough(Key key, View view) {
        return key instanceof Key.Letter letter
                && THROUGH.contains(letter.text())
                && !key.equals(opener)
                && !view.takes(letter);
    }

    private boolean letter(Key.Letter letter) {
        switch (letter.text()) {
            case "q", "Q" -> {
                return false;
            }
            case "n" -> goOrSay(work.next(), noNext());
            case "p" -> goOrSay(work.previous(), "This is the first exercise.");
            case "g" -> goOrSay(elsewhere, "You have saved no other exercise's file.");
            case "l" -> show(pages.list(work.exercise(), it -> chosen = Optional.of(it)));
            case "h" -> showOrSay(pages.hint(work.exercise()), "There are no hints yet.");
            case "d" -> showOrSay(pages.docs(work.exercise()), "The book has no page on this yet.");
            case "s" -> solution();
            case "r" -> askReset();
            case "u" -> askUndo();
            case "a" -> checkAll();
            case "?" -> show(pages.help());
            default -> work.body().key(letter);
        }
        return true;
    }

    private String noNext() {
        var score = work.score();
        return score.done().size() == score.exercises()
                ? "All exercises are passed. Well done."
                : "This is the last exercise.";
    }

    private void check() {
        clear();
        work.check(System.nanoTime());
    }

    private void checkAll() {
        note = work.checkAll() ? "" : "You have not begun any exercise yet.";
    }

    private void goOrSay(Optional<ExerciseInfo> exercise, String otherwise) {
        exercise.ifPresentOrElse(this::go, () -> note = otherwise);
    }

    /// Goes to `exercise`, and checks it if there is anything to check.
    void go(ExerciseInfo exercise) {
        clear();
        work.open(exercise);
        learner.moveTo(exercise);
        if (learner.begun(exercise)) {
            work.check(System.nanoTime());
        }
    }

    private void show(View view) {
        note = "";
        over = Optional.of(view);
    }

    private void showOrSay(Optional<View> view, String otherwise) {
        view.ifPresentOrElse(this::show, () -> note = otherwise);
    }

    private void solution() {
        var exercise = work.exercise();
        if (learner.passed(exercise)) {
            show(pages.solution(exercise));
            return;
        }
        question =
                Optional.of(
                        new Question(
                                exercise.id()
                                        + " is not passed yet: press s again to see the solution all the same",
                                's',
                                () -> show(pages.solution(exercise))));
    }

    private void askReset() {
        var exercise = work.exercise();
        question =
                Optional.of(
                        new Question(
                                "reset %s to the starter? y resets (your code is kept, u brings it back), any other key does not"
                                        .formatted(exercise.id()),
                                'y',
                                () -> changed(learner.reset(exercise))));
    }

    private void askUndo() {
        var change = learner.lastChange();
        if (change.isEmpty()) {
            note = "There is nothing to take back: ./learn has not changed your files.";
            return;
        }
        question =
                Optional.of(
                        new Question(
                                "take back: %s? y does, any other key does not"
                                        .formatted(change.get()),
                                'y',
                                () -> changed(learner.undo())));
    }

    private void changed(String what) {
        note = what;
        changedFiles = true;
    }
}
