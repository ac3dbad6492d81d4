package robustnet.tls;

import java.security.SecureRandom;
import java.time.Duration;
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
        throw new UnsupportedOperationException("TODO 5.7: keep the secret");
    }

    /// Begins a conversation as the client. Its time begins now.
    public Client client() {
        throw new UnsupportedOperationException("TODO 5.7: begin as the client");
    }

    /// Begins a conversation as the server, with the client's hello. Its time begins now.
    ///
    /// @throws ProofException if the hello has not 32 bytes
    public Server server(byte[] hello) throws ProofException {
        throw new UnsupportedOperationException("TODO 5.7: begin as the server");
    }

    /// The client's side of one conversation.
    public final class Client {
        private Client() {}

        /// Returns what to send first: the client's nonce, the same at each call.
        public byte[] hello() {
            throw new UnsupportedOperationException("TODO 5.7: say hello");
        }

        /// Checks the server's challenge, and returns the proof to send. A challenge is answered
        /// once: each further call is refused, whatever came of the first.
        ///
        /// @throws ProofException if the server does not know the secret, the challenge has not 64
        ///   bytes, the time is over, or there was one already. Send nothing then
        public byte[] answer(byte[] challenge) throws ProofException {
            throw new UnsupportedOperationException("TODO 5.7: check the challenge and answer it");
        }
    }

    /// The server's side of one conversation.
    public final class Server {
        private Server() {}

        /// Returns what to send next: the server's nonce and its proof, the same at each call.
        public byte[] challenge() {
            throw new UnsupportedOperationException("TODO 5.7: challenge the client");
        }

        /// Checks the client's proof. It has one try: each further call is refused, whatever came
        /// of the first.
        ///
        /// @throws ProofException if the client does not know the secret, the proof has not 32
        ///   bytes, the time is over, or there was one already
        public void verify(byte[] proof) throws ProofException {
            throw new UnsupportedOperationException("TODO 5.7: check the proof");
        }
    }
}
