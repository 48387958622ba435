package dev.sterna.dialect;

import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Verdict;
import dev.sterna.model.schema.Verdict.Place;

/** A rule by which objects of another engine are converted, as verdicts name it and docs/objects.md explains it. */
public interface ConversionRule {
    /** Short and stable, such as {@code fulltext-to-gin}. */
    String id();

    /** What it is about. */
    ObjectKind kind();

    /** Where an object ends that the rule is for. */
    Place place();

    /** What the source has. */
    String what();

    /** What the target gets; null for nothing. */
    String becomes();

    /** Why it is not the same; null where it is. */
    String reason();

    /** What a person should do; null for nothing. */
    String remedy();

    /**
     * What becomes of an object by this rule.
     *
     * @param becomes what the target gets in its own words, or null for nothing
     * @param detail what the rule does not say for this object, or null
     * @param original the source's own SQL where a person needs it, or null
     */
    default Verdict verdict(ObjectName object, String becomes, String detail, String original) {
        String reason = reason() == null ? detail : detail == null ? reason() : reason() + ": " + detail;
        return new Verdict(object, place(), id(), becomes, reason, remedy(), original, null);
    }

    /** Of an object that needs no more words. */
    default Verdict verdict(ObjectName object, String becomes) {
        return verdict(object, becomes, null, null);
    }
}
