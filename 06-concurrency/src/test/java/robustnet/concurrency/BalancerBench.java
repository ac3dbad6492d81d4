package robustnet.concurrency;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import robustnet.concurrency.LoadBalancer.Choice;
import robustnet.errors.CircuitBreaker;
import robustnet.testkit.FakeClock;
import robustnet.testkit.Parked;
import robustnet.testkit.Testbed;

/// Balancers in fake time, over backends that are only names.
final class BalancerBench {
    static final Duration PAUSE = Duration.ofSeconds(10);

    /// Opens when 2 or more of up to 4 outcomes are there, and half of them are failures.
    static final CircuitBreaker.Settings AFTER_TWO = new CircuitBreaker.Settings(4, 2, 0.5, PAUSE);

    /// The ways to end a choice.
    static final Map<String, Consumer<Choice<String>>> ENDS = ends();

    final FakeClock clock = new FakeClock();
    final Set<String> sick = ConcurrentHashMap.newKeySet();

    /// What the predicate throws, if anything.
    volatile RuntimeException failing;

    /// About whom it throws that.
    volatile Predicate<String> failsAbout = _ -> true;

    private static Map<String, Consumer<Choice<String>>> ends() {
        var ends = new LinkedHashMap<String, Consumer<Choice<String>>>();
        ends.put("succeeded", Choice::succeeded);
        ends.put("failed", Choice::failed);
        ends.put("close", Choice::close);
        return ends;
    }

    LoadBalancer<String> balancer(Strategy strategy) {
        return balancer(List.of("a", "b", "c"), strategy);
    }

    LoadBalancer<String> balancer(List<String> backends, Strategy strategy) {
        return new LoadBalancer<>(backends, strategy, this::isHealthy, AFTER_TWO, clock::nanoTime);
    }

    private boolean isHealthy(String backend) {
        if (failing != null && failsAbout.test(backend)) {
            throw failing;
        }
        return !sick.contains(backend);
    }

    RandomGenerator random() {
        return new SplittableRandom(1);
    }

    int outstanding(LoadBalancer<String> balancer) {
        return balancer.states().values().stream().mapToInt(BackendState::outstanding).sum();
    }

    /// Makes two calls to `backend` that fail, so that its circuit opens.
    void breakDown(LoadBalancer<String> balancer, String backend) throws NoBackendException {
        var others = new HashSet<>(balancer.states().keySet());
        others.remove(backend);
        for (int i = 0; i < 2; i++) {
            balancer.choose(others).failed();
        }
    }

    /// A choice where there must be one.
    static <B> Choice<B> choice(LoadBalancer<B> balancer, String when) {
        try {
            return balancer.choose();
        } catch (NoBackendException e) {
            throw new AssertionError("there should have been a choice " + when, e);
        }
    }

    static void call(Choice<?> choice, boolean succeeds) {
        try (choice) {
            if (succeeds) {
                choice.succeeded();
            } else {
                choice.failed();
            }
        }
    }

    /// Chooses so many times, ends none, and returns how often each was chosen.
    static <B> Map<B, Long> choose(LoadBalancer<B> balancer, int times) throws NoBackendException {
        var chosen = new HashMap<B, Long>();
        for (int i = 0; i < times; i++) {
            chosen.merge(balancer.choose().backend(), 1L, Long::sum);
        }
        return chosen;
    }

    /// Two threads that choose, of which the first in the strategy goes on when the second one is
    /// blocked in `choose`, or has gone past it.
    static final class TwoThreads {
        private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        private final CountDownLatch ready = new CountDownLatch(2);
        private final AtomicBoolean isSomebodyIn = new AtomicBoolean();

        void begin() throws InterruptedException {
            threads.add(Thread.currentThread());
            ready.countDown();
            ready.await();
        }

        void firstWaitsForSecond() {
            if (isSomebodyIn.getAndSet(true)) {
                return;
            }
            threads.remove(Thread.currentThread());
            try {
                Parked.await(threads.element(), "choose");
            } catch (AssertionError _) {
                // It did not have to wait for us.
            }
        }
    }

    /// A task of a test's own threads.
    interface Task {
        void run() throws Exception;
    }

    static void inThreads(Testbed bed, int threads, Task task) {
        Callable<Void> call =
                () -> {
                    task.run();
                    return null;
                };
        var running = Stream.generate(() -> bed.async(call)).limit(threads).toList();
        running.forEach(thread -> thread.join());
    }
}
