package robustnet.concurrency;

import robustnet.errors.CircuitBreaker;

/// How one backend of a [LoadBalancer] looked at one moment. It is given, for exercise 6.5.
///
/// @param healthy what the balancer's predicate said of it
/// @param circuit the state of its circuit breaker
/// @param outstanding how many choices of it are open
public record BackendState(boolean healthy, CircuitBreaker.State circuit, int outstanding) {}
