package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.mysql.ddl.SchemaProgramText;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.View;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Views of another engine. */
final class ViewsFromPostgres {
    private final ConversionDraft draft;
    private final ObjectNames names;

    ViewsFromPostgres(ConversionDraft draft, ObjectNames names) {
        this.draft = draft;
        this.names = names;
    }

    /** Each after those that it reads. */
    List<View> views() {
        List<View> views = new ArrayList<>();
        for (View view : SchemaProgramText.inOrder(draft.source().views())) {
            if (view.materialized()) {
                byHand(view);
                continue;
            }
            ObjectName object = ConversionDraft.of(ObjectKind.VIEW, view.name());
            TableName name = names.relation(view.name());
            try {
                View converted = convert(view, name);
                views.add(converted);
                draft.made(view, converted);
                draft.say(MySqlSchemaRule.VIEW_KEPT.verdict(object, name.toString()));
                draft.sayRenamed(view, converted.columns(), MySqlSchemaRule.VIEW_COLUMN_RENAMED);
                if (view.comment() != null) {
                    draft.say(MySqlSchemaRule.VIEW_COMMENT_DROPPED.verdict(object, null));
                }
            } catch (Untranslatable reason) {
                draft.say(MySqlSchemaRule.VIEW_BY_HAND.drafted(
                        object,
                        reason.getMessage(),
                        view.sql(),
                        "CREATE VIEW " + MySqlLiterals.quote(name) + " AS SELECT ..."));
            }
        }
        return views;
    }

    private View convert(View view, TableName name) throws Untranslatable {
        if (view.sql() == null) {
            throw new Untranslatable("this role may not see its query");
        }
        return new View(
                name,
                false,
                draft.columns(view),
                draft.query(view.sql()),
                view.uses().stream().map(this::used).toList(),
                view.checkOption(),
                view.runsAsInvoker(),
                true,
                List.of(),
                null,
                null,
                Map.of("COLUMN_LIST", ""));
    }

    private TableName used(TableName source) {
        return draft.planned(source) != null ? draft.planned(source).name() : names.relation(source);
    }

    private void byHand(View view) {
        ObjectName object = ConversionDraft.of(ObjectKind.MATERIALIZED_VIEW, view.name());
        TableName name = names.relation(view.name());
        String table;
        try {
            table = view.sql() == null
                    ? null
                    : "CREATE TABLE " + MySqlLiterals.quote(name) + " AS " + draft.query(view.sql());
        } catch (Untranslatable reason) {
            table = null;
        }
        draft.say(MySqlSchemaRule.MATERIALIZED_BY_HAND.drafted(object, null, view.sql(), table));
        for (Index index : view.indexes()) {
            draft.say(MySqlSchemaRule.MATERIALIZED_BY_HAND.drafted(
                    ConversionDraft.of(ObjectKind.INDEX, view.name(), index.name()), null, index.definition(), null));
        }
    }
}
