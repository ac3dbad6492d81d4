package robustnet.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/// Shows a certificate that can be replaced while connections come and go: no restart, no new
/// listener, no new `SSLContext`.
///
/// ```
///   handshake        choose an alias  ────  get the chain  ────  get the key  ──── sign
///   alias                  5                      5                   5
///                                    │
///   reload()        5 ───────────────┴─ 6 ──────────────────────────────────────────────
///                                       the next handshake that chooses gets 6
/// ```
///
/// An alias names one key and the chain that goes with it, for good. So a handshake in the middle
/// of which the certificate is replaced ends with what it began with. The latest 8 pairs are kept.
/// Older ones are forgotten, keys and all: nothing holds on to them.
///
/// Connections whose handshake is over keep what they have. A client that resumes a session is not
/// shown any certificate, so it sees the one of its first handshake still.
///
/// Safe for use by many threads. Nothing but [#reload()] waits for anything.
public final class ReloadingKeyManager extends X509ExtendedKeyManager {
    /// Where a key and its chain come from, each time anew: `() -> TlsContexts.keyFromPem(chain,
    /// key)`, for instance.
    @FunctionalInterface
    public interface Loader {
        /// Reads the key and its chain.
        ///
        /// @throws IOException if they cannot be used: not there, cut off, not a pair
        KeyMaterial load() throws IOException;
    }

    /// Creates one that shows what the loader gives now.
    ///
    /// @throws IOException what the loader throws
    /// @throws NullPointerException if the loader gives null
    public ReloadingKeyManager(Loader loader) throws IOException {
        throw new UnsupportedOperationException("TODO 5.5: load");
    }

    /// Loads anew, and shows what it has loaded from the next handshake on. If that fails, nothing
    /// changes, and any thread may try again. Reloads at the same time load one after the other;
    /// handshakes go on meanwhile. Each reload makes a new alias, also if it has loaded the same
    /// pair once more.
    ///
    /// @throws IOException what the loader throws, the same exception
    /// @throws NullPointerException if the loader gives null
    public void reload() throws IOException {
        throw new UnsupportedOperationException("TODO 5.5: load anew");
    }

    /// Returns what the next handshake will be shown.
    public KeyMaterial current() {
        throw new UnsupportedOperationException("TODO 5.5: tell what is shown");
    }

    /// Returns the alias of the current key if it is of the type and its chain leads to one of the
    /// issuers; null otherwise.
    ///
    /// @param keyType an algorithm of keys, as `EC` or `RSA`
    /// @param issuers the names of the authorities that the peer accepts; null or none for all. One
    ///   of them must have issued one of the chain's certificates
    /// @param socket is not looked at
    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        throw new UnsupportedOperationException("TODO 5.5: choose for a server");
    }

    /// Returns what [#chooseServerAlias] returns.
    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        throw new UnsupportedOperationException("TODO 5.5: choose for a server's engine");
    }

    /// Returns the alias of the current key if it is of one of the types and its chain leads to one
    /// of the issuers, as for [#chooseServerAlias]; null otherwise.
    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        throw new UnsupportedOperationException("TODO 5.5: choose for a client");
    }

    /// Returns what [#chooseClientAlias] returns.
    @Override
    public String chooseEngineClientAlias(
            String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        throw new UnsupportedOperationException("TODO 5.5: choose for a client's engine");
    }

    /// Returns the alias that [#chooseServerAlias] would choose, alone; null if there is none.
    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        throw new UnsupportedOperationException("TODO 5.5: list a server's aliases");
    }

    /// Returns what [#getServerAliases] returns.
    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        throw new UnsupportedOperationException("TODO 5.5: list a client's aliases");
    }

    /// Returns the chain that the alias names, the key's certificate first, in a new array each
    /// time; null if the alias is not one of the latest 8.
    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        throw new UnsupportedOperationException("TODO 5.5: find the chain");
    }

    /// Returns the key that the alias names; null if the alias is not one of the latest 8.
    @Override
    public PrivateKey getPrivateKey(String alias) {
        throw new UnsupportedOperationException("TODO 5.5: find the key");
    }
}
