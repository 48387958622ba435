package dev.sterna.dialect;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.Side;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the dialect of a URL or a product. */
public final class Dialects {
    /** Looked for once: that takes a look into every jar of the class path. */
    private static final List<Dialect> KNOWN =
            ServiceLoader.load(Dialect.class, Dialects.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private Dialects() {}

    /**
     * The dialect that accepts the URL.
     *
     * @throws SternaException (CONFIGURATION) when none does; there is no general dialect to fall back to
     */
    public static Dialect forUrl(String url, Side side) {
        for (Dialect dialect : KNOWN) {
            if (dialect.accepts(url)) {
                return dialect;
            }
        }
        String names = KNOWN.stream().map(Dialect::name).sorted().collect(Collectors.joining(", "));
        throw SternaException.of(
                Category.CONFIGURATION,
                "unknown-engine",
                null,
                "Cannot tell the engine of sterna." + side.label() + ".url (it begins with "
                        + url.substring(0, Math.min(url.length(), Math.max(5, url.indexOf(':', 5)))) + ")",
                "Use a JDBC URL of one of: " + names);
    }

    /**
     * The dialect of a product's servers and schemas.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Dialect forProduct(String product) {
        for (Dialect dialect : KNOWN) {
            if (dialect.products().contains(product)) {
                return dialect;
            }
        }
        throw new IllegalArgumentException("Cannot find the dialect of " + product);
    }
}
