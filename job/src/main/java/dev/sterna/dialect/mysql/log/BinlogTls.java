package dev.sterna.dialect.mysql.log;

import com.github.shyiko.mysql.binlog.network.SSLSocketFactory;
import dev.sterna.config.Endpoint;
import dev.sterna.dialect.mysql.server.MySqlTransport;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Encryption of the log's connection, as the driver does it by the same options. */
final class BinlogTls {
    /** Who takes any server does so for the log as well. */
    private static final TrustManager[] ANYBODY = {
        new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {
                // nobody is checked
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {
                // nobody is checked
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        }
    };

    private BinlogTls() {}

    /** Null for a connection in plain text. */
    static SSLSocketFactory of(Endpoint endpoint, String host) throws SQLException {
        String mode = String.valueOf(MySqlTransport.sslMode(endpoint));
        boolean anybody = mode.equals("TRUST");
        boolean byName = mode.equals("VERIFY_FULL");
        if (!anybody && !byName && !mode.equals("VERIFY_CA")) {
            return null;
        }
        SSLContext context;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(keys(endpoint), anybody ? ANYBODY : trusted(endpoint), null);
        } catch (GeneralSecurityException | IOException invalid) {
            throw new SQLException("Cannot read the certificates for the log's connection", "08001", invalid);
        }
        return socket -> {
            try {
                SSLSocket encrypted =
                        (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
                if (byName) {
                    SSLParameters parameters = encrypted.getSSLParameters();
                    parameters.setEndpointIdentificationAlgorithm("HTTPS");
                    encrypted.setSSLParameters(parameters);
                }
                return encrypted;
            } catch (IOException failure) {
                SocketException wrapped = new SocketException(failure.getMessage());
                wrapped.initCause(failure);
                throw wrapped;
            }
        };
    }

    /** Null for those of the JVM. */
    private static TrustManager[] trusted(Endpoint endpoint)
            throws SQLException, GeneralSecurityException, IOException {
        KeyStore store = null;
        Object file = MySqlTransport.option(endpoint, "serverSslCert");
        if (file != null) {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (InputStream in = Files.newInputStream(path(file.toString()))) {
                int number = 0;
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry("ca" + number++, certificate);
                }
            }
        } else if (endpoint.tls() == null) {
            store = store(endpoint, "trustStore");
        }
        if (store == null) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(Endpoint endpoint) throws SQLException, GeneralSecurityException, IOException {
        KeyStore store = store(endpoint, "keyStore");
        if (store == null) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password(endpoint, "keyStorePassword"));
        return factory.getKeyManagers();
    }

    private static KeyStore store(Endpoint endpoint, String option)
            throws SQLException, GeneralSecurityException, IOException {
        Object file = MySqlTransport.option(endpoint, option);
        if (file == null) {
            return null;
        }
        Object type = MySqlTransport.option(endpoint, option + "Type");
        KeyStore store = KeyStore.getInstance(
                type == null ? KeyStore.getDefaultType() : type.toString().toUpperCase(Locale.ROOT));
        try (InputStream in = Files.newInputStream(path(file.toString()))) {
            store.load(in, password(endpoint, option + "Password"));
        }
        return store;
    }

    private static char[] password(Endpoint endpoint, String option) throws SQLException {
        Object password = MySqlTransport.option(endpoint, option);
        return password == null ? null : password.toString().toCharArray();
    }

    private static Path path(String file) {
        return Path.of(
                file.startsWith("file:") ? file.substring("file:".length()).replaceFirst("^//", "") : file);
    }
}
