package dev.sterna.prepare;

import dev.sterna.error.FewNames;
import dev.sterna.error.Problem;
import dev.sterna.ledger.MadeLedger;
import dev.sterna.ledger.MadeLedger.Mark;
import dev.sterna.migration.Migration;
import dev.sterna.migration.ObjectProperty.Nature;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.migration.SchemaComparison.Difference;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The objects of the target that Sterna has made, by the target's ledger, whichever run made them: in which words the
 * target told of them right after they were made, where these are not ours. So an object that somebody changes later is
 * told from one that the server only writes down in another way, and a second run knows what the first one has made.
 * Objects are noted with what is wanted of them before they are made, so that those of a process that was killed are known
 * as long as the same is wanted.
 */
final class MadeObjects {
    private static final String BEGUN = "begun";
    private static final String SAID = "said";
    private static final String TABLE = "table";
    private static final String FILLED = "filled";
    private static final String CHECKED = "checked";
    private static final String UNCHECKED = "unchecked";
    private static final int NAMED = 5;

    private final MadeLedger ledger;
    private final String runId;
    private final Set<String> known;
    private final boolean withinOneEngine;
    private final Set<ObjectName> begun = new HashSet<>();
    private final List<Difference> taken = new ArrayList<>();
    private Begun left = new Begun();

    private MadeObjects(MadeLedger ledger, String runId, Set<String> known, boolean withinOneEngine) {
        this.withinOneEngine = withinOneEngine;
        this.ledger = ledger;
        this.runId = runId;
        this.known = known;
    }

    /**
     * Those that the ledger knows; none when there is no ledger yet.
     *
     * @param runId of the run that goes on to make objects
     */
    static MadeObjects read(Migration migration, String runId) {
        return read(migration, runId, TargetPrerequisites.ledger(migration.target()));
    }

    /**
     * The same.
     *
     * @param missing what the ledger lacks
     */
    static MadeObjects read(Migration migration, String runId, List<PlannedStatement> missing) {
        MadeLedger ledger = migration.ledger().made();
        // Who may not read the target at all is told so by the first statement that makes something.
        return new MadeObjects(
                ledger, runId, missing.isEmpty() ? ledger.hashes() : new HashSet<>(), migration.withinOneEngine());
    }

    /**
     * Compares with the target, where Sterna's own objects may look otherwise, as long as they look as when they were made.
     * Those that were only begun are taken as they look now.
     */
    SchemaComparison compare(Schema wanted, Schema present) {
        left = new Begun(wanted);
        taken.clear();
        return SchemaComparison.of(
                wanted,
                present,
                (nature, object, property, want, is) -> isSaid(object, property, want, is)
                        || means(object, property, want, is)
                        || take(nature, object, property, want, is));
    }

    /** Only what is there: what is missing is made. Whether a table takes its rows is another question. */
    private boolean take(Nature nature, ObjectName object, String property, String want, String is) {
        if (property == null || !left.has(object) || OutstandingStatements.isFit(object, property)) {
            return false;
        }
        taken.add(new Difference(Difference.Kind.DIFFERENT, object, nature, property, want, is));
        return true;
    }

    /** The same, but only SQL may look otherwise. */
    SchemaComparison compareStrictly(Schema wanted, Schema present) {
        Begun begunBefore = new Begun(wanted);
        return SchemaComparison.of(
                wanted,
                present,
                (nature, object, property, want, is) -> means(object, property, want, is)
                        || nature == Nature.EXPRESSION
                                && (begunBefore.has(object) || isSaid(object, property, want, is))
                        || isBeyondThePlane(want) && isSaid(object, property, want, is));
    }

    /** Whether it has characters of which some servers show a question mark: they do not tell any other. */
    private static boolean isBeyondThePlane(String wanted) {
        return wanted != null && wanted.chars().anyMatch(letter -> Character.isSurrogate((char) letter));
    }

    /** Of a constraint that comes from an engine with fewer words. */
    private boolean means(ObjectName object, String property, String want, String is) {
        return !withinOneEngine && SchemaComparison.isSameAction(object, property, want, is);
    }

    /** Whether this run has begun to make a table itself, where there was none. */
    boolean hasMade(ObjectName table) {
        return known.contains(made(table));
    }

    /** Notes what is about to be made. */
    void begin(List<ObjectName> objects, Schema wanted) {
        begun.addAll(objects);
        Map<ObjectName, String> facts = SchemaComparison.wantedFacts(wanted);
        List<Mark> marks = new ArrayList<>();
        for (ObjectName object : begun) {
            if (facts.containsKey(object)) {
                marks.add(new Mark(begun(object, facts.get(object)), BEGUN, object.toString()));
            }
            if (object.kind() == ObjectKind.TABLE) {
                marks.add(new Mark(made(object), TABLE, object.toString()));
            }
        }
        add(marks);
    }

    /** Whether this run has filled a materialized view. */
    boolean hasFilled(ObjectName view) {
        return known.contains(filled(view));
    }

    /** Whether this run has looked at the rows for a foreign key. */
    boolean hasChecked(ObjectName key) {
        return known.contains(checked(key));
    }

    /** Notes that this run has looked at the rows for foreign keys. */
    void check(Collection<ObjectName> keys) {
        add(keys.stream()
                .filter(key -> !hasChecked(key))
                .map(key -> new Mark(checked(key), CHECKED, key.toString()))
                .toList());
    }

