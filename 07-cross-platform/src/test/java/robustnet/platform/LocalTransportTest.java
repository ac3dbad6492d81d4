package robustnet.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.platform.LocalTransport.Kind.LOOPBACK_TCP;
import static robustnet.platform.SocketFiles.assertEchoes;
import static robustnet.platform.SocketFiles.connects;
import static robustnet.platform.SocketFiles.crash;
import static robustnet.platform.SocketFiles.echo;
import static robustnet.platform.SocketFiles.fill;
import static robustnet.platform.SocketFiles.foreign;
import static robustnet.platform.SocketFiles.request;
import static robustnet.platform.SocketFiles.soon;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.buffers.FrameType;
import robustnet.platform.LocalTransport.Kind;
import robustnet.testkit.Exercise;
import robustnet.testkit.Parked;
import robustnet.testkit.Testbed;

@Exercise(
        id = "7.5",
        title = "Local transport",
        level = 3,
        minutes = 80,
        edit = {LocalTransport.class, LocalConnection.class})
class LocalTransportTest {
    @TempDir private Path temp;

    @Test
    @DisplayName("frames go there and back, small and large, over both kinds (X1)")
    void carriesFrames(Testbed bed) throws Exception {
        for (var kind : List.of(Kind.here(), LOOPBACK_TCP)) {
            var file = temp.resolve(kind + "/chat.sock");
            echo(bed, bed.closing(LocalTransport.listen(file, kind)));

            var client = bed.closing(LocalTransport.connect(file, soon()));

            for (int bytes : new int[] {0, 1, 300_000, 5}) {
                var reply = client.call(request(bytes + 7, bytes), soon());
                assertThat(reply.type()).as("type, %s", kind).isEqualTo(FrameType.RESPONSE);
                assertThat(reply.payloadBytes())
                        .as("payload of %d bytes that came back, %s", bytes, kind)
                        .hasSize(bytes);
            }
            assertThat(Files.isRegularFile(file))
                    .as("the socket file is an ordinary one, %s", kind)
                    .isEqualTo(kind == LOOPBACK_TCP);
        }
    }

