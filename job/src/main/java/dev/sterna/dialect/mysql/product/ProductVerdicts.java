package dev.sterna.dialect.mysql.product;

import dev.sterna.dialect.convert.SameEngine;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Verdicts on every object: it arrives as it is, unless something else is said of it. */
final class ProductVerdicts {
    private final Map<ObjectName, List<Verdict>> byObject = new LinkedHashMap<>();
    private final Map<ObjectName, List<Verdict>> said = new LinkedHashMap<>();

    ProductVerdicts(Schema source) {
        SameEngine.verdicts(source)
                .forEach(verdict -> byObject.computeIfAbsent(verdict.object(), name -> new ArrayList<>())
                        .add(verdict));
    }

    void say(ProductRule rule, ObjectName object, String becomes) {
        say(rule, object, becomes, null, null);
    }

    void say(ProductRule rule, ObjectName object, String becomes, String detail, String original) {
        say(rule.verdict(object, becomes, detail, original));
    }

    void say(Verdict verdict) {
        said.computeIfAbsent(verdict.object(), name -> new ArrayList<>()).add(verdict);
    }

    List<Verdict> all() {
        Map<ObjectName, List<Verdict>> all = new LinkedHashMap<>(byObject);
        all.putAll(said);
        return all.values().stream().flatMap(List::stream).toList();
    }
}
