package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sequences of another engine as sequences of MariaDB. */
final class SequencesFromPostgres {
    private static final BigInteger LEAST = BigInteger.valueOf(-Long.MAX_VALUE);
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE - 1);

    private final ConversionDraft draft;
    private final ObjectNames names;
    private final boolean mariaDb;
    private final Set<TableName> taken = new HashSet<>();
    private final List<Sequence> sequences = new ArrayList<>();

    SequencesFromPostgres(ConversionDraft draft, ObjectNames names) {
        this.draft = draft;
        this.names = names;
        this.mariaDb = draft.server().product().equals("mariadb");
    }

    List<Sequence> sequences() {
        return sequences;
    }

    /** The default that takes the next value of a sequence, where there can be one. */
    Optional<String> nextValue(TableName source) {
        return draft.source().sequences().stream()
                .filter(sequence -> sequence.name().equals(source))
                .findFirst()
                .flatMap(this::nextValue);
    }

    /** The default that takes the next value of a counter, which becomes a sequence by itself. */
    Optional<String> nextValue(Sequence counter) {
        if (!mariaDb || !isKnown(counter)) {
            return Optional.empty();
        }
        add(counter);
        return Optional.of("nextval(" + MySqlLiterals.quote(names.relation(counter.name())) + ")");
    }

    /** Whether columns of more than one table, or more than one of a table, take the next value of a counter. */
    boolean isShared(Sequence counter) {
        if (counter.name() == null) {
            return false;
        }
        ObjectName sequence = ConversionDraft.of(ObjectKind.SEQUENCE, counter.name());
        return draft.source().dependencies().stream()
                        .filter(dependency -> dependency.needs().equals(sequence))
                        .map(Schema.Dependency::object)
                        .filter(object -> object.kind() == ObjectKind.DEFAULT && !isPartition(object))
                        .distinct()
                        .count()
                > 1;
    }

    private boolean isPartition(ObjectName column) {
        return draft.definition(new TableName(column.schema(), column.table()))
                .filter(table -> table.partition() != null)
                .isPresent();
    }

    private static boolean isKnown(Sequence sequence) {
        return sequence.start() != null && sequence.next() != null;
    }

    private void add(Sequence source) {
        if (!taken.add(source.name())) {
            return;
        }
        sequences.add(new Sequence(
                names.relation(source.name()),
                "bigint",
                source.start().max(LEAST).min(GREATEST),
                source.increment(),
                source.least().max(LEAST),
                source.greatest().min(GREATEST),
                source.cache(),
                source.cycle(),
                source.next(),
                null,
                null,
                ColumnsFromPostgres.comment(source.comment())));
    }

    /** All of the source's but those of serial columns, after the columns. */
    void convert() {
        for (Sequence sequence : draft.source().sequences()) {
            ObjectName object = ConversionDraft.of(ObjectKind.SEQUENCE, sequence.name());
            boolean ofColumn = sequence.ownedBy() != null && isSerial(sequence);
            if (ofColumn && !taken.contains(sequence.name())) {
                if (draft.planned(sequence.ownedBy()) != null) {
                    draft.say(MySqlSchemaRule.SEQUENCE_OF_COLUMN.verdict(object, null));
                }
            } else if (nextValue(sequence).isPresent()) {
                boolean whole = sequence.greatest().compareTo(GREATEST) <= 0
                        && sequence.least().compareTo(LEAST) >= 0;
                draft.say((whole ? MySqlSchemaRule.SEQUENCE_KEPT : MySqlSchemaRule.SEQUENCE_BOUNDED)
                        .verdict(object, names.relation(sequence.name()).toString()));
            } else {
                draft.say(MySqlSchemaRule.SEQUENCE_BY_HAND.verdict(
                        object, null, sequence.next() == null ? null : "its next value is " + sequence.next(), null));
            }
        }
    }

    private boolean isSerial(Sequence sequence) {
        return draft.definition(sequence.ownedBy()).stream()
                .flatMap(table -> table.columns().stream())
                .anyMatch(
                        column -> column.column().name().equals(sequence.ownedByColumn()) && column.identity() != null);
    }
}
