package dev.sterna;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of the package layout for the tree below one root package, so that they can be tried on planted trees. */
record Architecture(String root) {
    /** A package may use itself and those before it; the embedded servers, a module of their own, use nobody. */
    static final List<String> ORDER = List.of(
            "error",
            "model",
            "sql",
            "digest",
            "config",
            "jdbc",
            "dialect",
            "ledger",
            "migration",
            "transfer",
            "compare",
            "changes",
            "step",
            "assess",
            "plan",
            "prepare",
            "backup",
            "load",
            "restore",
            "drill",
            "diff",
            "sync",
            "validate",
            "cutover",
            "monitor",
            "decommission",
            "report",
            "app");

    private static final List<String> WITHOUT_SPARK = List.of(
            "error",
            "model",
            "sql",
            "digest",
            "config",
            "jdbc",
            "dialect",
            "ledger",
            "migration",
            "assess",
            "plan",
            "prepare");

    /** {@code app} makes the context of a run; {@code plan.StepPlan} takes the plan out of it for every step. */
    private static final List<String> MAY_TAKE_THE_CONTEXT = List.of("step", "app");

    private static final String PLAN_OF_A_STEP = "plan.StepPlan";

    private static final List<String> ENGINES = List.of("postgres", "mysql");
    private static final String EMBEDDED = "embedded";

    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("order", order());
        rules.put(
                "cycles",
                slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true));
        ENGINES.forEach(engine -> rules.put("engine " + engine, engineStaysBehindTheSeam(engine)));
        rules.put("embedded", embeddedStaysOutOfTheJob());
        rules.put("names", names());
        rules.put("spark", spark());
        rules.put("context", contextIsForSteps());
        rules.put("logging", nobodyMayUse("java.util.logging.."));
        rules.put("stdout", stdout());
        rules.put("entry", entry());
        rules.put("parser", parserStaysWithTheReaders());
        return rules;
    }

    private ArchRule order() {
        return classes()
                .that(resideInAPackage(root + ".."))
                .should(useOnlyThoseBefore())
                .allowEmptyShould(true);
    }

    private ArchCondition<JavaClass> useOnlyThoseBefore() {
        return new ArchCondition<>("be in a listed package and use only those before it") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                String from = top(origin).orElse("");
                if (!ORDER.contains(from) && !from.equals(EMBEDDED)) {
                    events.add(SimpleConditionEvent.violated(
                            origin, origin.getName() + " is in no listed package: add it to the order"));
                    return;
                }
                for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                    top(dependency.getTargetClass())
                            .filter(to -> isAfter(to, from))
                            .ifPresent(to ->
                                    events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
                }
            }
        };
    }

    private static boolean isAfter(String to, String from) {
        return from.equals(EMBEDDED) ? !to.equals(EMBEDDED) : ORDER.indexOf(to) > ORDER.indexOf(from);
    }

    private ArchRule engineStaysBehindTheSeam(String engine) {
        String inside = root + ".dialect." + engine + "..";
        return noClasses()
                .that(resideInAPackage(root + ".."))
                .and(resideInAPackage(inside).negate())
                .should(dependOnClassesThat(resideInAPackage(inside)))
                .allowEmptyShould(true);
    }

    private ArchRule embeddedStaysOutOfTheJob() {
        return noClasses()
                .that(resideInAPackage(root + ".."))
                .and(resideInAPackage(root + "." + EMBEDDED + "..").negate())
                .should(dependOnClassesThat(resideInAPackage(root + "." + EMBEDDED + "..")))
                .allowEmptyShould(true);
    }

    private ArchRule names() {
        return noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..manager..")
                .allowEmptyShould(true);
    }

    private ArchRule spark() {
        String[] packages =
                WITHOUT_SPARK.stream().map(name -> root + "." + name + "..").toArray(String[]::new);
        return noClasses()
                .that(resideInAnyPackage(packages))
                .should(dependOnClassesThat(resideInAnyPackage("org.apache.spark..", "scala..")))
                .allowEmptyShould(true);
    }

    private ArchRule contextIsForSteps() {
        String[] makers = MAY_TAKE_THE_CONTEXT.stream()
                .map(name -> root + "." + name + "..")
                .toArray(String[]::new);
        return noClasses()
                .that(resideInAnyPackage(makers).negate())
                .and()
                .areNotAssignableTo(root + ".step.Step")
                .and()
                .doNotHaveFullyQualifiedName(root + "." + PLAN_OF_A_STEP)
                .should(dependOnClassesThat(type(root + ".step.RunContext")))
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> type(String name) {
        return DescribedPredicate.describe("are " + name, type -> type.getName().equals(name));
    }

    /** What the parser makes of SQL is not for others, who would take its trees for understood. */
    private ArchRule parserStaysWithTheReaders() {
        return noClasses()
                .that(resideInAPackage(root + ".sql.read..").negate())
                .should(dependOnClassesThat(resideInAPackage("net.sf.jsqlparser..")))
                .allowEmptyShould(true);
    }

    private ArchRule nobodyMayUse(String packages) {
        return noClasses()
                .should(dependOnClassesThat(resideInAPackage(packages)))
                .allowEmptyShould(true);
    }

    private ArchRule stdout() {
        return noClasses()
                .that(resideInAnyPackage(root + ".app..", root + ".report..").negate())
                .should()
                .accessField(System.class, "out")
                .allowEmptyShould(true);
    }

    /** The entry point has steps in its list of commands, and nowhere else. */
    private ArchRule entry() {
        String[] steps = ORDER.subList(ORDER.indexOf("assess"), ORDER.indexOf("report")).stream()
                .map(step -> root + "." + step + "..")
                .toArray(String[]::new);
        return noClasses()
                .that(resideInAPackage(root + ".app..").and(not(simpleName("Commands"))))
                .should(dependOnClassesThat(resideInAnyPackage(steps)
                        .and(simpleNameEndingWith("Step").or(simpleNameEndingWith("Descriptor")))))
                .allowEmptyShould(true);
    }

    private Optional<String> top(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(root + ".")
                ? Arrays.stream(name.substring(root.length() + 1).split("\\.")).findFirst()
                : Optional.empty();
    }

    /** Packages of a source tree that say nowhere what lives in them. The compiler leaves no trace of one that does. */
    static List<Path> undocumented(Path sources) throws IOException {
        try (Stream<Path> paths = Files.walk(sources)) {
            return paths.filter(path -> path.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .sorted()
                    .toList();
        }
    }
}
