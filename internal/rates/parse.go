package rates

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// MaxSize is some thirty times what the file of all days since 1999 has; a larger one is something else.
const MaxSize = 64 << 20

// remedy tells where a file of the right form is to be had.
const remedy = "download it anew: https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"

// Parse reads the bytes of a file of reference rates, a CSV file or a ZIP of one. Its first line is "Date,USD,JPY,...";
// the lines behind it hold a day each, in any order, with the units of each currency for a euro or N/A. What is wrong is
// an error that names the file, the line and the remedy; name is what it calls the file.
func Parse(data []byte, name string) (*Table, error) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		unpacked, inner, err := unzip(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w: %s", name, err, remedy)
		}
		data, name = unpacked, name+" ("+inner+")"
	}
	f := file{name: name, rows: csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))}
	f.rows.FieldsPerRecord = -1
	f.rows.TrimLeadingSpace = true
	return f.table()
}

// unzip gives the one CSV file of an archive, and its name.
func unzip(data []byte) ([]byte, string, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, "", fmt.Errorf("a broken ZIP file (%w)", err)
	}
	files := slices.DeleteFunc(archive.File, func(f *zip.File) bool { return !strings.EqualFold(path.Ext(f.Name), ".csv") })
	if len(files) != 1 {
		return nil, "", fmt.Errorf("the ZIP file holds %d CSV files, not one", len(files))
	}
	content, err := files[0].Open()
	if err != nil {
		return nil, "", fmt.Errorf("%s in it cannot be unpacked (%w)", path.Base(files[0].Name), err)
	}
	defer content.Close()
	unpacked, err := io.ReadAll(io.LimitReader(content, MaxSize+1))
	switch {
	case err != nil:
		return nil, "", fmt.Errorf("%s in it cannot be unpacked (%w)", path.Base(files[0].Name), err)
	case len(unpacked) > MaxSize:
		return nil, "", fmt.Errorf("%s in it has more than %d MB", path.Base(files[0].Name), MaxSize>>20)
	}
	return unpacked, path.Base(files[0].Name), nil
}

// file is a CSV file that is being read.
type file struct {
	name       string
	rows       *csv.Reader
	currencies []string // in the order of the columns behind the date; "": a column without a head
}

// day is a line of the file, in the order of the currencies.
type day struct {
	date  string
	rates []float64
}

func (f *file) table() (*Table, error) {
	if err := f.head(); err != nil {
		return nil, err
	}
	var days []day
	lines := map[string]int{}
	for {
		d, err := f.day()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		line, _ := f.rows.FieldPos(0)
		if first, twice := lines[d.date]; twice {
			return nil, f.wrong(line, fmt.Sprintf("%s stands in line %d, too", d.date, first), "keep one of the two, or "+remedy)
		}
		lines[d.date] = line
		days = append(days, d)
	}
	if len(days) == 0 {
		return nil, f.wrong(1, "no day stands below the heads", remedy)
	}
	return f.fill(days), nil
}

// head reads the names of the columns.
func (f *file) head() error {
	cells, err := f.rows.Read()
	if errors.Is(err, io.EOF) {
		return f.wrong(1, "the file is empty", remedy)
	}
	if err != nil {
		return f.unreadable(err)
	}
	if !strings.EqualFold(strings.TrimSpace(cells[0]), "Date") {
		return f.wrong(1, fmt.Sprintf("the first column is %s, not Date", quoted(cells[0])), remedy)
	}
	for i, cell := range cells[1:] {
		code := strings.TrimSpace(cell)
		switch {
		case code == "" && i == len(cells)-2: // a comma ends each line
		case len(code) != 3 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "":
			return f.wrong(1, fmt.Sprintf("the head %s is no code of a currency", quoted(cell)), remedy)
		case slices.Contains(f.currencies, code):
			return f.wrong(1, fmt.Sprintf("the head %s stands there twice", code), remedy)
		}
		f.currencies = append(f.currencies, code)
	}
	if !slices.Contains(f.currencies, dollar) {
		return f.wrong(1, "there is no column USD, through which all are converted", remedy)
	}
	return nil
}

// day reads the next line; io.EOF behind the last.
func (f *file) day() (day, error) {
	cells, err := f.rows.Read()
	if errors.Is(err, io.EOF) {
		return day{}, err
	}
	if err != nil {
		return day{}, f.unreadable(err)
	}
	line, _ := f.rows.FieldPos(0)
	if len(cells) != len(f.currencies)+1 {
		return day{}, f.wrong(line, fmt.Sprintf("%d cells, the first line has %d", len(cells), len(f.currencies)+1), "is the file cut off? "+remedy)
	}
	date := strings.TrimSpace(cells[0])
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return day{}, f.wrong(line, fmt.Sprintf("%s is no date", quoted(cells[0])), "write it as 2024-11-22, or "+remedy)
	}
	d := day{date: date, rates: make([]float64, len(f.currencies))}
	for i, cell := range cells[1:] {
		rate, ok := rateOf(cell)
		if !ok {
			return day{}, f.wrong(line, fmt.Sprintf("%s of %s is no rate", quoted(cell), f.currencies[i]), "write a number above 0 such as 1.0823, or N/A")
		}
		d.rates[i] = rate
	}
	return d, nil
}

// rateOf reads a rate, 0 where there is none.
func rateOf(cell string) (float64, bool) {
	text := strings.TrimSpace(cell)
	if text == "" || text == "N/A" {
		return 0, true
	}
	rate, err := strconv.ParseFloat(text, 64)
	const least, most = 1e-9, 1e12 // beyond these it is no rate of exchange
	return rate, err == nil && rate >= least && rate <= most
}

// fill makes a table of the days.
func (f *file) fill(days []day) *Table {
	slices.SortFunc(days, func(a, b day) int { return strings.Compare(a.date, b.date) })
	t := &Table{perE: map[string][]float64{}}
	for i, code := range f.currencies {
		if code == "" {
			continue
		}
		column := make([]float64, len(days))
		for j := range days {
			column[j] = days[j].rates[i]
		}
		t.perE[code] = column
	}
	for i := range days {
		t.days = append(t.days, days[i].date)
	}
	t.index()
	return t
}

func (f *file) wrong(line int, message, remedy string) error {
	return fmt.Errorf("%s:%d: %s: %s", f.name, line, message, remedy)
}

// unreadable says in which line the file is no CSV.
func (f *file) unreadable(err error) error {
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return f.wrong(broken.Line, "not CSV: "+broken.Err.Error(), remedy)
	}
	return fmt.Errorf("%s: %w", f.name, err)
}

// quoted shows a cell, cut where it is long.
func quoted(cell string) string {
	const longest = 40
	if runes := []rune(cell); len(runes) > longest {
		cell = string(runes[:longest]) + "…"
	}
	return strconv.Quote(cell)
}
