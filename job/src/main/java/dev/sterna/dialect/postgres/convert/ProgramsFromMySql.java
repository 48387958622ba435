package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.Verdict;
import java.util.List;
import java.util.Set;

/** Programs and grants of MySQL and MariaDB, which a person has to write. */
final class ProgramsFromMySql {
    private final ConversionDraft draft;

    ProgramsFromMySql(ConversionDraft draft) {
        this.draft = draft;
    }

    void list() {
        for (Trigger trigger : draft.source().triggers()) {
            if (draft.planned(trigger.table()) != null) {
                draft.say(PostgresRule.TRIGGER_BY_HAND.verdict(
                        ConversionDraft.of(ObjectKind.TRIGGER, trigger.table(), trigger.name()),
                        null,
                        null,
                        trigger.definition()));
            }
        }
        for (Routine routine : draft.source().routines()) {
            draft.say(PostgresRule.ROUTINE_BY_HAND.verdict(
                    new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature()),
                    null,
                    routine.definition() == null ? "this role may not see it" : null,
                    routine.definition()));
        }
        draft.source()
                .events()
                .forEach(event -> draft.say(PostgresRule.EVENT_BY_HAND.verdict(
                        ConversionDraft.of(ObjectKind.EVENT, event.name()),
                        null,
                        event.schedule(),
                        event.definition())));
        draft.source().others().stream()
                .filter(other -> other.name().kind() != ObjectKind.SCHEMA)
                .forEach(other -> draft.say(
                        PostgresRule.OTHER_BY_HAND.verdict(other.name(), null, other.what(), other.definition())));
        draft.source().grants().forEach(this::list);
    }

    private void list(Grant grant) {
        ObjectName object = new ObjectName(
                ObjectKind.GRANT,
                grant.on().schema(),
                grant.on().table(),
                grant.on().name() + " to " + grant.grantee());
        String privileges = String.join(", ", grant.privileges());
        TableName on = new TableName(grant.on().schema(), grant.on().name());
        String draftSql = grant.on().kind() != ObjectKind.TABLE || draft.planned(on) == null
                ? null
                : draft(grant, Literals.qualified(draft.planned(on).name()));
        Verdict verdict = PostgresRule.GRANT_BY_HAND.verdict(object, null, privileges + " on " + grant.on(), null);
        draft.say(new Verdict(
                verdict.object(),
                verdict.place(),
                verdict.rule(),
                null,
                verdict.reason(),
                verdict.remedy(),
                null,
                draftSql));
    }

    /** Null when PostgreSQL has none of the privileges. */
    private static String draft(Grant grant, String table) {
        Set<String> known = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "REFERENCES", "TRIGGER");
        List<String> kept = grant.privileges().stream().filter(known::contains).toList();
        String role = grant.grantee().replaceFirst("@.*", "").replace("'", "").replace("`", "");
        return kept.isEmpty()
                ? null
                : "GRANT " + String.join(", ", kept) + " ON " + table + " TO " + Literals.identifier(role)
                        + (grant.grantable() ? " WITH GRANT OPTION" : "");
    }
}
