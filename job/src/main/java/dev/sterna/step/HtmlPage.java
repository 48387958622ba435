package dev.sterna.step;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Fills templates of pages for people: one file, nothing to load; every value is escaped. */
public final class HtmlPage {
    private final String name;

    /** Keeps the template that it has read. */
    private final Configuration templates;

    /**
     * The page of a template.
     *
     * @param beside a class in whose package the template is
     */
    public HtmlPage(Class<?> beside, String name) {
        this.name = name;
        this.templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setClassForTemplateLoading(beside, "");
        templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
        templates.setLocale(Locale.ROOT);
        templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
    }

    /** The page with these values. */
    public String of(Map<String, Object> model) {
        try {
            Template template = templates.getTemplate(name);
            StringWriter page = new StringWriter();
            template.process(model, page);
            return page.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read the template " + name, failure);
        } catch (TemplateException mistake) {
            throw new IllegalStateException("Cannot fill the template " + name, mistake);
        }
    }
}
