package robustnet.platform;

import robustnet.concurrency.ConnectionMetrics;

/// A connection of a [RobustClient], and the token that counts it as active.
record PooledConnection(FrameConnection frames, ConnectionMetrics.Active active) {}
