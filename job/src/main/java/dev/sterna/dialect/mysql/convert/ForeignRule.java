package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.ConversionRule;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Verdict;
import dev.sterna.model.schema.Verdict.Place;
import java.util.Locale;

/** A rule by which an object of another engine becomes one of MySQL or MariaDB. */
interface ForeignRule extends ConversionRule {
    /** What an enum calls it. */
    String name();

    /** What it says. */
    Text text();

    @Override
    default String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    default ObjectKind kind() {
        return text().kind();
    }

    @Override
    default Place place() {
        return text().place();
    }

    @Override
    default String what() {
        return text().what();
    }

    @Override
    default String becomes() {
        return text().becomes();
    }

    @Override
    default String reason() {
        return text().reason();
    }

    @Override
    default String remedy() {
        return text().remedy();
    }

    /** Of an object that a person may begin with a draft for. */
    default Verdict drafted(ObjectName object, String detail, String original, String draft) {
        Verdict plain = verdict(object, null, detail, original);
        return new Verdict(
                object, plain.place(), plain.rule(), null, plain.reason(), plain.remedy(), plain.original(), draft);
    }

    /** One that arrives, as what the rule says. */
    static Text kept(ObjectKind kind, String what, String becomes) {
        return new Text(kind, Place.CONVERTED, what, becomes, null, null);
    }

    /** One that arrives, with a word on how. */
    static Text kept(ObjectKind kind, String what, String becomes, String reason) {
        return new Text(kind, Place.CONVERTED, what, becomes, reason, null);
    }

    /** One that arrives as something less. */
    static Text loss(ObjectKind kind, String what, String becomes, String reason) {
        return new Text(kind, Place.WITH_LOSS, what, becomes, reason, null);
    }

    /** One that a person has to make. */
    static Text byHand(ObjectKind kind, String what, String reason, String remedy) {
        return new Text(kind, Place.BY_HAND, what, null, reason, remedy);
    }

    /** One that cannot be. */
    static Text impossible(ObjectKind kind, String what, String reason, String remedy) {
        return new Text(kind, Place.IMPOSSIBLE, what, null, reason, remedy);
    }

    /** The words of a rule, as {@link ConversionRule} explains them. */
    record Text(ObjectKind kind, Place place, String what, String becomes, String reason, String remedy) {}
}
