package robustnet.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.toMap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import robustnet.concurrency.ConnectionPool;
import robustnet.concurrency.PrometheusText;
import robustnet.errors.Backoff;
import robustnet.errors.CircuitBreaker;
import robustnet.errors.Deadline;
import robustnet.platform.StackServer.Fault;
import robustnet.udp.HeartbeatMonitor;
import robustnet.udp.HeartbeatMonitor.Status;
import robustnet.udp.NanoClock;

/// The whole stack at work: some [RobustServer]s, each behind a network that can be spoilt, and one
/// [RobustClient] with many users. `./learn demo` runs and shows it.
///
/// It writes lines of JSON: one of type `start` when it is warm, then a `tick` each second, at the
/// end a `summary`. It reads lines, and ends where its input does:
///
/// ```
///   kill 2    freeze 2    slow 2    corrupt 2    restore 2    quit
/// ```
final class StackDemo implements AutoCloseable {
    private static final int WINDOW = 5;
    private static final Pattern COMMAND =
            Pattern.compile("(kill|freeze|slow|corrupt|restore) ([1-9])");

    private final Consumer<String> out;
    private final List<StackServer> servers;
    private final HeartbeatMonitor monitor;
    private final RobustClient client;
    private final StackMetricsPage page;
    private final StackLoad load;
    private final StackSample first;
    private final long start;
    private final ScheduledExecutorService ticking =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("tick").factory());

    /// The newest last. For one thread at a time: the ticking one, then the one that closes.
    private final Deque<StackSample> samples = new ArrayDeque<>();

    /// Starts all of it.
    ///
    /// @param size how many servers
    /// @param out takes the lines; called by one thread at a time
    /// @param interval between two ticks
    StackDemo(int size, Consumer<String> out, Duration interval)
            throws IOException, InterruptedException {
        this.out = out;
        servers = startServers(size);
        var addresses = servers.stream().map(StackServer::address).toList();
        monitor = new HeartbeatMonitor(addresses, ofMillis(250), ofMillis(750), NanoClock.system());
        for (var server : servers) {
            server.reportTo(monitor);
        }
        warmUp();
        client = newClient(ofMillis(300));
        page = new StackMetricsPage(this::metrics);
        start = System.nanoTime();
        load = new StackLoad(client, servers);
        first = sample();
        samples.add(first);
        load.start();
        out.accept("{\"type\":\"start\",\"metrics\":\"" + page.address() + "\"}");
        long nanos = interval.toNanos();
        ticking.scheduleAtFixedRate(this::tick, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private static List<StackServer> startServers(int size) throws IOException {
        var random = new SplittableRandom();
        var servers = new ArrayList<StackServer>();
        for (int i = 1; i <= size; i++) {
            servers.add(new StackServer(i, random.split()));
        }
        return List.copyOf(servers);
    }

    /// Lets the JVM load and compile what the calls need: the first ones are slow as no later one
    /// is, and would count as timed out.
    private void warmUp() throws InterruptedException {
        var end = Deadline.after(ofSeconds(3), NanoClock.system());
        try (var client = newClient(ofSeconds(3))) {
            for (int i = 0; i < 200; i++) {
                client.callIdempotent(new byte[64], end);
            }
        } catch (IOException _) {
            // A stack that cannot do that shows it soon enough.
        }
        servers.forEach(StackServer::countFromNow);
    }

    /// Short times, so that there is something to see within seconds.
    private RobustClient newClient(Duration attemptTimeout) {
        var monitored =
                servers.stream().collect(toMap(StackServer::endpoint, StackServer::address));
        return RobustClient.builder()
                .servers(servers.stream().map(StackServer::endpoint).toList())
                .healthy(server -> monitor.status(monitored.get(server)) != Status.DOWN)
                .pool(ConnectionPool.Settings.defaults())
                .retries(6, new Backoff(ofMillis(20), ofMillis(200)))
                .attemptTimeout(attemptTimeout)
                .breaker(new CircuitBreaker.Settings(20, 5, 0.5, ofSeconds(1)))
                .build();
    }

    private StackSample sample() {
        // First: none of them is unknown to its pool then, and so none seems to have failed.
        var connects = servers.stream().collect(toMap(StackServer::number, StackServer::connects));
        var states = client.states();
        var pools = client.pools();
        return new StackSample(
                (System.nanoTime() - start) / 1e9,
                client.metrics().snapshot(),
                client.retries(),
                load.unknown(),
                servers.stream()
                        .map(
                                server ->
                                        new StackSample.Server(
                                                server,
                                                monitor.status(server.address()),
                                                states.get(server.endpoint()),
                                                pools.get(server.endpoint()),
                                                connects.get(server.number())))
                        .toList());
    }

    private void tick() {
        try {
            var now = sample();
            out.accept(
                    new StackReport("tick", samples.getFirst(), samples.getLast(), now, problem())
                            .toJson());
            samples.add(now);
            if (samples.size() > WINDOW) {
                samples.removeFirst();
            }
        } catch (RuntimeException | Error e) {
            e.printStackTrace(); // a scheduled task that throws is never heard of again
        }
    }

    private String problem() {
        return load.problem().orElse("");
    }

    private String metrics() {
        var text = new StringBuilder(PrometheusText.of(client.metrics().snapshot(), "client"));
        for (var server : servers) {
            var snapshot = server.metrics().snapshot();
            text.append(PrometheusText.of(snapshot, "server_" + server.number()));
        }
        return text.toString();
    }

    /// Does what one line says; one that says nothing is ignored.
    void obey(String command) throws IOException {
        var match = COMMAND.matcher(command);
        if (match.matches()) {
            int number = Integer.parseInt(match.group(2));
            if (1 <= number && number <= servers.size()) {
                servers.get(number - 1).suffer(fault(match.group(1)));
            }
        }
    }

    private static Fault fault(String verb) {
        return switch (verb) {
            case "kill" -> Fault.KILLED;
            case "freeze" -> Fault.FROZEN;
            case "slow" -> Fault.SLOW;
            case "corrupt" -> Fault.CORRUPT;
            default -> Fault.NONE;
        };
    }

    /// Ends the load, writes the summary, and closes all of it.
    @Override
    public void close() {
        ticking.close();
        load.close();
        out.accept(new StackReport("summary", first, first, sample(), problem()).toJson());
        page.close();
        client.close();
        servers.forEach(StackServer::close);
    }

    /// Takes one argument, the number of servers.
    public static void main(String[] args) throws InterruptedException {
        var commands = new LinkedBlockingQueue<String>();
        Thread.ofPlatform().daemon().name("commands").start(() -> readInto(commands));
        try (var demo =
                new StackDemo(Integer.parseInt(args[0]), System.out::println, ofSeconds(1))) {
            for (var line = commands.take(); !line.equals("quit"); line = commands.take()) {
                demo.obey(line);
            }
        } catch (IOException | RuntimeException | Error e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(0); // what the stack has left running is not waited for
    }

    /// Reads until the end, and sees to it that this is the end of the program, too: no stack,
    /// however broken, is left behind when nobody looks at it any more.
    private static void readInto(BlockingQueue<String> commands) {
        try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            in.lines().forEach(commands::add);
        } catch (IOException | UncheckedIOException _) {
            // The end as well.
        }
        commands.add("quit");
        LockSupport.parkNanos(ofSeconds(5).toNanos());
        Runtime.getRuntime().halt(1);
    }
}
