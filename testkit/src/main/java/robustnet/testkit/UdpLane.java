package robustnet.testkit;

import java.util.function.Consumer;
import robustnet.testkit.UdpFaults.Fate;
import robustnet.testkit.UdpFaults.Fault;

/// The way of one client's datagrams in one direction through a [UdpFaultProxy].
final class UdpLane {
    private final UdpFaults faults;
    private final Scheduler scheduler;
    private final Consumer<byte[]> sender;
    private Runnable held;

    /// @param sender puts a datagram on the wire; does not throw
    UdpLane(UdpFaults faults, Scheduler scheduler, Consumer<byte[]> sender) {
        this.faults = faults;
        this.scheduler = scheduler;
        this.sender = sender;
    }

    /// Does to a datagram what its fate says.
    synchronized void carry(byte[] data) {
        Fate fate = faults.nextFate();
        if (fate.has(Fault.DROP)) {
            return;
        }
        if (fate.has(Fault.CORRUPT)) {
            fate.corrupt(data);
        }
        Runnable delivery = () -> deliver(data, fate);
        if (fate.has(Fault.REORDER) && held == null) {
            held = delivery;
            scheduler.after(faults.longestHold(), () -> release(delivery));
        } else {
            delivery.run();
            releaseHeld();
        }
    }

    private void deliver(byte[] data, Fate fate) {
        int copies = fate.has(Fault.DUPLICATE) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (fate.delay().isZero()) {
                send(data);
            } else {
                scheduler.after(fate.delay(), () -> send(data));
            }
        }
    }

    private void send(byte[] data) {
        // Counted first: who has received it finds it counted.
        faults.passed();
        sender.accept(data);
    }

    private void releaseHeld() {
        if (held != null) {
            release(held);
        }
    }

    private synchronized void release(Runnable delivery) {
        if (held == delivery) {
            held = null;
            delivery.run();
        }
    }
}
