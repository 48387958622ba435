package dev.sterna.migration;

import dev.sterna.dialect.Dialects;
import dev.sterna.dialect.SchemaNormalForm;
import dev.sterna.migration.ObjectProperty.Nature;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares two schemas of the same engine, object by object and property by property: what is wanted, and what is there.
 * SQL is compared as text, but for white space, case, and quotes that a name does not need. A server writes SQL down in
 * words of its own, so whoever has had an object made may say which words stand for which ({@link Accepted}).
 */
public final class SchemaComparison {
    /** The property of a sequence that it may be ahead in. */
    static final String NEXT = "next value";

    static final String INCREMENT = "increment";
    static final String CYCLE = "cycle";

    /** How properties of storage begin. */
    static final String STORAGE = "storage ";

    private final SchemaNormalForm form;
    private final Map<ObjectName, Map<String, ObjectProperty>> wanted;
    private final Map<ObjectName, Map<String, ObjectProperty>> present;
    private final Set<ObjectKind> unseen;
    private final Set<ObjectName> implied = new HashSet<>();
    private final Set<ObjectName> otherTypes = new HashSet<>();
    private final Set<ObjectName> otherCharsets = new HashSet<>();
    private final Accepted accepted;
    private final List<Difference> differences = new ArrayList<>();

    private SchemaComparison(Schema wanted, Schema present, Accepted accepted) {
        this.form = Dialects.forProduct(wanted.engine()).normalForm(wanted.engine());
        this.wanted = SchemaProperties.of(wanted, form);
        this.present = SchemaProperties.of(present, form);
        this.accepted = accepted;
        this.unseen = present.blind().stream().map(Blind::kind).collect(Collectors.toSet());
        wanted.tables().forEach(this::imply);
        implyKeysOfParts(present);
    }

    /** One that takes only what is equal. */
    public static SchemaComparison of(Schema wanted, Schema present) {
        return of(wanted, present, (nature, object, property, want, is) -> false);
    }

    /** @param accepted says what else is as good as equal */
    public static SchemaComparison of(Schema wanted, Schema present, Accepted accepted) {
        SchemaComparison comparison = new SchemaComparison(wanted, present, accepted);
        comparison.compare();
        return comparison;
    }

