package page

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

func TestDecode(t *testing.T) {
	sjis, err := japanese.ShiftJIS.NewEncoder().String("<meta charset=shift_jis><p>夜汽車")
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("<p>Gleis für Züge")
	if err != nil {
		t.Fatal(err)
	}
	late := "<html><head>" + strings.Repeat("<!-- filler -->", 100) + "<meta charset=\"iso-8859-2\"><p>p\xf8\xedjezd"
	tests := []struct{ name, body, header, want, charset string }{
		{"utf-8 that claims otherwise", "<meta charset=latin1><p>Gleis für Züge", "text/html; charset=iso-8859-1", "Gleis für Züge", "utf-8"},
		{"utf-8 beyond the first kilobyte", strings.Repeat("a", 3000) + "Züge", "", "Züge", "utf-8"},
		{"BOM", "\xef\xbb\xbf<p>Züge", "text/html; charset=iso-8859-1", "Züge", "utf-8"},
		{"UTF-16", wide, "", "Gleis für Züge", "utf-16le"},
		{"header", "<p>Z\xfcge", "text/html; charset=ISO-8859-1", "Züge", "windows-1252"},
		{"meta", sjis, "", "夜汽車", "shift_jis"},
		{"late meta", late, "", "příjezd", "iso-8859-2"},
		{"nothing said", "<p>\x93Z\xfcge\x94", "text/html", "“Züge”", "windows-1252"},
		{"a broken byte in UTF-8", strings.Repeat("für ", 40) + "Z\xfcge", "", "Z\uFFFDge", "utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, charset := decode([]byte(tt.body), tt.header)
			if !strings.Contains(got, tt.want) || charset != tt.charset {
				t.Errorf("decode gives %q in %s, want %q in %s", got[max(0, len(got)-60):], charset, tt.want, tt.charset)
			}
		})
	}
}

// garble is text as it looks when its UTF-8 is read in a code page, with windows-1252 for the bytes it leaves open.
func garble(text string, page *charmap.Charmap) string {
	var b strings.Builder
	for i := range len(text) {
		r := page.DecodeByte(text[i])
		if r == '\uFFFD' || r >= 0x80 && r < 0xA0 {
			r = charmap.Windows1252.DecodeByte(text[i])
		}
		if r == '\uFFFD' {
			r = rune(text[i])
		}
		b.WriteRune(r)
	}
	return b.String()
}

func TestRepairMojibake(t *testing.T) {
	text := "It’s the “slow train” – naïve, déjà vu… and 20 € a seat"
	for _, page := range misreadings() {
		for _, whole := range []string{text, "Don’t."} {
			got, ok := repairMojibake(garble(whole, page))
			if got != whole || !ok {
				t.Errorf("%s: %q becomes %q", page, garble(whole, page), got)
			}
		}
	}
	for _, lost := range []string{"a \u201cslow train\u00e2\u20ac\ufffd.", "a \u201cslow train\u0e42\u20ac\ufffd."} { // the last byte of the mark was lost
		if got, _ := repairMojibake(lost); got != "a “slow train”." {
			t.Errorf("%q becomes %q", lost, got)
		}
	}
	mixed := "Größe — " + garble("it’s", charmap.Windows1252) + " ¿qué?"
	if got, _ := repairMojibake(mixed); got != "Größe — it’s ¿qué?" {
		t.Errorf("a mixed text becomes %q", got)
	}
}

func TestRepairLeavesGoodTextAlone(t *testing.T) {
	for _, text := range []string{
		"Größe, çà et là, señor, ÅÄÖ", "«à » и «Привет»", "โกโก้ และ โรงแรม เปิดทุกวัน", "CAFÉ… “MÜ”", "価格は100円", "Ã", "", "what \ufffd is", "5 €\ufffd",
	} {
		if got, ok := repairMojibake(text); got != text || ok {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

func FuzzRepairMojibake(f *testing.F) {
	f.Add("It’s naïve")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		once, changed := repairMojibake(text)
		if (once != text) != changed {
			t.Errorf("%q becomes %q, reported %v", text, once, changed)
		}
		if strings.ToValidUTF8(once, "") != once {
			t.Errorf("%q becomes invalid", text)
		}
	})
}
