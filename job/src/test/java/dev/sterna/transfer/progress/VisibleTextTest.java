package dev.sterna.transfer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What of a text a terminal would obey. */
class VisibleTextTest {
    @Test
    void nothingIsObeyed() {
        assertThat(VisibleText.line("a\u001b[2Jb\nc\rd\u009be\u007ff\u202eg\u2028h\ti\u0000"))
                .isEqualTo("a\\u001b[2Jb\\u000ac\\u000dd\\u009be\\u007ff\\u202eg\\u2028h\\u0009i\\u0000");
    }

    @Test
    void allElseStays() {
        String text = "Größe 日本 😀 \\ \ufdd0";
        assertThat(VisibleText.line(text)).isSameAs(text);
    }

    @Test
    void laterLinesAreIndented() {
        assertThat(VisibleText.lines("a\nerror [x]\u001b\n\tat b"))
                .isEqualTo(String.join(System.lineSeparator(), "a", "    error [x]\\u001b", "        at b"));
    }
}
