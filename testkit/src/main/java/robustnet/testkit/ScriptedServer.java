package robustnet.testkit;

/// A server that plays a script.
public interface ScriptedServer extends AutoCloseable {
    /// What the server does on a connection.
    @FunctionalInterface
    interface Script {
        void play(ScriptedPeer peer) throws Exception;
    }

    @Override
    void close();
}
