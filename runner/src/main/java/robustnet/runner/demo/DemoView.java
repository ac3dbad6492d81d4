package robustnet.runner.demo;

/// Shows what the stack reports, and what is done to it. [#note(String)] may be called by any
/// thread.
interface DemoView extends AutoCloseable {
    /// Shows the next report, of whatever type.
    void show(StackProcess.Message message);

    /// Says what was just asked for: `kill 1`.
    default void note(String command) {}

    /// Nothing more comes. Closing a second time does nothing.
    @Override
    default void close() {}
}
