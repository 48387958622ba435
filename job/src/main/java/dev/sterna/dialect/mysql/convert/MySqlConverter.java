package dev.sterna.dialect.mysql.convert;

import dev.sterna.config.ValuePolicy.RangeChecks;
import dev.sterna.dialect.ColumnWishes;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.SchemaConverter;
import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedColumns;
import dev.sterna.dialect.convert.NameSpace;
import dev.sterna.dialect.convert.SameEngine;
import dev.sterna.dialect.mysql.ddl.MySqlColumnTexts;
import dev.sterna.dialect.mysql.ddl.MySqlRenaming;
import dev.sterna.dialect.mysql.ddl.PlannedTable;
import dev.sterna.dialect.mysql.product.ProductConversion;
import dev.sterna.dialect.mysql.product.ProductTypes;
import dev.sterna.dialect.rename.ColumnDependents;
import dev.sterna.dialect.rename.ColumnRenames;
import dev.sterna.dialect.rename.ColumnTexts;
import dev.sterna.dialect.rename.Renamed;
import dev.sterna.dialect.rename.SchemaRenames;
import dev.sterna.dialect.rules.ConversionRule;
import dev.sterna.dialect.server.Capability;
import dev.sterna.dialect.server.Server;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What becomes of a source's schema here. */
public final class MySqlConverter implements SchemaConverter {
    private static final ColumnTexts TEXTS = new MySqlColumnTexts();

    private final Dialect own;

    public MySqlConverter(Dialect own) {
        this.own = own;
    }

    @Override
    public Table table(Table source, String engine, TableName name, ColumnWishes wishes, Server to) {
        String exact = ColumnsFromPostgres.exact(to);
        PlannedTable planned = own.products().contains(engine)
                ? PlannedTable.ofFamily(source, exact, ProductTypes.of(engine, to)::of)
                : to.product().equals("mariadb")
                        ? PlannedTable.ofForeign(source, exact, wishes.referenced())
                        : PlannedTable.ofForeign(source, exact);
        return planned.convert(name, wishes);
    }

    /** A column that counts has the type whose range is checked: no check can be on it here. */
    @Override
    public Map<String, String> types(TableDefinition source, Dialect from) {
        Map<String, String> types = new HashMap<>();
        if (!from.name().equals(own.name())) {
            source.columns().stream()
                    .filter(column -> column.identity() != null)
                    .map(column -> column.column().name())
                    .forEach(column ->
                            CheckedRange.ofCounter(source, column).ifPresent(range -> types.put(column, range.type())));
        }
        return types;
    }

    @Override
    public Set<String> uncomputable(TableDefinition source, String engine, Dialect from, Table target, Server to) {
        return from.name().equals(own.name())
                ? ProductConversion.uncomputable(source, engine, to)
                : ConvertedColumns.uncomputable(
                        new ColumnsFromPostgres(ConversionDraft.of(source, engine, from, own, target, to))
                                .table(source));
    }

    /** The greatest time of a column stands for "until now", and is a later one since 11.5. */
    @Override
    public String keepsNoFormerRows(Server from, Server to) {
        if (!to.product().equals("mariadb") || !from.product().equals("mariadb")) {
            return SchemaConverter.super.keepsNoFormerRows(from, to);
        }
        if (!to.has(Capability.FORMER_ROWS)) {
            return "the target takes none: it has no system_versioning_insert_history (MariaDB 10.11), or its"
                    + " secure_timestamp forbids this user to set it";
        }
        return from.atLeast(11, 5) == to.atLeast(11, 5)
                ? null
                : "of the two servers one is older than MariaDB 11.5, in which times end in another year";
    }

    @Override
    public ConvertedSchema convert(
            Schema source,
            Schema whole,
            Dialect from,
            Map<TableName, Table> tables,
            Map<TableName, Map<String, String>> computed,
            Server to,
            RangeChecks ranges) {
        return from.name().equals(own.name())
                ? sameFamily(source, tables, computed, to)
                : foreign(source, whole, from, tables, computed, to, ranges);
    }

    private static ConvertedSchema sameFamily(
            Schema source, Map<TableName, Table> tables, Map<TableName, Map<String, String>> computed, Server to) {
        ConvertedSchema product = ProductConversion.convert(source, to);
        Map<TableName, Map<String, String>> names = ColumnRenames.names(source, tables, computed);
        Schema called = ColumnRenames.apply(product.schema(), names, TEXTS);
        Renamed renamed = SchemaRenames.apply(called, SameEngine.names(tables), MySqlRenaming::new);
        return SameEngine.conversion(
                ColumnRenames.apply(source, names, TEXTS),
                ColumnRenames.in(product.verdicts(), product.schema(), names),
                renamed.schema(),
                renamed.unsure(),
                renamed.leftOut(),
                tables);
    }

    @Override
    public Set<ObjectName> naming(Schema source, TableName table, Map<String, String> names) {
        return ColumnDependents.of(source, table, names, TEXTS);
    }

    private ConvertedSchema foreign(
            Schema source,
            Schema whole,
            Dialect from,
            Map<TableName, Table> tables,
            Map<TableName, Map<String, String>> computed,
            Server to,
            RangeChecks ranges) {
        NameSpace.Given names = new NameSpace.Given();
        if (!source.equals(whole)) {
            new SchemaFromPostgres(new ConversionDraft(whole, from, own, tables, computed, to, ranges, names))
                    .convert();
        }
        return new SchemaFromPostgres(new ConversionDraft(source, from, own, tables, computed, to, ranges, names))
                .convert();
    }

    @Override
    public List<ConversionRule> rules() {
        return Stream.<ConversionRule[]>of(MySqlTypeRule.values(), MySqlRule.values(), MySqlSchemaRule.values())
                .flatMap(Stream::of)
                .toList();
    }
}
