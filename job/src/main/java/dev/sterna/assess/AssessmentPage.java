package dev.sterna.assess;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page for people: one file, nothing to load, fit to be printed. */
final class AssessmentPage {
    private static final String TEMPLATE = "assessment.ftlh";

    /** Keeps the template that it has read. */
    private static final Configuration TEMPLATES = templates();

    private AssessmentPage() {}

    private static Configuration templates() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(AssessmentPage.class, "");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setLocale(Locale.ROOT);
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        return configuration;
    }

    static String of(Assessment assessment) {
        try {
            Template template = TEMPLATES.getTemplate(TEMPLATE);
            StringWriter page = new StringWriter();
            Map<String, Object> model = new HashMap<>(AssessmentJson.tree(assessment));
            model.put(
                    "scopes",
                    assessment.values().scans().stream()
                            .collect(Collectors.toMap(
                                    Assessment.TableScan::table, Assessment.TableScan::scope, (a, b) -> a)));
            template.process(model, page);
            return page.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read the template " + TEMPLATE, failure);
        } catch (TemplateException mistake) {
            throw new IllegalStateException("Cannot fill the template " + TEMPLATE, mistake);
        }
    }
}
