package robustnet.testkit.junit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import robustnet.testkit.FailureNote;
import robustnet.testkit.ScriptedPeer;
import robustnet.testkit.ScriptedServer;
import robustnet.testkit.SeededRandom;
import robustnet.testkit.Standing;
import robustnet.testkit.Testbed;
import robustnet.testkit.Transcript;

/// The testbed of one test. Its lists are guarded by its monitor; nothing slow happens under it.
final class NetworkTestbed implements Testbed {
    private final Transcript transcript = new Transcript();
    private final SeededRandom random = SeededRandom.fromProperty();
    private final ErrorLog log = new ErrorLog();
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final List<Note> notes = new ArrayList<>();
    private final List<ScriptedServer> servers = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private boolean randomUsed;

    /// @param witness who looks at the program when a peer was let down
    NetworkTestbed(Witness witness) {
        transcript.onFailure(
                failure ->
                        witness.look(
                                failure,
                                servers().isEmpty(),
                                transcript.hasReset(),
                                transcript.standing()));
    }

    private record Note(FailureNote.Kind kind, Supplier<String> text) {}

    private record Task(Thread thread, CompletableFuture<?> result) {}

    @Override
    public InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public synchronized RandomGenerator random() {
        randomUsed = true;
        return random;
    }

    @Override
    public synchronized <T extends AutoCloseable> T closing(T resource) {
        resources.push(resource);
        return resource;
    }

    @Override
    public synchronized void onFailure(FailureNote.Kind kind, Supplier<String> text) {
        notes.add(new Note(kind, text));
    }

    @Override
    public <T> CompletableFuture<T> async(Callable<T> task) {
        var result = new CompletableFuture<T>();
        var thread =
                Thread.ofVirtual()
                        .name("async")
                        .start(
                                () -> {
                                    try {
                                        result.complete(task.call());
                                    } catch (Throwable t) {
                                        result.completeExceptionally(t);
                                    }
                                });
        synchronized (this) {
            tasks.add(new Task(thread, result));
        }
        return result;
    }

    @Override
    public ScriptedPeer connect(int port) {
        return closing(ScriptedPeer.connect(new InetSocketAddress(loopback(), port), transcript));
    }

    @Override
    public ScriptedServer serve(ScriptedServer.Script... scripts) {
        var server = closing(ScriptedServer.start(loopback(), transcript, scripts));
        synchronized (this) {
            servers.add(server);
        }
        return server;
    }

    @Override
    public Transcript transcript() {
        return transcript;
    }

    @Override
    public Supplier<List<String>> threadsIn(Class<?> type) {
        return new ThreadsIn(type);
    }

    @Override
    public String log() {
        return log.text();
    }

    /// Closes everything, the last opened first.
    ///
    /// @return what should fail a test that has passed: scripts that failed, closes that threw
    List<Throwable> close() {
        var problems = new ArrayList<Throwable>();
        try {
            for (var resource = next(); resource != null; resource = next()) {
                try {
                    resource.close();
                } catch (Exception | AssertionError e) {
                    var name = resource.getClass().getSimpleName();
                    problems.add(new AssertionError(name + ".close() threw " + e, e));
                }
            }
            for (var server : servers()) server.failure().ifPresent(problems::addFirst);
            for (var task : tasks()) task.thread().interrupt();
            return problems;
        } finally {
            log.close();
        }
    }

    private synchronized AutoCloseable next() {
        return resources.poll();
    }

    private synchronized List<ScriptedServer> servers() {
        return List.copyOf(servers);
    }

    private synchronized List<Task> tasks() {
        return List.copyOf(tasks);
    }

    /// Where the test's peer stands.
    Optional<Standing> standing() {
        return transcript.standing();
    }

    /// Attaches what was seen to the failure of a test.
    void explain(Throwable failure) {
        tasks().stream()
                .filter(t -> t.result().isCompletedExceptionally())
                .map(t -> t.result().exceptionNow())
                .filter(t -> t != failure && t != failure.getCause())
                .forEach(failure::addSuppressed);
        attach(failure, FailureNote.Kind.WIRE, transcript.render());
        synchronized (this) {
            if (randomUsed) {
                var text = "run it with the same random numbers: -Dcourse.seed=" + random.seed();
                attach(failure, FailureNote.Kind.SEED, text);
            }
        }
        for (var note : copyOfNotes()) attach(failure, note.kind(), note.text().get());
    }

    private synchronized List<Note> copyOfNotes() {
        return List.copyOf(notes);
    }

    private static void attach(Throwable failure, FailureNote.Kind kind, String text) {
        if (!text.isEmpty()) failure.addSuppressed(new FailureNote(kind, text));
    }
}
