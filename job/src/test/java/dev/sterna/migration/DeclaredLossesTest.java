package dev.sterna.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.config.ValuePolicy;
import dev.sterna.dialect.Dialects;
import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclaredLossesTest {
    private static final ValuePolicy NULL = new ValuePolicy(
            ValuePolicy.OnZeroDate.NULL,
            ValuePolicy.OnNulCharacter.STRIP,
            ValuePolicy.OnUndecodable.FAIL,
            ValuePolicy.OnNotFinite.NULL,
            ValuePolicy.OnOutOfRange.NULL,
            ValuePolicy.OnExcessDigits.ROUND,
            ValuePolicy.RangeChecks.CHECK);

    private static Table table(LogicalType type, String nativeType) {
        Column column = new Column("n", type, nativeType, true, Generated.NO, null, null);
        return new Table(new TableName("public", "t"), List.of(column), null, List.of(), 0, 0);
    }

    @Test
    void spareTheNanThatTheTargetHolds() {
        ValueProbe postgres =
                Dialects.forUrl("jdbc:postgresql://localhost/x", Side.SOURCE).valueProbe();
        Table from = table(new LogicalType.Decimal(9, 2), "numeric(9,2)");
        DeclaredLosses losses = new DeclaredLosses(postgres, postgres, NULL);

        assertThat(losses.of(from, from).isEmpty()).isTrue();
        assertThat(losses.of(from, table(new LogicalType.Int(32, false), "integer"))
                        .list())
                .anyMatch(conversion -> conversion.limit().kind() == ValueLimit.Kind.FINITE);
    }
}
