package robustnet.platform;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import robustnet.basics.Endpoint;
import robustnet.buffers.WireFormat;
import robustnet.concurrency.ConnectionMetrics;
import robustnet.concurrency.ConnectionPool;
import robustnet.concurrency.Strategy;
import robustnet.errors.Backoff;
import robustnet.errors.CircuitBreaker;
import robustnet.errors.RetryBudget;
import robustnet.udp.NanoClock;

/// Gathers what a [RobustClient] is made of. Only [#servers(List)] must be called; each method
/// returns this builder, and a wrong value is refused where it is given, by name. Given, for
/// exercise 7.7.
///
/// Not safe for use by many threads.
public final class RobustClientBuilder {
    private List<Endpoint> servers = List.of();
    private Predicate<Endpoint> healthy = _ -> true;
    private Optional<SSLContext> tls = Optional.empty();
    private Optional<Strategy> strategy = Optional.empty();
    private HappyEyeballs connector = HappyEyeballs.standard();
    private KeepAlive keepAlive = KeepAlive.defaults();
    private int maxPayload = WireFormat.DEFAULT_MAX_PAYLOAD;
    private ConnectionPool.Settings pool =
            new ConnectionPool.Settings(
                    16, 0, Duration.ZERO, Duration.ofMinutes(30), Duration.ofMinutes(1));
    private int attempts = 4;
    private Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));
    private Duration attemptTimeout = Duration.ofSeconds(2);
    private CircuitBreaker.Settings breaker =
            new CircuitBreaker.Settings(20, 5, 0.5, Duration.ofSeconds(1));
    private Optional<RetryBudget> budget = Optional.empty();
    private RandomGenerator random = new SecureRandom();
    private NanoClock clock = NanoClock.system();
    private Optional<ConnectionMetrics> metrics = Optional.empty();

    RobustClientBuilder() {}

    /// Sets the servers, all of which can answer every request. No default.
    ///
    /// @throws IllegalArgumentException if there is none, or one twice
    public RobustClientBuilder servers(List<Endpoint> servers) {
        if (servers.isEmpty() || new HashSet<>(servers).size() < servers.size()) {
            throw new IllegalArgumentException(
                    "servers must be 1 or more, all different, not " + servers);
        }
        this.servers = List.copyOf(servers);
        return this;
    }

    /// Sets what is known of a server beside its calls, from heartbeats for instance; asked often,
    /// so it should answer at once. Default: each is healthy.
    public RobustClientBuilder healthy(Predicate<Endpoint> healthy) {
        this.healthy = Objects.requireNonNull(healthy, "healthy");
        return this;
    }

    /// Speaks TLS, 1.3 or 1.2, and checks that each server's certificate is for its host. Default:
    /// no TLS.
    ///
    /// @param tls holds whom the client trusts, and its own certificate if it has one
    public RobustClientBuilder tls(SSLContext tls) {
        this.tls = Optional.of(tls);
        return this;
    }

    /// Sets what picks a server among those that are fit; one client's own. Default: two choices at
    /// random.
    public RobustClientBuilder strategy(Strategy strategy) {
        this.strategy = Optional.of(strategy);
        return this;
    }

    /// Sets what opens connections. Default: [HappyEyeballs#standard()].
    public RobustClientBuilder connector(HappyEyeballs connector) {
        this.connector = Objects.requireNonNull(connector, "connector");
        return this;
    }

    /// Sets when silence on a connection makes TCP ask. Default: [KeepAlive#defaults()].
    public RobustClientBuilder keepAlive(KeepAlive keepAlive) {
        this.keepAlive = Objects.requireNonNull(keepAlive, "keepAlive");
        return this;
    }

    /// Sets the longest payload of a request or a reply, in bytes. Default: 1 MiB.
    ///
    /// @param bytes 0 to [WireFormat#HIGHEST_MAX_PAYLOAD]
    /// @throws IllegalArgumentException if it is out of this range
    public RobustClientBuilder maxPayload(int bytes) {
        check(bytes >= 0 && bytes <= WireFormat.HIGHEST_MAX_PAYLOAD, "maxPayload", bytes);
        maxPayload = bytes;
        return this;
    }

    /// Sets how each server's connections are kept. Default: 16 of them, none kept ready, each
    /// looked at before it is used, 30 min old at most, a leak after 1 min.
    public RobustClientBuilder pool(ConnectionPool.Settings pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
        return this;
    }

    /// Sets how often a call tries, and how long it pauses in between. Default: 4 times, from 50 ms
    /// up to 1 s.
    ///
    /// @param attempts the most, the first one included; 1 or more
    /// @throws IllegalArgumentException if `attempts` is less than 1
    public RobustClientBuilder retries(int attempts, Backoff backoff) {
        check(attempts >= 1, "attempts", attempts);
        this.attempts = attempts;
        this.backoff = Objects.requireNonNull(backoff, "backoff");
        return this;
    }

    /// Sets how long one attempt may take, its connection included. Default: 2 s.
    ///
    /// @throws IllegalArgumentException if it is 0 or negative
    public RobustClientBuilder attemptTimeout(Duration attemptTimeout) {
        check(attemptTimeout.isPositive(), "attemptTimeout", attemptTimeout);
        this.attemptTimeout = attemptTimeout;
        return this;
    }

    /// Sets when a server is left alone for a while. Default: for 1 s, when of the latest 20
    /// outcomes there are 5 or more, and half of them failures.
    public RobustClientBuilder breaker(CircuitBreaker.Settings breaker) {
        this.breaker = Objects.requireNonNull(breaker, "breaker");
        return this;
    }

    /// Bounds the attempts of all calls together, but their first. Default: no bound.
    public RobustClientBuilder budget(RetryBudget budget) {
        this.budget = Optional.of(budget);
        return this;
    }

    /// Sets where ids and pauses are drawn from; safe for use by many threads. Default: a
    /// [SecureRandom], because who guesses the id of another's request gets its reply.
    public RobustClientBuilder random(RandomGenerator random) {
        this.random = Objects.requireNonNull(random, "random");
        return this;
    }

    /// Sets the clock of breakers, pools and attempts. Default: the system's.
    public RobustClientBuilder clock(NanoClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /// Sets what counts the connections and calls. Default: metrics of its own.
    public RobustClientBuilder metrics(ConnectionMetrics metrics) {
        this.metrics = Optional.of(metrics);
        return this;
    }

    /// Returns a client that has connected to nobody yet. The builder can be used again.
    ///
    /// @throws IllegalArgumentException if no servers were set
    public RobustClient build() {
        check(!servers.isEmpty(), "servers", servers);
        return new RobustClient(
                new ClientSettings(
                        servers,
                        healthy,
                        strategy.orElseGet(this::twoChoices),
                        new FrameConnection.Settings(connector, tls, keepAlive, maxPayload, clock),
                        pool,
                        attempts,
                        backoff,
                        attemptTimeout,
                        breaker,
                        budget,
                        random,
                        metrics.orElseGet(() -> new ConnectionMetrics(clock))));
    }

    private Strategy twoChoices() {
        return Strategy.twoChoices(new SplittableRandom(random.nextLong()));
    }

    private static void check(boolean right, String name, Object value) {
        if (!right) {
            throw new IllegalArgumentException(name + " is out of its range: " + value);
        }
    }
}
