package robustnet.testkit.junit.sample;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What a learner may write that never ends, or leaves something behind.
public final class Student {
    private volatile boolean spinning = true;

    public void accept(ServerSocket listener) throws IOException {
        listener.accept();
    }

    public void serveOnTheCallersThread(ServerSocket listener) throws IOException {
        while (true) accept(listener);
    }

    public void read(Socket socket) throws IOException {
        socket.getInputStream().readNBytes(3);
    }

    public void write(Socket socket) throws IOException {
        while (true) socket.getOutputStream().write(new byte[1 << 20]);
    }

    public void receive(DatagramSocket socket) throws IOException {
        socket.receive(new DatagramPacket(new byte[3], 3));
    }

    public void await(CountDownLatch latch) throws InterruptedException {
        latch.await();
    }

    /// Sleeps until it is stopped, and forgets every interrupt.
    public void sleepOn() {
        while (spinning) {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                // goes on
            }
        }
    }

    public void poll(Socket socket) throws IOException {
        while (spinning && socket.getInputStream().available() == 0) Thread.onSpinWait();
    }

    public void spin() {
        while (spinning) Thread.onSpinWait();
    }

    public void stopSpinning() {
        spinning = false;
    }

    /// Enters `first`, then, when both have come that far, `second`.
    public void lockBoth(Object first, Object second, CountDownLatch both) {
        synchronized (first) {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException e) {
                return;
            }
            synchronized (second) {
                throw new AssertionError("no deadlock");
            }
        }
    }

    public Thread startThatRuns() {
        var never = new CountDownLatch(1);
        return Thread.ofPlatform()
                .daemon()
                .name("forgotten")
                .start(
                        () -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                // ends
                            }
                        });
    }

    /// Reads from each client until it ends; a client that resets ends the server.
    public Thread startThatServes(ServerSocket listener) {
        return Thread.ofVirtual()
                .name("server")
                .start(
                        () -> {
                            try {
                                while (true) {
                                    try (var client = listener.accept()) {
                                        client.getInputStream().readAllBytes();
                                    }
                                }
                            } catch (IOException e) {
                                // ends
                            }
                        });
    }

    public void connectAndForget(SocketAddress address) throws IOException {
        new Socket().connect(address);
    }

    public ExecutorService executorThatIdles() throws Exception {
        var executor = Executors.newFixedThreadPool(1);
        executor.submit(() -> {}).get();
        return executor;
    }
}
