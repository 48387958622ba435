package dev.sterna.dialect.mysql.convert;

import dev.sterna.model.Column;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.UserType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Domains, for the columns that are of them. */
final class DomainsFromPostgres {
    private final Map<TableName, UserType.Domain> domains = new HashMap<>();

    DomainsFromPostgres(Schema source) {
        for (UserType type : source.types()) {
            if (type instanceof UserType.Domain domain) {
                domains.put(domain.name(), domain);
            }
        }
    }

    /** The domain of a column, then the one that it is made of, and so on. */
    List<UserType.Domain> of(Column column) {
        List<UserType.Domain> found = new ArrayList<>();
        Optional<UserType.Domain> next = of(column.nativeType());
        while (next.isPresent() && !found.contains(next.get())) {
            found.add(next.get());
            next = of(next.get().base());
        }
        return found;
    }

    private Optional<UserType.Domain> of(String nativeType) {
        return PostgresText.qualified(nativeType).map(domains::get);
    }

    boolean isNotNull(Column column) {
        return of(column).stream().anyMatch(UserType.Domain::notNull);
    }

    /** The nearest collation; null for none. */
    String collationOf(Column column) {
        return of(column).stream()
                .map(UserType.Domain::collation)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The nearest default; null for none. */
    String defaultOf(Column column) {
        return of(column).stream()
                .map(UserType.Domain::defaultSql)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    List<Check> checks(Column column) {
        return of(column).stream().flatMap(domain -> domain.checks().stream()).toList();
    }
}
