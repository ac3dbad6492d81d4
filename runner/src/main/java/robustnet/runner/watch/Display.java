package robustnet.runner.watch;

/// Shows what the loop is at. For use by one thread.
interface Display extends AutoCloseable {
    /// Shows `scene`, as much of it as has changed.
    void show(Scene scene);

    /// How to ask for the key `key`, in words.
    default String press(String key) {
        return "press " + key;
    }

    /// The learner has asked for something: what is said next is the answer, be it the same as
    /// before.
    default void heard() {}

    /// Shows the next scene whole: what is on the screen is not what was painted.
    default void forget() {}

    /// Gives the terminal back to the shell until the learner comes back.
    default void suspend() {}

    /// Leaves the terminal as it was found.
    @Override
    void close();
}
