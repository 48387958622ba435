package dev.sterna.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a URL is shown. */
class ShownUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://h:5432/shop                                  | jdbc:postgresql://h:5432/shop
            jdbc:postgresql://h1:1,h2:2/shop?sslmode=require&password=P     | jdbc:postgresql://h1:1,h2:2/shop?sslmode=require
            jdbc:postgresql://h/shop?p%61ssword=P&currentSchema=a           | jdbc:postgresql://h/shop?currentSchema=a
            jdbc:postgresql://h/shop?p%2561ssword=P                         | jdbc:postgresql://h/shop
            jdbc:postgresql://h/shop?sslmode=x%26password%3DP               | jdbc:postgresql://h/shop
            jdbc:postgresql://h/shop?%50%41%53%53WORD=P                     | jdbc:postgresql://h/shop
            jdbc:postgresql://u:P@h/shop                                    | jdbc:postgresql://h/shop
            jdbc:postgresql://u:P/Q@R@h/shop                                | jdbc:postgresql://h/shop
            jdbc:mysql://u:p#q@h/shop                                       | jdbc:mysql://h/shop
            jdbc:mysql://u:p?q@h/shop?sslMode=disable                       | jdbc:mysql://h/shop?sslMode=disable
            jdbc:mysql://u:p;q@h/shop                                       | jdbc:mysql://h/shop
            jdbc:mysql://u:p@q#r@h/shop                                     | jdbc:mysql://h/shop
            jdbc:mysql://u:p?host=q#r@h/shop?sslMode=disable                | jdbc:mysql://...
            jdbc:mysql://u:p@q?host=r#s@h/shop                              | jdbc:mysql://...
            jdbc:mysql://u:1/2@h/shop                                       | jdbc:mysql://h/shop
            jdbc:mysql://u%3AP/Q@h                                          | jdbc:mysql://h
            jdbc:mysql://u@h/shop?user=a@b&sslMode=disable                  | jdbc:mysql://h/shop?sslMode=disable
            jdbc:mysql://h/shop?flag&user=a@b                               | jdbc:mysql://h/shop
            jdbc:postgresql://h1/a@b                                        | jdbc:postgresql://h1/a@b
            jdbc:postgresql://h2:5432/x@b?currentSchema=a                   | jdbc:postgresql://h2:5432/x@b?currentSchema=a
            jdbc:postgresql://u@h1:1,h2:2/x@b                               | jdbc:postgresql://h1:1,h2:2/x@b
            jdbc:postgresql://h/shop?options=x:y@z                          | jdbc:postgresql://h/shop
            jdbc:postgresql:P@shop                                          | ...shop
            jdbc:postgresql:P#Q@shop                                        | ...shop
            jdbc:mariadb://h/shop?sslMode=disable&unknown=P                 | jdbc:mariadb://h/shop?sslMode=disable
            jdbc:mariadb://address=(host=h)(port=3306)(password=P)/shop     | jdbc:mariadb://address=(host=h)(port=3306)(password=...)/shop
            jdbc:sqlserver://h;user=u;password=P                            | jdbc:sqlserver://h
            """)
    void onlyWhatIsHarmless(String url, String shown) {
        assertThat(ShownUrl.of(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://u:p@h/d",
                "jdbc:postgresql://u:p/q@h/d",
                "jdbc:mysql://u:p#q@h/d",
                "jdbc:mysql://u:p?q@h/d",
                "jdbc:mysql://u:p;q@h/d",
                "jdbc:mysql://u:p@q#r@h/d",
                "jdbc:mysql://u:p?q=r@h/d",
                "jdbc:mysql://u:p@q?r=s@h/d",
                "jdbc:mysql://u:p/q?r@h/d",
                "jdbc:mysql://u:1/2@h/d",
                "jdbc:mysql://h/d?proxy=http://u:p@w",
                "jdbc:postgresql://h/d?password=p",
                "jdbc:postgresql://h/d?p%61ssword=p",
                "jdbc:postgresql://h/d?P%2561SSWORD=p",
                "jdbc:postgresql://h/d?sslmode=require&sslPassword=p",
                "jdbc:mariadb://address=(host=h)(password=p)/d",
            })
    void passwordIsFound(String url) {
        assertThat(JdbcUrl.hasPassword(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h:5432/d",
                "jdbc:postgresql://h:5432/a@b",
                "jdbc:postgresql://h/a@b",
                "jdbc:postgresql://h1:1,h2:2/a@b",
                "jdbc:postgresql://[::1]:5432/d?user=a@b",
                "jdbc:postgresql://h/d?user=u",
                "jdbc:postgresql://h/d?user=a@b",
                "jdbc:postgresql://h:5432?user=a@b",
                "jdbc:postgresql://h/d:e?user=a@b",
                "jdbc:postgresql://h/d?options=x:y@z",
                "jdbc:mysql://u@h/d?user=a@b",
                "jdbc:mariadb://address=(host=fe80::1)(port=3306)(user=a@b)/d",
                "jdbc:mariadb://h:1,h:2/d?sslMode=trust",
            })
    void noPasswordIsFound(String url) {
        assertThat(JdbcUrl.hasPassword(url)).isFalse();
    }

    /** Runs are compared by what is shown. */
    @Test
    void shownTwiceIsShownOnce() {
        for (String url :
                new String[] {"jdbc:mysql://u@h/a@b?user=c@d", "jdbc:mysql://h:1,i:2/a@b", "jdbc:a:b@//h/d"}) {
            assertThat(ShownUrl.of(ShownUrl.of(url))).isEqualTo(ShownUrl.of(url));
        }
    }

    @Test
    void userInfoLeavesTexts() {
        assertThat(ShownUrl.inText("Cannot read s3a://key:P/Q@bucket/x: no such file"))
                .isEqualTo("Cannot read s3a://...@bucket/x: no such file");
    }
}
