package robustnet.runner.course;

/// An expected problem with the course, its files or what was asked of it: the message is for the
/// person at the keyboard, says what to do, and is all that is shown. Ends the command with exit
/// code 2.
public final class CourseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CourseException(String message) {
        super(message);
    }

    public CourseException(String message, Throwable cause) {
        super(message, cause);
    }
}
