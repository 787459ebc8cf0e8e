package dataset

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"rolecall/internal/claim"
)

func TestRoundTrip(t *testing.T) {
	for seed := range uint64(8) {
		want := newContents(seed, int(seed*40))
		run := begin(t, t.TempDir(), "r1")
		want.write(t, run)
		got := readContents(t, run.Staged())
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(contents{}), cmpEmpty()); diff != "" {
			t.Fatalf("seed %d: written (-) is not what is read (+):\n%s", seed, diff)
		}
	}
}

// A column with more different values than a dictionary may hold goes on without one.
func TestRoundTripBeyondTheDictionary(t *testing.T) {
	m := newMaker(11)
	n := 0
	want := many(12_000, func() claim.Claim {
		c := m.claim()
		n++
		c.URL = fmt.Sprintf("https://example.com/a/path/of/some/length/%060d", n)
		if n%3 > 0 {
			c.Object, c.Categories = c.URL, []string{c.URL, "same", c.Section}
		}
		return c
	}, CompareClaims)
	run := begin(t, t.TempDir(), "r1")
	if err := run.WriteClaims(Values(want)); err != nil {
		t.Fatal(err)
	}
	if got := collect(t, ReadClaims(run.Staged())); !reflect.DeepEqual(want, got) {
		t.Error("rows read differ from rows written")
	}
}

// cmpEmpty lets a table without rows read as nil; rows themselves are compared to the letter.
func cmpEmpty() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool { return len(p) == 2 }, cmp.Options{
		emptyIsNil[claim.Claim](), emptyIsNil[claim.Document](), emptyIsNil[claim.Conflict](),
	})
}

func emptyIsNil[T any]() cmp.Option {
	return cmp.FilterValues(func(a, b []T) bool { return len(a)+len(b) == 0 }, cmp.Ignore())
}

func TestTextThatIsNoUTF8KeepsItsOffsets(t *testing.T) {
	broken := "caf\xe9 \xff\xfe budget"
	got := text(broken)
	if want := "caf\uFFFD \uFFFD\uFFFD budget"; got != want {
		t.Errorf("text(%q) = %q, want %q", broken, got, want)
	}
	if len([]rune(got)) != len([]rune(broken)) {
		t.Errorf("%d code points, were %d", len([]rune(got)), len([]rune(broken)))
	}
}

func TestTimes(t *testing.T) {
	far := time.Date(20240, 1, 1, 0, 0, 0, 0, time.UTC)
	early := time.Date(1066, 10, 14, 0, 0, 0, 0, time.UTC)
	inBerlin := time.Date(2024, 3, 5, 1, 0, 0, 1999, time.FixedZone("", 3600))
	d := claim.Document{SourceID: "a", PublishedAt: &far, ModifiedAt: &inBerlin}
	run := begin(t, t.TempDir(), "r1")
	if err := run.WriteDocuments(Values([]claim.Document{d})); err != nil {
		t.Fatal(err)
	}
	got := collect(t, ReadDocuments(run.Staged()))[0]
	if got.PublishedAt != nil {
		t.Errorf("published_at of the year 20240 = %v, want none", got.PublishedAt)
	}
	if microsOf(&early) != nil {
		t.Error("a time in 1066 is written")
	}
	if want := time.Date(2024, 3, 5, 0, 0, 0, 1000, time.UTC); !got.ModifiedAt.Equal(want) {
		t.Errorf("modified_at = %v, want %v", got.ModifiedAt, want)
	}
	if !got.FetchedAt.Equal(clock()) {
		t.Errorf("fetched_at of a page without one = %v, want the run's clock", got.FetchedAt)
	}
}

func TestWriteRefuses(t *testing.T) {
	fault := errors.New("the source of rows broke")
	rows := many(3, newMaker(1).claim, CompareClaims)
	slices.Reverse(rows)
	for name, test := range map[string]struct {
		rows func(func(claim.Claim, error) bool)
		want string
	}{
		"rows out of order": {Values(rows), "order"},
		"an error":          {func(yield func(claim.Claim, error) bool) { yield(claim.Claim{}, fault) }, fault.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			run := begin(t, t.TempDir(), "r1")
			err := run.WriteClaims(test.rows)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "claims") {
				t.Errorf("error %v, want one with claims and %q", err, test.want)
			}
		})
	}
}

