package dev.sterna.dialect.mysql.log;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Character sets of columns, as Java has them. */
final class BinlogCharset {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("utf8mb4", "UTF-8"),
            Map.entry("utf8mb3", "UTF-8"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("ascii", "US-ASCII"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin2", "ISO-8859-2"),
            Map.entry("latin5", "ISO-8859-9"),
            Map.entry("latin7", "ISO-8859-13"),
            Map.entry("greek", "ISO-8859-7"),
            Map.entry("hebrew", "ISO-8859-8"),
            Map.entry("cp1250", "windows-1250"),
            Map.entry("cp1251", "windows-1251"),
            Map.entry("cp1256", "windows-1256"),
            Map.entry("cp1257", "windows-1257"),
            Map.entry("cp850", "IBM850"),
            Map.entry("cp852", "IBM852"),
            Map.entry("cp866", "IBM866"),
            Map.entry("koi8r", "KOI8-R"),
            Map.entry("koi8u", "KOI8-U"),
            Map.entry("tis620", "TIS-620"),
            Map.entry("ucs2", "UTF-16BE"),
            Map.entry("utf16", "UTF-16BE"),
            Map.entry("utf16le", "UTF-16LE"),
            Map.entry("utf32", "UTF-32BE"),
            Map.entry("gbk", "GBK"),
            Map.entry("gb2312", "GB2312"),
            Map.entry("gb18030", "GB18030"),
            Map.entry("big5", "Big5"),
            Map.entry("euckr", "EUC-KR"),
            Map.entry("sjis", "Shift_JIS"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("ujis", "EUC-JP"));

    private static final char NONE = '\ufffd';

    private final Charset charset;
    private final boolean latin;

    private BinlogCharset(Charset charset, boolean latin) {
        this.charset = charset;
        this.latin = latin;
    }

    static boolean isKnown(String name) {
        String java = NAMES.get(name.toLowerCase(Locale.ROOT));
        return java != null && Charset.isSupported(java);
    }

    static BinlogCharset of(String name) {
        return new BinlogCharset(
                Charset.forName(NAMES.get(name.toLowerCase(Locale.ROOT))), name.equalsIgnoreCase("latin1"));
    }

    /** The octets of latin1 that are no characters of the code page are control characters to the server. */
    String decode(byte[] octets) {
        String text = new String(octets, charset);
        if (!latin || text.indexOf(NONE) < 0) {
            return text;
        }
        String controls = new String(octets, StandardCharsets.ISO_8859_1);
        StringBuilder mended = new StringBuilder(text);
        for (int i = 0; i < mended.length(); i++) {
            if (mended.charAt(i) == NONE) {
                mended.setCharAt(i, controls.charAt(i));
            }
        }
        return mended.toString();
    }
}