    /**
     * What is wanted of each object and of all that belongs to it, as one text that is another when anything of it is; what
     * can be set on an object as it is does not count.
     */
    public static Map<ObjectName, String> wantedFacts(Schema wanted) {
        SchemaNormalForm form = Dialects.forProduct(wanted.engine()).normalForm(wanted.engine());
        Map<ObjectName, List<String>> texts = new HashMap<>();
        SchemaProperties.of(wanted, form).forEach((object, facts) -> {
            StringBuilder text = new StringBuilder(object.toString());
            // In an order that is the same in every process.
            new TreeMap<>(facts).forEach((property, fact) -> {
                if (fact.nature() != Nature.STATE) {
                    text.append('\n').append(property).append('=').append(fact.text());
                }
            });
            for (ObjectName owner : new HashSet<>(List.of(object, owner(object)))) {
                texts.computeIfAbsent(owner, key -> new ArrayList<>()).add(text.toString());
            }
        });
        return texts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream().sorted().collect(Collectors.joining("\n\n"))));
    }

    /** What is as good as equal. */
    public interface Accepted {
        /**
         * Whether these two may stand for each other.
         *
         * @param nature not a state
         * @param property null where the whole object is wanted and not there
         * @param want null where the property is not wanted; {@code is} likewise
         */
        boolean test(Nature nature, ObjectName object, String property, String want, String is);
    }

    /**
     * Whether these are what a foreign key does where another engine of the two calls both alike: with rows that are referred
     * to nothing is done.
     */
    public static boolean isSameAction(ObjectName object, String property, String want, String is) {
        // A key that is missing as a whole has none.
        return object.kind() == ObjectKind.FOREIGN_KEY
                && property != null
                && want != null
                && is != null
                && TableProperties.ACTIONS.contains(property)
                && TableProperties.REFUSING.contains(want)
                && TableProperties.REFUSING.contains(is);
    }

    /**
     * One finding.
     *
     * @param property null where the whole object is missing or extra
     * @param wanted what was wanted, or null
     * @param present what is there, or null
     */
    public record Difference(
            Kind kind, ObjectName object, Nature nature, String property, String wanted, String present) {

        /** Which of the two sides has what the other one has not. */
        public enum Kind {
            MISSING,
            EXTRA,
            DIFFERENT
        }

        /** In words, such as {@code index shop.orders.i: columns is [a], not [a, b]}. */
        @Override
        public String toString() {
            return switch (kind) {
                case MISSING -> object + " is missing" + (wanted.isEmpty() ? "" : ": " + wanted);
                case EXTRA -> object + " is not in the source" + (present.isEmpty() ? "" : ": " + present);
                case DIFFERENT ->
                    object + ": " + property + " is " + (present == null ? "none" : present) + ", not "
                            + (wanted == null ? "none" : wanted);
            };
        }
    }

    /** Everything that was found, in the order of what is wanted. */
    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    /** Whether the object is to be there at all. */
    public boolean wants(ObjectName object) {
        return wanted.containsKey(key(object));
    }

    /** Whether there is an object of that name. */
    public boolean has(ObjectName object) {
        return present.containsKey(key(object));
    }

    /** Whether a column that is to be there is, in the type that it is to have. */
    public boolean hasType(TableName table, String column) {
        return has(table, column, otherTypes);
    }

    /** The same of the character set. */
    public boolean hasCharset(TableName table, String column) {
        return has(table, column, otherCharsets);
    }

    private boolean has(TableName table, String column, Set<ObjectName> others) {
        ObjectName object = key(new ObjectName(ObjectKind.COLUMN, table.schema(), table.name(), column));
        return wanted.containsKey(object) && present.containsKey(object) && !others.contains(object);
    }

    /** Whether a finding is only of what columns that are added to a table later are like. */
    public boolean isOfColumnsToCome(Difference difference) {
        return difference.object().kind() == ObjectKind.TABLE
                && difference.property() != null
                && difference.property().startsWith(STORAGE)
                && form.isForColumnsToCome(difference.property().substring(STORAGE.length()));
    }

    /** What the reader of the present schema could not see. */
    public boolean isUnseen(ObjectKind kind) {
        return unseen.contains(kind);
    }

    /** The name by which findings call an object of a statement. */
    public ObjectName key(ObjectName object) {
        return ObjectProperties.key(object, form);
    }

    private void compare() {
        Set<ObjectName> gone = new HashSet<>();
        wanted.forEach((object, facts) -> {
            Map<String, ObjectProperty> other = present.get(object);
            if (other != null) {
                compare(object, facts, other);
            } else if (!unseen.contains(object.kind())
                    && !gone.contains(owner(object))
                    && !isAccepted(nature(facts), object, null, text(facts), null)) {
                gone.add(relation(object));
                differences.add(
                        new Difference(Difference.Kind.MISSING, object, nature(facts), null, text(facts), null));
            }
        });
        Set<ObjectName> extra = new HashSet<>();
        present.forEach((object, facts) -> {
            boolean given = object.kind() == ObjectKind.GRANT
                    || object.kind() == ObjectKind.OWNER
                    || object.kind() == ObjectKind.SETTING;
            if (!wanted.containsKey(object) && !given && !implied.contains(object) && !extra.contains(owner(object))) {
                extra.add(relation(object));
                differences.add(new Difference(Difference.Kind.EXTRA, object, nature(facts), null, null, text(facts)));
            }
        });
    }

    private void compare(ObjectName object, Map<String, ObjectProperty> wants, Map<String, ObjectProperty> has) {
        Set<String> properties = new LinkedHashSet<>(wants.keySet());
        properties.addAll(has.keySet());
        for (String property : properties) {
            ObjectProperty want = wants.get(property);
            ObjectProperty is = has.get(property);
            String wantText = want == null ? null : want.text();
            String isText = is == null ? null : is.text();
            Nature nature = want == null ? is.nature() : want.nature();
            boolean same = property.equals(NEXT) && wantText != null && isText != null
                    ? goesOn(wants, wantText, isText)
                    : same(property, nature, wantText, isText);
            if (!same && !isAccepted(nature, object, property, wantText, isText)) {
                differences.add(new Difference(Difference.Kind.DIFFERENT, object, nature, property, wantText, isText));
                if (object.kind() == ObjectKind.COLUMN && property.equals(TableProperties.TYPE)) {
                    otherTypes.add(object);
                }
                if (object.kind() == ObjectKind.COLUMN && property.equals(TableProperties.CHARSET)) {
                    otherCharsets.add(object);
                }
            }
        }
    }

    private boolean isAccepted(Nature nature, ObjectName object, String property, String want, String is) {
        return nature != Nature.STATE && accepted.test(nature, object, property, want, is);
    }

    private boolean same(String property, Nature nature, String want, String is) {
        if (want == null || is == null) {
            // Grants that are in the target alone were given there; a counter that nobody may see says nothing; and a
            // server says of storage what nobody has asked for.
            return want == null && is == null
                    || property.equals(NEXT)
                    || want == null && (nature == Nature.STATE || property.startsWith(STORAGE));
        }
        if (want.equals(is)) {
            return true;
        }
        return nature == Nature.EXPRESSION && SqlForm.of(want).equals(SqlForm.of(is));
    }

    /**
     * Whether a counter will give no number again that the source has given: it may have gone on, in its direction. One
     * that begins anew at its end has no numbers that lie behind it.
     */
    private static boolean goesOn(Map<String, ObjectProperty> wants, String want, String is) {
        ObjectProperty cycle = wants.get(CYCLE);
        ObjectProperty increment = wants.get(INCREMENT);
        if (cycle != null && Boolean.parseBoolean(cycle.text())) {
            return want.equals(is);
        }
        int ahead = new BigInteger(is).compareTo(new BigInteger(want));
        return increment != null && increment.text().startsWith("-") ? ahead <= 0 : ahead >= 0;
    }

    /** The object as {@link #owner} calls what others belong to. */
    private static ObjectName relation(ObjectName object) {
        return object.table() == null ? new ObjectName(ObjectKind.TABLE, object.schema(), null, object.name()) : object;
    }

    /** What an object belongs to: with it comes and goes what has no life of its own. */
    public static ObjectName owner(ObjectName object) {
        return switch (object.kind()) {
            case COMMENT, OWNER, GRANT, POLICY ->
                new ObjectName(
                        ObjectKind.TABLE,
                        object.schema(),
                        null,
                        object.table() == null ? object.name() : object.table());
            default ->
                object.table() == null
                        ? object
                        : new ObjectName(ObjectKind.TABLE, object.schema(), null, object.table());
        };
    }

    private static Nature nature(Map<String, ObjectProperty> facts) {
        boolean state = !facts.isEmpty() && facts.values().stream().allMatch(fact -> fact.nature() == Nature.STATE);
        return state ? Nature.STATE : Nature.STRUCTURE;
    }

    private static String text(Map<String, ObjectProperty> facts) {
        return facts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().text())
                .collect(Collectors.joining("; "));
    }

    /** A divided table hands its keys and indexes down to its parts, of which another engine's tables know nothing. */
    private void implyKeysOfParts(Schema present) {
        Map<TableName, TableDefinition> tables =
                present.tables().stream().collect(Collectors.toMap(TableDefinition::name, table -> table));
        for (TableDefinition part : tables.values()) {
            TableDefinition whole = part.partition() == null
                    ? null
                    : tables.get(part.partition().of());
            if (whole == null) {
                continue;
            }
            String schema = part.name().schema();
            if (whole.primaryKey() != null) {
                implied.add(new ObjectName(
                        ObjectKind.PRIMARY_KEY, schema, part.name().name(), "primary key"));
            }
            for (UniqueConstraint unique : part.uniques()) {
                if (whole.uniques().stream().anyMatch(of -> of.columns().equals(unique.columns()))) {
                    implied.add(new ObjectName(
                            ObjectKind.UNIQUE_CONSTRAINT, schema, part.name().name(), unique.name()));
                }
            }
            part.indexes().stream()
                    .filter(index -> whole.indexes().stream()
                            .anyMatch(of -> of.parts().equals(index.parts())
                                    && of.method().equals(index.method())))
                    .forEach(index -> implied.add(
                            new ObjectName(ObjectKind.INDEX, schema, part.name().name(), index.name())));
        }
    }

    /** An engine may make an index for a foreign key that has none, under its name. */
    private void imply(TableDefinition table) {
        TableName name = table.name();
        for (ForeignKey key : table.foreignKeys()) {
            implied.add(new ObjectName(ObjectKind.INDEX, name.schema(), name.name(), key.name()));
        }
    }
}
