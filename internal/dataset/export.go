package dataset

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Formats of an export.
const (
	JSONL = "jsonl"
	CSV   = "csv"
)

// Export says what to write of a table.
type Export struct {
	Table  string // Claims, Documents or Conflicts
	Format string // JSONL or CSV
	Filter Filter
	NoText bool // leave out the column text of documents; nothing else is shortened
}

// Write writes the rows of the runs' tables, run by run in the tables' order, and counts them. Columns stand in the
// order of the schema. Times are in RFC 3339 UTC. JSONL is one object a row, with null for null. CSV has a header; null is
// empty, a list is JSON, and a text that a spreadsheet would take for a formula is preceded by an apostrophe.
func (e Export) Write(w io.Writer, runs []Stored) (int64, error) {
	if err := e.Filter.Check(e.Table, runs); err != nil {
		return 0, err
	}
	switch e.Table {
	case Claims:
		return export[claimRow](e, w, runs)
	case Documents:
		return export[documentRow](e, w, runs)
	case Conflicts:
		return export[conflictRow](e, w, runs)
	}
	return 0, fmt.Errorf("%w: there is no table %q: use one of %s", ErrFilter, e.Table, strings.Join(Tables(), ", "))
}

// filtered is a pointer to a row that a filter can be held against.
type filtered[R any] interface {
	*R
	fits(f *Filter) bool
}

func export[R any, P filtered[R]](e Export, w io.Writer, runs []Stored) (int64, error) {
	columns := fieldsOf(reflect.TypeFor[R]())
	if e.NoText && e.Table == Documents {
		columns = slices.DeleteFunc(columns, func(c column) bool { return c.name == "text" })
	}
	out := bufio.NewWriterSize(w, 256<<10)
	encode := jsonEncoder(out, columns)
	if e.Format == CSV {
		var err error
		if encode, err = csvEncoder(out, columns); err != nil {
			return 0, err
		}
	}
	var count int64
	for _, run := range runs {
		for row, err := range readRows[R](run, e.Table) {
			if err != nil {
				return count, err
			}
			if !P(row).fits(&e.Filter) {
				continue
			}
			if err := encode(reflect.ValueOf(row).Elem()); err != nil {
				return count, err
			}
			count++
		}
	}
	return count, out.Flush()
}

// column is a column of an export and the field of the row that holds it.
type column struct {
	name     string
	field    int
	optional bool
	time     bool
}

// fieldsOf reads the columns of a row's type from its tags, as the writer of the tables does.
func fieldsOf(row reflect.Type) []column {
	var columns []column
	for i := range row.NumField() {
		name, options, _ := strings.Cut(row.Field(i).Tag.Get("parquet"), ",")
		columns = append(columns, column{
			name: name, field: i, time: strings.Contains(options, "timestamp("),
			optional: slices.Contains(strings.Split(options, ","), "optional"),
		})
	}
	return columns
}

// value is a column of a row as JSON knows it: nil, a string, a number, a bool or a list.
func (c *column) value(row reflect.Value) any {
	v := row.Field(c.field)
	if c.optional && v.IsZero() {
		return nil
	}
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	switch {
	case c.time:
		return timeOf(v.Int()).Format(time.RFC3339Nano)
	case v.Kind() == reflect.Slice:
		return listValue(v)
	}
	return v.Interface()
}

// listValue is a list; its structs are objects in the order of their columns.
func listValue(v reflect.Value) any {
	list := make([]any, v.Len())
	for i := range list {
		item := v.Index(i)
		if item.Kind() == reflect.Struct {
			list[i] = object{item, fieldsOf(item.Type())}
		} else {
			list[i] = item.Interface()
		}
	}
	return list
}

// object is a struct as a JSON object of columns.
type object struct {
	row     reflect.Value
	columns []column
}

// MarshalJSON writes the columns in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, c := range o.columns {
		data, err := compactJSON(c.value(o.row))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		b.WriteByte("{,"[min(i, 1)])
		b.WriteString(strconv.Quote(c.name) + ":")
		b.Write(data)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func compactJSON(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

func jsonEncoder(out io.Writer, columns []column) func(reflect.Value) error {
	return func(row reflect.Value) error {
		line, err := object{row, columns}.MarshalJSON()
		if err == nil {
			_, err = out.Write(append(line, '\n'))
		}
		return err
	}
}

func csvEncoder(out io.Writer, columns []column) (func(reflect.Value) error, error) {
	w := csv.NewWriter(out)
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.name
	}
	if err := w.Write(cells); err != nil {
		return nil, err
	}
	w.Flush()
	return func(row reflect.Value) error {
		for i, c := range columns {
			var err error
			if cells[i], err = cell(c.value(row)); err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
		}
		if err := w.Write(cells); err != nil {
			return err
		}
		w.Flush()
		return w.Error()
	}, nil
}

// cell is a value as a cell of CSV.
func cell(value any) (string, error) {
	switch v := value.(type) {
	case nil:
		return "", nil
	case string:
		return harmless(v), nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	}
	data, err := compactJSON(value)
	return string(data), err
}

// harmless puts an apostrophe before a text that a spreadsheet would calculate, as OWASP advises: one that begins with
// = + - @ or their full-width forms, or with a tab or line end.
func harmless(s string) string {
	for _, start := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, start) {
			return "'" + s
		}
	}
	return s
}
