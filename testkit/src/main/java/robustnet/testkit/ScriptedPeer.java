package robustnet.testkit;

/// One end of a connection that a test drives step by step.
public interface ScriptedPeer extends AutoCloseable {
    @Override
    void close();
}
