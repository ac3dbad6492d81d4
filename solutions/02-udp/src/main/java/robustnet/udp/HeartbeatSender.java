package robustnet.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says "I am alive" to one monitor, again and again: a [Packet] of type HEARTBEAT without payload,
/// numbered from 0, with the time at which it was sent.
///
/// ```
///  start()   interval   interval   interval          close()
///    ├──────────┼──────────┼──────────┼─────── ... ─────┤
///    0          1          2          3                 silence
/// ```
///
/// Nobody answers, and nothing is sent again: the next heartbeat says all that a lost one said.
///
/// Safe for use by many threads.
public final class HeartbeatSender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HeartbeatSender.class);

    private final DatagramSocket socket;
    private final SocketAddress monitor;
    private final ScheduledExecutorService beating =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("heartbeat-sender").factory());

    /// Used by the beating thread only.
    private int sequence;

    private HeartbeatSender(DatagramSocket socket, SocketAddress monitor) {
        this.socket = socket;
        this.monitor = monitor;
    }

    /// Starts to send from a socket that is bound already, and takes the socket over: [#close()]
    /// closes it. The first heartbeat is sent at once, each further one an interval after the one
    /// before.
    ///
    /// A heartbeat that cannot be sent, for whatever reason, is left out and takes its number with
    /// it. The next one is sent in its time all the same. An address that is not resolved is such a
    /// reason.
    ///
    /// @param monitor where to send to
    /// @param interval 1 ms to 1 hour
    /// @throws IllegalArgumentException if `interval` is out of its range; the socket stays the
    ///   caller's then
    public static HeartbeatSender start(
            DatagramSocket socket, SocketAddress monitor, Duration interval) {
        if (interval.compareTo(Duration.ofMillis(1)) < 0
                || interval.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "write an interval from 1 ms to 1 hour, not " + interval);
        }
        var sender = new HeartbeatSender(socket, monitor);
        sender.beating.scheduleAtFixedRate(
                sender::beat, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
        return sender;
    }

    private void beat() {
        var heartbeat =
                new Packet(Packet.Type.HEARTBEAT, sequence++, System.nanoTime(), new byte[0]);
        var bytes = heartbeat.encode();
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, monitor));
        } catch (IOException | RuntimeException e) {
            // An exception that gets out of here would end the schedule, without a word
            log.debug("no heartbeat {} to {}: {}", heartbeat.sequence(), monitor, e.toString());
        }
    }

    /// Stops sending, with no word of goodbye, closes the socket, and returns when the sending
    /// thread has ended. Closing a second time does nothing. An interrupt does not cut the wait
    /// short; the caller's interrupt status is kept.
    @Override
    public void close() {
        beating.shutdownNow();
        socket.close();
        beating.close();
    }
}
