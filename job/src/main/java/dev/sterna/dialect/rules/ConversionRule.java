package dev.sterna.dialect.rules;

import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Verdict;
import dev.sterna.model.schema.Verdict.Place;

/**
 * A rule by which objects of another engine are converted, as verdicts name it and docs/objects.md explains it. It is a
 * constant of an enum; its words are in the enum's {@link RuleTable}.
 */
public interface ConversionRule {
    /** The constant's name. */
    String name();

    /** Short and stable, such as {@code index-fulltext}. */
    default String id() {
        return RuleTable.words(this).id();
    }

    /** What it is about. */
    default ObjectKind kind() {
        return RuleTable.words(this).kind();
    }

    /** Where an object ends that the rule is for. */
    default Place place() {
        return RuleTable.words(this).place();
    }

    /** What the source has. */
    default String what() {
        return RuleTable.words(this).source();
    }

    /** What the target gets; null for nothing. */
    default String becomes() {
        return RuleTable.words(this).target();
    }

    /** Why it is not the same; null where it is. */
    default String reason() {
        return RuleTable.words(this).reason();
    }

    /** What a person should do; null for nothing. */
    default String remedy() {
        return RuleTable.words(this).remedy();
    }

    /**
     * What becomes of an object by this rule.
     *
     * @param becomes what the target gets in its own words, or null for nothing
     * @param detail what the rule does not say for this object, or null
     * @param original the source's own SQL where a person needs it, or null
     */
    default Verdict verdict(ObjectName object, String becomes, String detail, String original) {
        return new Verdict(object, place(), id(), becomes, reason(detail), remedy(), original, null);
    }

    /** Of an object that needs no more words. */
    default Verdict verdict(ObjectName object, String becomes) {
        return verdict(object, becomes, null, null);
    }

    /** Of an object that a person may begin with a draft for. */
    default Verdict drafted(ObjectName object, String detail, String original, String draft) {
        return drafted(object, null, detail, original, draft);
    }

    /** Of one that the target gets something of. */
    default Verdict drafted(ObjectName object, String becomes, String detail, String original, String draft) {
        return new Verdict(object, place(), id(), becomes, reason(detail), remedy(), original, draft);
    }

    private String reason(String detail) {
        String reason = reason();
        return reason == null ? detail : detail == null ? reason : reason + ": " + detail;
    }
}
