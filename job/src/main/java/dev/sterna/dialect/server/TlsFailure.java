package dev.sterna.dialect.server;

import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Side;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What a failure of encryption means, which no server knows of: the authority, the host's name, or no TLS at all. */
public final class TlsFailure {
    private static final int DEPTH = 16;

    private TlsFailure() {}

    /** An understood failure when encryption is what failed, else empty. */
    public static Optional<SternaException> of(SQLException failure, Side side, String doing) {
        String state = failure.getSQLState();
        boolean connecting = state == null || state.startsWith("08") || state.equals("HY000");
        if (!connecting && !isOf(failure, SSLException.class) && !isOf(failure, CertificateException.class)) {
            return Optional.empty();
        }
        String words = words(failure);
        String tls = "sterna." + side.label() + ".tls";
        return advice(failure, words.toLowerCase(Locale.ROOT), tls, "sterna." + side.label() + ".url")
                .map(advice -> new SternaException(
                        side.category(),
                        List.of(Problem.error(
                                advice.code,
                                null,
                                "Cannot " + doing + " (" + side.label() + "): " + advice.what + ": " + telling(failure),
                                advice.remedy)),
                        failure));
    }

    private record Advice(String code, String what, String remedy) {}

    private static Optional<Advice> advice(SQLException failure, String words, String tls, String url) {
        if (has(words, "does not support ssl", "ssl not enabled", "does not support tls", "server has no ssl")) {
            return Optional.of(new Advice(
                    "tls-not-offered",
                    "the server offers no TLS",
                    "Turn TLS on at the server (ssl = on, or ssl_cert and ssl_key), or, in a network that you trust, set "
                            + tls + " = off"));
        }
        if (has(words, "secure transport", "ssl connection is required", "insecure transport")) {
            return Optional.of(new Advice(
                    "tls-required", "the server takes encrypted connections only", "Set " + tls + " = verify"));
        }
        if (has(words, "hostname", "host name", "doesn't correspond to certificate", "subject alternative")
                && has(words, "verif", "certificate", "ssl")) {
            return Optional.of(new Advice(
                    "certificate-of-other-host",
                    "the server's certificate is not for the host that the URL names",
                    "Name the host in " + url
                            + " as the certificate does, or give the server a certificate for that name"));
        }
        if (has(words, "certificateexpired", "notafter", "certificate expired", "notbefore")) {
            return Optional.of(new Advice(
                    "certificate-expired",
                    "the server's certificate is not valid now",
                    "Renew the server's certificate, or correct the clock of this machine"));
        }
        if (has(
                        words,
                        "root certificate",
                        "pkix",
                        "path does not chain",
                        "unable to find valid certification",
                        "trustanchors")
                || isOf(failure, CertificateException.class)) {
            return Optional.of(new Advice(
                    "certificate-not-trusted",
                    "no authority that is trusted has signed the server's certificate",
                    "Set " + tls + "-ca to the file of the authority that signed it, in PEM form, as in " + tls
                            + "-ca = \"/etc/ssl/db-ca.pem\"; without it " + tls
                            + " = verify trusts the authorities of the"
                            + " JVM"));
        }
        if (isOf(failure, SSLException.class) || has(words, "ssl error", "ssl handshake")) {
            return Optional.of(new Advice(
                    "tls-failed",
                    "the encrypted connection could not be made",
                    "Compare the TLS versions and ciphers of the server with those of this JVM; " + tls
                            + " says how to encrypt"));
        }
        return Optional.empty();
    }

    private static boolean has(String words, String... any) {
        for (String each : any) {
            if (words.contains(each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(Throwable failure, Class<?> type) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEPTH; depth++, at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    private static String words(Throwable failure) {
        StringBuilder words = new StringBuilder();
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEPTH; depth++, at = at.getCause()) {
            words.append(at.getClass().getSimpleName())
                    .append(' ')
                    .append(at.getMessage())
                    .append('\n');
        }
        return words.toString();
    }

    /** The driver's first line. */
    private static String telling(SQLException failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage()
                        .lines()
                        .findFirst()
                        .orElse("")
                        .replaceFirst("^\\(conn=\\d+\\) ", "")
                        .strip();
    }
}