func TestSameRowsSameBytes(t *testing.T) {
	written := func() []byte {
		run := begin(t, t.TempDir(), "r1")
		newContents(7, 800).write(t, run)
		var all []byte
		for _, name := range Tables() {
			data, err := os.ReadFile(run.tablePath(name))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, data...)
		}
		return all
	}
	if !bytes.Equal(written(), written()) {
		t.Error("two writings of the same rows differ")
	}
}

func TestFileMetadata(t *testing.T) {
	run := begin(t, t.TempDir(), "r1")
	newContents(3, 500).write(t, run)
	file, err := openTable(run.Staged(), Claims)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for key, want := range map[string]string{
		"rolecall.schema_version": SchemaVersion, "rolecall.run_id": "r1", "rolecall.table": Claims, "rolecall.version": "dev",
	} {
		if got, _ := file.parquet.Lookup(key); got != want {
			t.Errorf("%s = %q, want %q", key, got, want)
		}
	}
	group := file.parquet.RowGroups()[0]
	var order []string
	for _, s := range group.SortingColumns() {
		order = append(order, s.Path()[0])
	}
	want := []string{"role", "kind", "category", "source_id", "document_id", "quote_start", "claim_id"}
	if !slices.Equal(order, want) {
		t.Errorf("declared order %v, want %v", order, want)
	}
	for _, column := range file.parquet.Metadata().RowGroups[0].Columns {
		has := len(column.MetaData.Statistics.MaxValue) > 0
		switch name := column.MetaData.PathInSchema[0]; {
		case name == "quote" && has:
			t.Error("the footer repeats a quote")
		case name == "kind" && !has:
			t.Error("the footer has no bounds of kind")
		}
	}
}

// What a page says of any length must not come into the footer, which every reader fetches first.
func TestFooterHasNoLongText(t *testing.T) {
	long := strings.Repeat("words without end ", 10_000)
	m := newMaker(2)
	c, d, k := m.claim(), m.document(), m.conflict()
	for _, s := range []*string{&c.URL, &c.Quote, &c.Section, &c.Author, &c.Condition, &c.Object, &c.Value, &c.Pay.CitedSource} {
		*s = long
	}
	for _, s := range []*string{
		&d.FinalURL, &d.CanonicalURL, &d.Detail, &d.ContentType, &d.Title, &d.Author, &d.Language, &d.RobotsDirectives, &d.Text,
	} {
		*s = long
	}
	d.Aliases = []string{long}
	for _, s := range []*string{&k.Topic, &k.ReasonNotComparable, &k.Explanation, &k.DecidedBy, &k.DecisionNote} {
		*s = long
	}
	k.Sides = []claim.Side{{Position: long, SourceIDs: []string{"a"}, ClaimIDs: []string{"b"}}}
	run := begin(t, t.TempDir(), "r1")
	contents{[]claim.Claim{c}, []claim.Document{d}, []claim.Conflict{k}}.write(t, run)
	for _, name := range Tables() {
		data, err := os.ReadFile(run.tablePath(name))
		if err != nil {
			t.Fatal(err)
		}
		if footer := binary.LittleEndian.Uint32(data[len(data)-8:]); footer > 10_000 {
			t.Errorf("%s: the footer takes %d bytes", name, footer)
		}
	}
}

// groups records the row groups that a grouper makes.
type groups struct{ open, closed []int }

func (g *groups) Write(rows []int) (int, error) {
	g.open = append(g.open, rows...)
	return len(rows), nil
}

func (g *groups) Flush() error {
	g.closed = append(g.closed, len(g.open))
	g.open = nil
	return nil
}

func TestRowGroupsAreBounded(t *testing.T) {
	for name, test := range map[string]struct {
		maxRows, maxBytes int
		sizes             []int // of each row
		want              []int // rows of each group that is ended
	}{
		"by rows":           {300, 1000, slices.Repeat([]int{1}, 650), []int{300, 300}},
		"by bytes":          {300, 1000, slices.Repeat([]int{250}, 10), []int{4, 4}},
		"by one large row":  {300, 1000, []int{1, 5000, 1, 1, 1000, 1}, []int{2, 3}},
		"neither, to a row": {300, 1000, slices.Repeat([]int{1}, 299), nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got groups
			g := grouper[int]{w: &got, maxRows: test.maxRows, maxBytes: test.maxBytes}
			for row, size := range test.sizes {
				if err := g.add(row, size); err != nil {
					t.Fatal(err)
				}
			}
			if err := g.flush(); err != nil {
				t.Fatal(err)
			}
			total := len(got.open)
			for _, n := range got.closed {
				total += n
			}
			if !slices.Equal(got.closed, test.want) || total != len(test.sizes) {
				t.Errorf("groups %v and %d rows, want %v and %d", got.closed, total, test.want, len(test.sizes))
			}
		})
	}
}

