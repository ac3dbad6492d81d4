package robustnet.concurrency;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import robustnet.errors.CircuitBreaker;
import robustnet.errors.Deadline;
import robustnet.testkit.Demo;
import robustnet.udp.NanoClock;

/// The steps of the chapter's demo that show a client's side: the pool and the balancer.
final class ClientSteps {
    private final Demo demo;

    ClientSteps(Demo demo) {
        this.demo = demo;
    }

    void pool() throws Exception {
        var opened = new AtomicInteger();
        var factory =
                new ConnectionPool.Factory<String>() {
                    @Override
                    public String create(Deadline deadline) {
                        return "connection " + opened.incrementAndGet();
                    }

                    @Override
                    public boolean isAlive(String connection, Deadline deadline) {
                        return true;
                    }

                    @Override
                    public void destroy(String connection) {
                        demo.say("  " + connection + " is destroyed");
                    }
                };
        var settings =
                new ConnectionPool.Settings(
                        1, 0, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ZERO);
        try (var pool = new ConnectionPool<>(settings, factory, NanoClock.system())) {
            try (var lease = pool.borrow(in(500))) {
                demo.say(lease.connection() + ", given back clean");
                lease.reusable();
            }
            try (var lease = pool.borrow(in(500))) {
                demo.say(lease.connection() + " again, given back without a word");
            }
            try (var lease = pool.borrow(in(500))) {
                demo.say(lease.connection() + " takes the only place");
                demo.say("  lent in " + borrowerOf(pool.leaks().getFirst()));
                pool.borrow(in(100)).close();
                demo.say("a second borrower should have been told no, and was not");
            } catch (TimeoutException e) {
                demo.say("a second borrower: " + e.getMessage());
            }
        }
    }

    private static String borrowerOf(ConnectionPool.Leak leak) {
        return Stream.of(leak.takenAt().getStackTrace())
                .filter(frame -> frame.getClassName().equals(ClientSteps.class.getName()))
                .map(frame -> frame.getMethodName() + ", line " + frame.getLineNumber())
                .findFirst()
                .orElse("a place that the stack does not show");
    }

    void balance() throws Exception {
        var minute = Duration.ofMinutes(1);
        callTenServers(
                "with breakers that open too late",
                new CircuitBreaker.Settings(1_000, 1_000, 1, minute));
        callTenServers(
                "with breakers that look at 10 calls",
                new CircuitBreaker.Settings(10, 5, 0.5, minute));
    }

    /// Server c fails at once, the others take their time: always 50 calls are on their way.
    private void callTenServers(String title, CircuitBreaker.Settings breaker) throws Exception {
        var balancer =
                new LoadBalancer<>(
                        List.of("abcdefghij".split("")),
                        Strategy.leastOutstanding(new SplittableRandom(1)),
                        _ -> true,
                        breaker,
                        NanoClock.system());
        var calls = new TreeMap<String, Integer>();
        var onTheirWay = new ArrayDeque<LoadBalancer.Choice<String>>();
        for (int i = 0; i < 1_000; i++) {
            var choice = balancer.choose();
            calls.merge(choice.backend(), 1, Integer::sum);
            if (choice.backend().equals("c")) {
                choice.failed();
            } else {
                onTheirWay.add(choice);
            }
            if (onTheirWay.size() > 50) {
                onTheirWay.remove().succeeded();
            }
        }
        demo.say("1000 calls, least outstanding, " + title + ":");
        demo.say("  " + calls);
        demo.say("  c: " + balancer.states().get("c"));
    }

    private static Deadline in(int millis) {
        return Deadline.after(Duration.ofMillis(millis), NanoClock.system());
    }
}
