package robustnet.testkit;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What one test needs on the network, and its end: a test takes it as a parameter, opens
/// everything through it, and the extension closes it all afterwards in reverse order. When the
/// test fails, what was seen on the wire and the seed are attached to the failure.
public interface Testbed {
    /// The literal loopback address, 127.0.0.1 unless the machine has IPv6 only. Never a name.
    InetAddress loopback();

    /// Random numbers from a seed that is attached to a failure; `-Dcourse.seed=N` runs the test
    /// with the same ones.
    RandomGenerator random();

    /// Closes `resource` when the test ends. A close that throws fails a test that has passed.
    ///
    /// @return `resource`
    <T extends AutoCloseable> T closing(T resource);

    /// Attaches a note to the failure if the test fails. `text` is called once, then.
    void onFailure(FailureNote.Kind kind, Supplier<String> text);

    /// What all peers of this test did and saw, in one order. It is attached to the failure if the
    /// test fails; a peer that a test makes itself may add its steps.
    Transcript transcript();

    /// Runs `task` on a virtual thread of its own. It is interrupted when the test ends.
    <T> CompletableFuture<T> async(Callable<T> task);

    /// A peer that plays the client: connected to `port` on loopback.
    ScriptedPeer connect(int port);

    /// A server that plays the first script on its first connection, the second on the second, and
    /// so on; closed when the test ends. A script that fails makes the test fail.
    ScriptedServer serve(ScriptedServer.Script... scripts);

    /// Watches the threads that run code of `type`, or of a class nested in it. The result names
    /// those that run it when it is asked, virtual threads too, without the thread that asks.
    ///
    /// Whoever asks does not block meanwhile, so a virtual thread that waits for its carrier goes
    /// on waiting; see [OneCarrier].
    Supplier<List<String>> threadsIn(Class<?> type);

    /// What was logged and printed to standard error since the test began.
    String log();
}