    @Test
    @DisplayName("the folder is made for its owner alone (X8)")
    void makesAPrivateFolder(Testbed bed) throws Exception {
        var folder = temp.resolve("run");

        bed.closing(LocalTransport.listen(folder.resolve("chat.sock")));

        if (FileChecks.hasPermissions(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .as("permissions of the folder that was made")
                    .isEqualTo("rwx------");
        }
        files().makesOneFolder();
    }

    @Test
    @DisplayName("a folder that others have a right to is refused, and not changed (X8)")
    void refusesAnOpenFolder() throws Exception {
        files().refusesAnOpenFolder();
    }

    @Test
    @DisplayName("a client does not connect where anybody could have put the socket (X8)")
    void connectsInPrivateFoldersOnly(Testbed bed) throws Exception {
        files().connectsInPrivateFoldersOnly(bed);
    }

    @Test
    @DisplayName("a path that is too long for some system is refused before anything is made (X7)")
    void refusesALongPath(Testbed bed) throws Exception {
        files().refusesALongPath(bed);
    }

    @Test
    @DisplayName("the file that a crash has left behind is replaced (X7)")
    void replacesAStaleFile(Testbed bed) throws Exception {
        var file = temp.resolve("chat.sock");
        crash(file);

        var listener = bed.closing(LocalTransport.listen(file, Kind.UNIX_SOCKET));

        echo(bed, listener);
        assertEchoes(file);
    }

    @Test
    @DisplayName("a second start fails, and the first server is still there (X7)")
    void leavesALiveServerAlone(Testbed bed) throws Exception {
        for (var kind : List.of(Kind.here(), LOOPBACK_TCP)) {
            var file = temp.resolve(kind + "/chat.sock");
            echo(bed, bed.closing(LocalTransport.listen(file, kind)));

            assertThatThrownBy(
                            () -> LocalTransport.listen(file, kind).close(),
                            "a second start, %s",
                            kind)
                    .isInstanceOf(BindException.class);

            assertEchoes(file);
        }
    }

    @Test
    @DisplayName("a server of another program, too busy to accept, is not taken for dead (X7)")
    void leavesABusyServerAlone(Testbed bed) throws Exception {
        var file = temp.resolve("chat.sock");
        var busy = foreign(bed, file, 1);
        fill(bed, file);

        assertThatThrownBy(
                        () -> LocalTransport.listen(file, Kind.UNIX_SOCKET).close(),
                        "a start where a busy server lives")
                .isInstanceOf(BindException.class);

        busy.accept().close();
        assertThat(connects(file)).as("the busy server can be reached by its file").isTrue();
    }

    @Test
    @DisplayName("while another server starts there, a start gives up and touches nothing (X7)")
    void waitsForNoOtherStart() throws Exception {
        files().waitsForNoOtherStart();
    }

    @Test
    @DisplayName(
            "of several servers that start at the same time, one listens and can be reached (X7)")
    void startsOnce(Testbed bed) throws Exception {
        files().startsOnce(bed);
    }

    @Test
    @DisplayName("a file that is no socket is never deleted (X7)")
    void keepsOtherFiles(Testbed bed) throws Exception {
        SpecialFiles.keepsOtherFiles(temp, bed);
    }

    @Test
    @DisplayName("a listener that is closed leaves no file, and the next one can start (X7)")
    void deletesItsFile(Testbed bed) throws Exception {
        var file = temp.resolve("chat.sock");
        var first = LocalTransport.listen(file);

        first.close();
        first.close();

        assertThat(file).as("the socket file").doesNotExist();
        echo(bed, bed.closing(LocalTransport.listen(file)));
        first.close(); // the system may give a new file the key of one that was deleted
        assertEchoes(file);
    }

    @Test
    @DisplayName("a listener that is closed does not delete the file of its successor (X7)")
    void keepsTheSuccessorsFile(Testbed bed) throws Exception {
        var file = temp.resolve("chat.sock");
        var listener = bed.closing(LocalTransport.listen(file, Kind.UNIX_SOCKET));
        Files.delete(file);
        foreign(bed, file, 8);

        listener.close();

        assertThat(connects(file)).as("the successor can be reached").isTrue();
    }

    @Test
    @DisplayName("who waits for a connection is told when the listener is closed")
    void endsAccept(Testbed bed) throws Exception {
        var listener = bed.closing(LocalTransport.listen(temp.resolve("chat.sock")));
        var waiting = bed.async(listener::accept);

        listener.close();

        assertThatThrownBy(() -> waiting.get(3, TimeUnit.SECONDS), "accept, meanwhile closed")
                .hasCauseInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(listener::accept, "accept after close")
                .isInstanceOf(ClosedChannelException.class);
    }

    @Test
    @DisplayName("an interrupt ends the wait for a connection")
    void interruptsAccept(Testbed bed) throws Exception {
        var listener = bed.closing(LocalTransport.listen(temp.resolve("chat.sock")));
        var thread = new CompletableFuture<Thread>();
        var waiting =
                bed.async(
                        () -> {
                            thread.complete(Thread.currentThread());
                            return listener.accept();
                        });
        Parked.await(thread.get(3, TimeUnit.SECONDS), "accept");

        thread.get().interrupt();

        assertThatThrownBy(() -> waiting.get(3, TimeUnit.SECONDS), "accept, interrupted")
                .hasCauseInstanceOf(ClosedByInterruptException.class);
    }

    @Test
    @DisplayName("where nobody listens, for whatever reason, connect says ConnectException (X7)")
    void findsNobody() throws Exception {
        files().findsNobody();
    }

    @Test
    @DisplayName("a deadline that has passed connects to nobody")
    void keepsTheDeadline(Testbed bed) throws Exception {
        files().keepsTheDeadline(bed);
    }

    @Test
    @DisplayName("a call ends at its deadline, also on a channel without timeouts (X9)")
    void givesUpOnASilentPeer(Testbed bed) throws Exception {
        connection(bed).givesUpOnASilentPeer();
    }

    @Test
    @DisplayName("a reply that comes a byte at a time does not put the deadline off (X9)")
    void boundsTheWholeWait(Testbed bed) throws Exception {
        connection(bed).boundsTheWholeWait();
    }

    @Test
    @DisplayName("a peer that does not read holds nobody up beyond the deadline (X9)")
    void givesUpOnAPeerThatDoesNotRead(Testbed bed) throws Exception {
        connection(bed).givesUpOnAPeerThatDoesNotRead();
    }

    @Test
    @DisplayName("when the deadline has passed, nothing is sent")
    void refusesAPassedDeadline(Testbed bed) throws Exception {
        connection(bed).refusesAPassedDeadline();
    }

    @Test
    @DisplayName("a reply to another request is a violation, and closes the connection")
    void rejectsAnotherIdsReply(Testbed bed) throws Exception {
        connection(bed).rejectsAnotherIdsReply();
    }

    @Test
    @DisplayName("what is no frame is a violation, and closes the connection")
    void rejectsGarbage(Testbed bed) throws Exception {
        connection(bed).rejectsGarbage();
    }

    @Test
    @DisplayName("the end of the stream is empty for receive, and a failure for a call")
    void tellsTheEndsApart(Testbed bed) throws Exception {
        connection(bed).tellsTheEndsApart();
    }

    @Test
    @DisplayName("the end inside a frame is an EOFException")
    void tellsAHalfFrame(Testbed bed) throws Exception {
        connection(bed).tellsAHalfFrame();
    }

    @Test
    @DisplayName("two frames that came in one read are two frames")
    void keepsWhatCameAlong(Testbed bed) throws Exception {
        connection(bed).keepsWhatCameAlong();
    }

    @Test
    @DisplayName("a payload that is too long is refused, and the connection goes on")
    void refusesTooMuch(Testbed bed) throws Exception {
        connection(bed).refusesTooMuch();
    }

    @Test
    @DisplayName("close ends a call that waits, from another thread")
    void endsOnClose(Testbed bed) throws Exception {
        connection(bed).endsOnClose();
    }

    @Test
    @DisplayName("an interrupt ends a call that waits, and the connection")
    void endsOnInterrupt(Testbed bed) throws Exception {
        connection(bed).endsOnInterrupt();
    }

    @Test
    @DisplayName("one thread can send while another one waits for a frame")
    void sendsWhileItReceives(Testbed bed) throws Exception {
        connection(bed).sendsWhileItReceives();
    }

    @Test
    @DisplayName("whatever fails, and whatever was only tried, no file descriptor stays open")
    void leavesNothingOpen() throws Exception {
        SpecialFiles.leavesNothingOpen(temp);
    }

    private ConnectionChecks connection(Testbed bed) throws IOException {
        return new ConnectionChecks(bed, temp.resolve("peer.sock"));
    }

    private FileChecks files() {
        return new FileChecks(temp);
    }
}
