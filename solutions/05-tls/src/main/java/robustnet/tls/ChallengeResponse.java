package robustnet.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import robustnet.errors.Deadline;
import robustnet.udp.NanoClock;

/// Proves to each of two sides that the other one knows the same secret, without sending it.
///
/// ```
///   client                                                          server
///     │  hello      nonce C                                            │
///     ├───────────────────────────────────────────────────────────────►│
///     │  challenge  nonce S, HMAC(secret, "server", nonce C, nonce S)  │
///     │◄───────────────────────────────────────────────────────────────┤
///   the server is genuine                                              │
///     │  proof      HMAC(secret, "client", nonce C, nonce S)           │
///     ├───────────────────────────────────────────────────────────────►│
///     │                                               the client is genuine
///
///   hello      nonce C, 32 random bytes
///   challenge  nonce S, 32 random bytes; then the server's HMAC, 32 bytes
///   proof      the client's HMAC, 32 bytes
///   HMAC       HMAC-SHA256 (RFC 2104) over 6 + 32 + 32 bytes: the role in ASCII, nonce C, nonce S
/// ```
///
/// Each conversation has a [Client] on one side and a [Server] on the other, with fresh nonces. So
/// a proof that was recorded is worth nothing in another conversation, and one that is sent back to
/// its maker is worth nothing in this one. Proofs are compared by
/// [java.security.MessageDigest#isEqual] alone: in constant time.
///
/// The secret, and the proof that would have been right, appear in no exception, no log, and no
/// `toString()`. Safe for use by many threads; a conversation is for one thread.
public final class ChallengeResponse {
    /// The length of a nonce, and of a proof, in bytes.
    public static final int LENGTH = 32;

    private final SecretKeySpec secret;
    private final Duration limit;
    private final NanoClock clock;
    private final SecureRandom random;

    /// Creates one that knows a secret. Later changes of the array have no effect.
    ///
    /// @param secret at least 32 bytes that cannot be guessed: who has seen one proof can try
    ///   secrets at leisure, so no password. Each of the bytes counts
    /// @param limit how long a conversation may take, to the nanosecond; more than 0, of any
    ///   length. At exactly the limit it is over, as [robustnet.errors.Deadline] has it
    /// @param clock measures the time
    /// @param random gives 32 bytes for each nonce
    /// @throws IllegalArgumentException if `secret` is shorter, or `limit` is not positive
    public ChallengeResponse(byte[] secret, Duration limit, NanoClock clock, SecureRandom random) {
        if (secret.length < LENGTH) {
            throw new IllegalArgumentException("a secret of " + LENGTH + " bytes or more");
        }
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("limit must be more than 0, not " + limit);
        }
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
        this.limit = limit;
        this.clock = clock;
        this.random = random;
    }

    /// Begins a conversation as the client. Its time begins now.
    public Client client() {
        return new Client();
    }

    /// Begins a conversation as the server, with the client's hello. Its time begins now.
    ///
    /// @throws ProofException if the hello has not 32 bytes
    public Server server(byte[] hello) throws ProofException {
        if (hello.length != LENGTH) {
            throw new ProofException("a hello of " + hello.length + " bytes");
        }
        return new Server(hello.clone());
    }

    private byte[] nonce() {
        var nonce = new byte[LENGTH];
        random.nextBytes(nonce);
        return nonce;
    }

    /// The role keeps a proof from being sent back to its maker, the nonces from being used again.
    private byte[] proof(String role, byte[] clientNonce, byte[] serverNonce) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            mac.update(role.getBytes(US_ASCII));
            mac.update(clientNonce);
            mac.update(serverNonce);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void compare(byte[] given, byte[] right) throws ProofException {
        if (!MessageDigest.isEqual(given, right)) {
            throw new ProofException("the peer does not know the secret");
        }
    }

    /// What both sides watch over: one answer, in time.
    private final class Turn {
        private final Deadline deadline = Deadline.after(limit, clock);
        private boolean isOver;

        /// Whatever comes of this answer, there will be no other one.
        void take() throws ProofException {
            if (isOver) {
                throw new ProofException("the conversation is over");
            }
            isOver = true;
            if (deadline.hasPassed()) {
                throw new ProofException("too late");
            }
        }
    }

    /// The client's side of one conversation.
    public final class Client {
        private final Turn turn = new Turn();
        private final byte[] nonce = nonce();

        private Client() {}

        /// Returns what to send first: the client's nonce, the same at each call.
        public byte[] hello() {
            return nonce.clone();
        }

        /// Checks the server's challenge, and returns the proof to send. A challenge is answered
        /// once: each further call is refused, whatever came of the first.
        ///
        /// @throws ProofException if the server does not know the secret, the challenge has not 64
        ///   bytes, the time is over, or there was one already. Send nothing then
        public byte[] answer(byte[] challenge) throws ProofException {
            turn.take();
            if (challenge.length != 2 * LENGTH) {
                throw new ProofException("a challenge of " + challenge.length + " bytes");
            }
            var serverNonce = Arrays.copyOf(challenge, LENGTH);
            var given = Arrays.copyOfRange(challenge, LENGTH, 2 * LENGTH);
            compare(given, proof("server", nonce, serverNonce));
            return proof("client", nonce, serverNonce);
        }
    }

    /// The server's side of one conversation.
    public final class Server {
        private final Turn turn = new Turn();
        private final byte[] nonce = nonce();
        private final byte[] clientNonce;

        private Server(byte[] clientNonce) {
            this.clientNonce = clientNonce;
        }

        /// Returns what to send next: the server's nonce and its proof, the same at each call.
        public byte[] challenge() {
            var proof = proof("server", clientNonce, nonce);
            return ByteBuffer.allocate(2 * LENGTH).put(nonce).put(proof).array();
        }

        /// Checks the client's proof. It has one try: each further call is refused, whatever came
        /// of the first.
        ///
        /// @throws ProofException if the client does not know the secret, the proof has not 32
        ///   bytes, the time is over, or there was one already
        public void verify(byte[] proof) throws ProofException {
            turn.take();
            compare(proof, proof("client", clientNonce, nonce));
        }
    }
}
