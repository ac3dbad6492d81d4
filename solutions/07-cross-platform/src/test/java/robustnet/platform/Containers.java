package robustnet.platform;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.MountableFile;
import robustnet.basics.Endpoint;
import robustnet.testkit.FaultProxy;
import robustnet.testkit.SeededRandom;

/// Some [ContainerServer]s, each in a container of its own and behind a proxy, which is how their
/// addresses stay the same when a container gets another port. Safe for use by one thread at a
/// time.
final class Containers implements AutoCloseable {
    private static final String IMAGE = "eclipse-temurin:25-jre";

    private final List<GenericContainer<?>> containers = new ArrayList<>();
    private final List<FaultProxy> proxies = new ArrayList<>();

    static Containers start(int size) throws IOException {
        var started = new Containers();
        try {
            for (int i = 0; i < size; i++) {
                started.containers.add(container());
            }
            Startables.deepStart(started.containers).join();
            for (int i = 0; i < size; i++) {
                var proxy = FaultProxy.start(started.address(i), SeededRandom.fromProperty());
                started.proxies.add(proxy);
            }
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private static GenericContainer<?> container() {
        var container = new GenericContainer<>(IMAGE);
        var folders = new ArrayList<String>();
        for (var entry : classPath()) {
            var inside = "/course" + folders.size() + "-" + entry.getFileName();
            container.withCopyFileToContainer(MountableFile.forHostPath(entry), inside);
            folders.add(inside);
        }
        return container
                .withExposedPorts(ContainerServer.PORT)
                .withCommand(
                        "java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        String.join(":", folders),
                        ContainerServer.class.getName())
                .waitingFor(Wait.forLogMessage(".*" + ContainerServer.READY + ".*", 1));
    }

    /// Where the classes of the whole stack are, and of the libraries that they need.
    private static List<Path> classPath() {
        return Stream.of(
                        ContainerServer.class,
                        RobustServer.class,
                        robustnet.concurrency.BoundedServer.class,
                        robustnet.tls.TlsContexts.class,
                        robustnet.buffers.Frame.class,
                        robustnet.errors.Deadline.class,
                        robustnet.udp.NanoClock.class,
                        robustnet.basics.Handler.class,
                        org.slf4j.Logger.class,
                        org.HdrHistogram.Histogram.class)
                .map(Containers::locationOf)
                .toList();
    }

    private static Path locationOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private InetSocketAddress address(int i) {
        var ports = containers.get(i).getCurrentContainerInfo().getNetworkSettings().getPorts();
        for (var binding : ports.getBindings().entrySet()) {
            if (binding.getKey().getPort() == ContainerServer.PORT && binding.getValue() != null) {
                int port = Integer.parseInt(binding.getValue()[0].getHostPortSpec());
                return new InetSocketAddress(containers.get(i).getHost(), port);
            }
        }
        throw new IllegalStateException("container " + i + " has no port: is it running?");
    }

    /// Where the client connects to: the proxies.
    List<Endpoint> endpoints() {
        return proxies.stream().map(proxy -> new Endpoint("127.0.0.1", proxy.port())).toList();
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    /// Ends a server for good.
    void stop(int i) {
        docker().killContainerCmd(containers.get(i).getContainerId()).exec();
    }

    /// Stops a server at once and starts it anew: it remembers nothing, but its file is there.
    void restart(int i) {
        stop(i);
        docker().startContainerCmd(containers.get(i).getContainerId()).exec();
        proxies.get(i).retarget(address(i));
    }

    /// Freezes all processes of a container. Its connections stay open.
    void pause(int i) {
        docker().pauseContainerCmd(containers.get(i).getContainerId()).exec();
    }

    void unpause(int i) {
        docker().unpauseContainerCmd(containers.get(i).getContainerId()).exec();
    }

    /// Writes what all servers together have written down into `ledger`.
    void readInto(Ledger ledger) {
        for (var container : containers) {
            var bytes =
                    container.copyFileFromContainer(
                            ContainerServer.LEDGER, in -> ByteBuffer.wrap(in.readAllBytes()));
            while (bytes.remaining() >= Long.BYTES) {
                ledger.handle(Ledger.request(bytes.getLong()));
            }
        }
    }

    @Override
    public void close() {
        proxies.forEach(FaultProxy::close);
        containers.forEach(GenericContainer::stop);
    }
}
