package dev.sterna.dialect.mysql.product;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedColumns;
import dev.sterna.dialect.mysql.ddl.SchemaProgramText;
import dev.sterna.dialect.mysql.ddl.SchemaTableText;
import dev.sterna.dialect.server.Server;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A schema of MySQL on MariaDB, of MariaDB on MySQL, and of each on an older version of itself. What both understand
 * stays as it is; what the target lacks becomes what is nearest, or is left to a person.
 */
public final class ProductConversion {
    private final Schema source;
    private final ProductFeatures to;
    private final ProductVerdicts verdicts;

    private ProductConversion(Schema source, Server to) {
        this.source = source;
        this.to = ProductFeatures.of(to, source.engine());
        this.verdicts = new ProductVerdicts(source);
    }

    /** The schema in the target's terms, under its own names, with a verdict on every object. */
    public static ConvertedSchema convert(Schema source, Server to) {
        return new ProductConversion(source, to).converted();
    }

    /** The computed columns of a table that the target cannot compute, and whose values would stay what they are. */
    public static Set<String> uncomputable(TableDefinition source, String engine, Server to) {
        ProductFeatures features = ProductFeatures.of(to, engine);
        return source.columns().stream()
                .filter(column -> ConvertedColumns.isComputed(column)
                        && column.generation().lasting())
                .filter(column -> features.foreign(column.generation().sql()) != null)
                .map(column -> column.column().name())
                .collect(Collectors.toSet());
    }

    private ConvertedSchema converted() {
        ProductPrograms programs = new ProductPrograms(to, verdicts);
        List<Routine> routines = to.same() ? source.routines() : programs.routines(source.routines());
        Schema schema = new Schema(
                to.server().product(),
                source.names(),
                new ProductTables(to, verdicts).of(source.tables()),
                sequences(),
                programs.views(source.views()),
                source.types(),
                routines,
                programs.triggers(source.triggers()),
                programs.events(source.events()),
                source.extensions(),
                grants(),
                source.others().stream().map(this::other).toList(),
                source.blind());
        return new ConvertedSchema(schema, verdicts.all());
    }

    private List<Sequence> sequences() {
        if (to.isMariaDb()) {
            return source.sequences();
        }
        for (Sequence sequence : source.sequences()) {
            verdicts.say(
                    ProductRule.SEQUENCE,
                    ConversionDraft.of(ObjectKind.SEQUENCE, sequence.name()),
                    null,
                    null,
                    sequence.start() == null ? null : SchemaTableText.create(sequence));
        }
        return List.of();
    }

    private List<Grant> grants() {
        List<Grant> found = new ArrayList<>();
        for (Grant grant : source.grants()) {
            ObjectName name = new ObjectName(
                    ObjectKind.GRANT,
                    grant.on().schema(),
                    grant.on().table(),
                    grant.on().name() + " to " + grant.grantee());
            List<String> privileges =
                    grant.privileges().stream().filter(to::hasPrivilege).toList();
            boolean role = !grant.grantee().contains("@") || grant.grantee().endsWith("@''");
            if (!to.isMariaDb() && role) {
                verdicts.say(ProductRule.GRANT_TO_ROLE, name, null, null, SchemaProgramText.grant(grant));
                continue;
            }
            boolean gone = grant.on().kind() == ObjectKind.SEQUENCE && !to.isMariaDb();
            if (gone || privileges.size() < grant.privileges().size()) {
                verdicts.say(ProductRule.GRANT, name, String.join(", ", privileges));
            }
            if (!gone && !privileges.isEmpty()) {
                found.add(new Grant(grant.on(), grant.grantee(), privileges, grant.grantable()));
            }
        }
        return found;
    }

    private OtherObject other(OtherObject other) {
        return new OtherObject(other.name(), other.what(), new ProductCollations(to).in(other.definition()));
    }
}
