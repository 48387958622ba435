package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Sequences of MariaDB. */
final class SequencesFromMySql {
    private final ConversionDraft draft;
    private final RelationNames names;

    SequencesFromMySql(ConversionDraft draft, RelationNames names) {
        this.draft = draft;
        this.names = names;
    }

    List<Sequence> sequences() {
        List<Sequence> sequences = new ArrayList<>();
        for (Sequence sequence : draft.source().sequences()) {
            ObjectName object = ConversionDraft.of(ObjectKind.SEQUENCE, sequence.name());
            if (sequence.start() == null) {
                draft.say(PostgresRule.SEQUENCE_BY_HAND.verdict(object, null));
                continue;
            }
            TableName name = names.sequence(sequence.name());
            BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
            // 0 stands for auto_increment_increment, a setting of the server.
            boolean counts = sequence.increment().signum() != 0;
            sequences.add(new Sequence(
                    name,
                    "bigint",
                    sequence.start().min(most).max(most.negate()),
                    counts ? sequence.increment() : BigInteger.ONE,
                    sequence.least().max(most.negate()),
                    sequence.greatest().min(most),
                    Math.max(1, sequence.cache()),
                    sequence.cycle(),
                    sequence.next(),
                    null,
                    null,
                    sequence.comment()));
            draft.say((counts ? PostgresRule.SEQUENCE_KEPT : PostgresRule.SEQUENCE_STEP)
                    .verdict(object, "sequence " + name));
        }
        return sequences;
    }
}
