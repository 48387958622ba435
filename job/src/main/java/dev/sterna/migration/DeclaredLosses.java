package dev.sterna.migration;

import dev.sterna.config.ValuePolicy;
import dev.sterna.dialect.rows.ValueConversion;
import dev.sterna.dialect.rows.ValueConversion.Becomes;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.Table;
import dev.sterna.sql.Family;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which values of a table are converted: those that the target does not take, where the settings say what becomes of them. */
final class DeclaredLosses {
    private final ValueProbe source;
    private final ValueProbe target;
    private final ValuePolicy policy;

    DeclaredLosses(ValueProbe source, ValueProbe target, ValuePolicy policy) {
        this.source = source;
        this.target = target;
        this.policy = policy;
    }

    /** What would make NULL of a part of a key, which takes none: values that must not be there. */
    ValueConversions ofKeys(Table from, Table to) {
        return new ValueConversions(
                all(from, to).filter(conversion -> breaksKey(conversion, from)).toList());
    }

    /** Those of the columns of a table, but for what would make NULL of a part of a key. */
    ValueConversions of(Table from, Table to) {
        return new ValueConversions(
                all(from, to).filter(conversion -> !breaksKey(conversion, from)).toList());
    }

    private Stream<ValueConversion> all(Table from, Table to) {
        return IntStream.range(0, from.storedColumns().size())
                .boxed()
                .flatMap(place ->
                        of(from.storedColumns().get(place), to.storedColumns().get(place)));
    }

    private Stream<ValueConversion> of(Column from, Column to) {
        return target.limits(from, to).stream()
                .distinct()
                // What is wrong in a document is wrong in all of it.
                .filter(limit -> limit.kind() != ValueLimit.Kind.VALID_TEXT || Family.of(from.type()) == Family.TEXT)
                .filter(limit -> becomes(limit.kind()) != null && source.breaks(from, limit) != null)
                .map(limit -> new ValueConversion(from.name(), limit, becomes(limit.kind())))
                // What becomes NULL need not be rounded.
                .sorted(Comparator.comparing(ValueConversion::becomes));
    }

    private static boolean breaksKey(ValueConversion conversion, Table table) {
        return conversion.becomes() == Becomes.NULL
                && Stream.concat(Stream.ofNullable(table.primaryKey()), table.uniqueKeys().stream())
                        .map(Key::columns)
                        .filter(key -> key.stream()
                                .noneMatch(name -> table.column(name).nullable()))
                        .anyMatch(key -> key.contains(conversion.column()));
    }

    /** Null where the value is to be refused. */
    private Becomes becomes(ValueLimit.Kind limit) {
        return switch (limit) {
            case NO_NUL -> policy.onNulCharacter() == ValuePolicy.OnNulCharacter.STRIP ? Becomes.STRIPPED : null;
            case NO_ZERO_DATE -> policy.onZeroDate() == ValuePolicy.OnZeroDate.NULL ? Becomes.NULL : null;
            case FINITE -> policy.onNotFinite() == ValuePolicy.OnNotFinite.NULL ? Becomes.NULL : null;
            case CALENDAR_DATE, DATES, TIME_OF_DAY, NUMBERS, DIGITS_BEFORE ->
                policy.onOutOfRange() == ValuePolicy.OnOutOfRange.NULL ? Becomes.NULL : null;
            case DIGITS_BEHIND, FRACTION ->
                policy.onExcessDigits() == ValuePolicy.OnExcessDigits.ROUND ? Becomes.ROUNDED : null;
            case VALID_TEXT ->
                switch (policy.onUndecodable()) {
                    case FAIL -> null;
                    case REPLACE -> Becomes.REPLACED;
                    case BYTES -> Becomes.OCTETS;
                };
            case NO_SRID -> Becomes.WITHOUT_SRID;
            case CHARACTERS,
                    OCTETS,
                    WRITTEN_OCTETS,
                    MEMBER,
                    LABEL,
                    JSON,
                    JSON_ESCAPES,
                    UUID,
                    INDEX_ENTRY,
                    INDEX_WORDS -> null;
        };
    }
}