    /** Whether some run has made a constraint without a look at rows that are against it. */
    boolean isUnchecked(ObjectName constraint) {
        return known.contains(hash(UNCHECKED, constraint.toString()));
    }

    /** Notes that constraints were made without a look at rows that are against them. */
    void leaveUnchecked(Collection<ObjectName> constraints) {
        add(constraints.stream()
                .filter(constraint -> !isUnchecked(constraint))
                .map(constraint -> new Mark(hash(UNCHECKED, constraint.toString()), UNCHECKED, constraint.toString()))
                .toList());
    }

    /** Notes that this run has filled materialized views. */
    void fill(List<ObjectName> views) {
        add(views.stream()
                .filter(view -> !hasFilled(view))
                .map(view -> new Mark(filled(view), FILLED, view.toString()))
                .toList());
    }

    /** What {@link #compare} took as it is, because a process that had begun it did not live to look at it. */
    Optional<Problem> taken() {
        List<String> names = taken.stream()
                .map(difference -> difference.object().toString())
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Problem.warning(
                "begun-taken-as-made",
                null,
                "An earlier command ended while it made objects of the target, and what is there is taken for its work, in "
                        + "other words than are wanted: "
                        + FewNames.of(names, NAMED),
                "If somebody has changed one of them since, drop it in the target and give the same command again, which"
                        + " makes it anew; what is changed from now on is told"));
    }

    /** Notes what the target says of what {@link #compare} took, so that what is changed later is told. */
    void settle() {
        if (!left.hashes().isEmpty()) {
            note(taken, left.hashes());
        }
    }

    private static boolean isOfMade(Difference difference, Begun begun, SchemaComparison comparison) {
        ObjectName object = difference.object();
        boolean there = difference.kind() == Difference.Kind.DIFFERENT
                || difference.kind() == Difference.Kind.MISSING
                        && !begun.hasItself(object)
                        && comparison.has(SchemaComparison.owner(object));
        return there && difference.nature() != Nature.STATE && begun.has(object);
    }

    /**
     * Notes what the target says of what this process has begun, now that it is there.
     *
     * @param unmade of these objects, those that this process could not make: if they are there, they may be somebody else's
     */
    void end(Schema wanted, Schema present, Set<ObjectName> unmade) {
        SchemaComparison comparison = SchemaComparison.of(wanted, present);
        Begun own = new Begun(wanted);
        own.forget(unmade.stream().filter(comparison::has).toList());
        Set<String> over = new HashSet<>(own.hashes());
        // A table that could not be made is not this run's when somebody else makes it.
        begun.stream()
                .filter(object -> object.kind() == ObjectKind.TABLE)
                .filter(object -> unmade.contains(object) || !comparison.has(object))
                .map(this::made)
                .forEach(over::add);
        note(
                comparison.differences().stream()
                        .filter(difference -> isOfMade(difference, own, comparison))
                        .toList(),
                over);
        begun.clear();
    }

    /** What the target says from now on stands for what is wanted; the other marks are over. */
    private void note(List<Difference> differences, Set<String> over) {
        add(differences.stream()
                .flatMap(difference -> names(difference.object()).stream()
                        .map(name -> new Mark(
                                said(name, difference.property(), difference.wanted(), difference.present()),
                                SAID,
                                name.toString())))
                .toList());
        ledger.remove(over);
        known.removeAll(over);
    }

    private boolean isSaid(ObjectName object, String property, String wanted, String present) {
        return names(object).stream().anyMatch(name -> known.contains(said(name, property, wanted, present)));
    }

    /** Under which names it is known: a column may get another one later, and stands for the same in its table. */
    private static List<ObjectName> names(ObjectName object) {
        return object.kind() == ObjectKind.COLUMN ? List.of(object, SchemaComparison.owner(object)) : List.of(object);
    }

    private void add(List<Mark> marks) {
        ledger.add(runId, marks);
        marks.forEach(mark -> known.add(mark.hash()));
    }

    /** What was begun and is still wanted just so; it need not have been made. */
    private final class Begun {
        private final Map<ObjectName, String> hashes = new HashMap<>();

        /** Nothing. */
        Begun() {}

        Begun(Schema wanted) {
            SchemaComparison.wantedFacts(wanted).forEach((object, facts) -> {
                String hash = begun(object, facts);
                if (known.contains(hash)) {
                    hashes.put(object, hash);
                }
            });
        }

        void forget(List<ObjectName> objects) {
            objects.forEach(hashes::remove);
        }

        boolean hasItself(ObjectName object) {
            return hashes.containsKey(object);
        }

        boolean has(ObjectName object) {
            return hashes.containsKey(object) || hashes.containsKey(SchemaComparison.owner(object));
        }

        Set<String> hashes() {
            return Set.copyOf(hashes.values());
        }
    }

    private static String begun(ObjectName object, String facts) {
        return hash(BEGUN, object.toString(), facts);
    }

    /** @param property null of what is a part of another object there */
    private static String said(ObjectName object, String property, String wanted, String present) {
        return hash(SAID, object.toString(), property, wanted, present);
    }

    private String made(ObjectName table) {
        return hash(TABLE, runId, table.toString());
    }

    private String checked(ObjectName key) {
        return hash(CHECKED, runId, key.toString());
    }

    private String filled(ObjectName view) {
        return hash(FILLED, runId, view.toString());
    }

    /** Each text with its length before it, so that no two lists of texts come to one. */
    private static String hash(String... texts) {
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            all.append(text == null ? "-" : text.length() + ":" + text).append(';');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
