package dev.sterna.dialect.mysql.product;

import dev.sterna.dialect.server.Server;
import dev.sterna.model.Column;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of one product's columns on the other, each as the server there shows it. */
public final class ProductTypes {
    private static final Pattern WIDTH =
            Pattern.compile("(?i)^(smallint|mediumint|int|bigint|tinyint)\\((\\d+)\\)(.*)$");

    private final ProductFeatures to;
    private final ProductCollations collations;

    ProductTypes(ProductFeatures to) {
        this.to = to;
        this.collations = new ProductCollations(to);
    }

    /**
     * Those of columns that were read from one product.
     *
     * @param engine the product
     */
    public static ProductTypes of(String engine, Server to) {
        return new ProductTypes(ProductFeatures.of(to, engine));
    }

    /** The column there. */
    public Column of(Column column) {
        String type = column.nativeType().toLowerCase(Locale.ROOT);
        String bare = bare(type);
        if (to.hasType(bare)) {
            return column.declared(
                    spelt(type, column.nativeType()), column.charset(), collations.of(column.collation()));
        }
        return switch (bare) {
            case "uuid" -> column.declared("char(36)", "ascii", "ascii_bin");
            case "inet6" -> column.declared("varchar(39)", "ascii", "ascii_bin");
            case "inet4" -> column.declared("varchar(15)", "ascii", "ascii_bin");
            case "json" -> column.declared("longtext", "utf8mb4", "utf8mb4_bin");
            default -> column.declared("longblob", null, null);
        };
    }

    /** Why it is another one there than it was; null where it is the same. */
    ProductRule rule(Column column) {
        String bare = bare(column.nativeType().toLowerCase(Locale.ROOT));
        if (to.hasType(bare)) {
            String collation = collations.of(column.collation());
            return ProductCollations.isEqual(column.collation(), collation) ? null : ProductRule.COLLATION;
        }
        return switch (bare) {
            case "uuid" -> ProductRule.UUID;
            case "inet4", "inet6" -> ProductRule.INTERNET_ADDRESS;
            case "json" -> ProductRule.JSON;
            default -> ProductRule.VECTOR;
        };
    }

    private static String bare(String type) {
        return type.replaceFirst("[^a-z0-9].*$", "");
    }

    private String spelt(String type, String declared) {
        if (to.same()) {
            return declared;
        }
        if (to.isMariaDb()) {
            return type.equals("geomcollection") ? "geometrycollection" : declared;
        }
        Matcher width = WIDTH.matcher(declared);
        boolean shown = !type.contains("zerofill") && !type.startsWith("tinyint(1)");
        return width.matches() && shown ? width.group(1) + width.group(3) : declared;
    }
}
