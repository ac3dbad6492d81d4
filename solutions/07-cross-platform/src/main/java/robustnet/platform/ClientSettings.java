package robustnet.platform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import robustnet.basics.Endpoint;
import robustnet.concurrency.ConnectionMetrics;
import robustnet.concurrency.ConnectionPool;
import robustnet.concurrency.Strategy;
import robustnet.errors.Backoff;
import robustnet.errors.CircuitBreaker;
import robustnet.errors.RetryBudget;

/// What a [RobustClientBuilder] has gathered and checked. Given, for exercise 7.7.
///
/// @param servers all can answer every request; 1 or more, all different
/// @param healthy what is known of a server beside its calls
/// @param strategy picks among the servers that are fit
/// @param connection how connections are opened
/// @param pool for each server's connections
/// @param attempts how many a call makes at most, the first one included
/// @param backoff the pauses between them
/// @param attemptTimeout how long one of them may take
/// @param breaker for each server
/// @param budget asked before each attempt but a call's first; empty for no bound
/// @param random draws the request ids and the pauses; safe for use by many threads
/// @param metrics counts what happens
record ClientSettings(
        List<Endpoint> servers,
        Predicate<Endpoint> healthy,
        Strategy strategy,
        FrameConnection.Settings connection,
        ConnectionPool.Settings pool,
        int attempts,
        Backoff backoff,
        Duration attemptTimeout,
        CircuitBreaker.Settings breaker,
        Optional<RetryBudget> budget,
        RandomGenerator random,
        ConnectionMetrics metrics) {}