func TestReadDocumentsOf(t *testing.T) {
	run := begin(t, t.TempDir(), "r1")
	newContents(5, 700).write(t, run)
	all := collect(t, ReadDocuments(run.Staged()))
	ids := []string{"none", all[699].ID, all[0].ID, all[98].ID, all[99].ID, all[256].ID, all[511].ID}
	want := slices.DeleteFunc(slices.Clone(all), func(d claim.Document) bool { return !slices.Contains(ids, d.ID) })
	if diff := cmp.Diff(want, collect(t, ReadDocumentsOf(run.Staged(), ids))); diff != "" {
		t.Error(diff)
	}
	if got := collect(t, ReadDocumentsOf(run.Staged(), ids[:1])); len(got) != 0 {
		t.Errorf("%d documents of no id", len(got))
	}
}

func TestReadText(t *testing.T) {
	run := begin(t, t.TempDir(), "r1")
	documents := many(700, newMaker(5).document, CompareDocuments)
	if err := run.WriteDocuments(Values(documents)); err != nil {
		t.Fatal(err)
	}
	for _, i := range []int{0, 1, 255, 256, 511, 699} {
		id := documents[i].ID
		first := slices.IndexFunc(documents, func(d claim.Document) bool { return d.ID == id })
		got, err := ReadText(run.Staged(), id)
		if err != nil || got != documents[first].Text {
			t.Errorf("document %d: %q, %v, want %q", i, got, err, documents[first].Text)
		}
	}
	if _, err := ReadText(run.Staged(), "none"); !errors.Is(err, ErrNoDocument) {
		t.Errorf("of an unknown document: %v, want ErrNoDocument", err)
	}
}

// writeRows writes a table of claims as another version of the program may have left it, and gives its folder.
func writeRows[R any](t *testing.T, version string, rows ...R) string {
	t.Helper()
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "claims.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := parquet.NewGenericWriter[R](f, parquet.KeyValueMetadata(versionKey, version))
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A table from before columns were added, or with columns that were added since, is read.
func TestReadFewerAndMoreColumns(t *testing.T) {
	type oldRow struct {
		ClaimID string `parquet:"claim_id,plain"`
		Role    string `parquet:"role,optional,dict"`
		Later   int64  `parquet:"later"`
	}
	dir := writeRows(t, "1.99", oldRow{"c1", "cio", 7}, oldRow{"c2", "", 8})
	want := []claim.Claim{{ID: "c1", Role: claim.CIO}, {ID: "c2"}}
	if diff := cmp.Diff(want, collect(t, ReadClaims(Stored{tables: dir}))); diff != "" {
		t.Errorf("written (-) is not what is read (+):\n%s", diff)
	}
}

func TestReadOtherSchemaVersion(t *testing.T) {
	dir := writeRows[claimRow](t, "0.9")
	for _, err := range ReadClaims(Stored{tables: dir}) {
		if err == nil || !strings.Contains(err.Error(), "schema version") {
			t.Errorf("error %v, want one on the schema version", err)
		}
		return
	}
	t.Error("no error")
}

func BenchmarkWriteClaims(b *testing.B) {
	rows := many(100_000, newMaker(1).claim, CompareClaims)
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		if _, err := claimTable().encode(io.Discard, origin{"r1", "test"}, Values(rows)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(rows))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkReadClaims(b *testing.B) {
	run, err := Begin(b.TempDir(), "r1", clock())
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := run.Abort(); err != nil {
			b.Error(err)
		}
	}()
	rows := many(100_000, newMaker(1).claim, CompareClaims)
	if err := run.WriteClaims(Values(rows)); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range ReadClaims(run.Staged()) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(rows))*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
