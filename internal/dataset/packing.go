package dataset

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Packing stores single rows as compressed bytes, exactly as a Sorter does: of the same types, nil and empty told
// apart. It is safe for concurrent use.
type Packing[T any] struct {
	// Shape names the fields of T and their types. Bytes packed under another shape cannot be unpacked.
	Shape string

	codec codec
	enc   *zstd.Encoder
	dec   *zstd.Decoder
}

// maxUnpacked bounds what a packed row may hold.
const maxUnpacked = 512 << 20

// NewPacking prepares a packing. The error says what of T cannot be stored.
func NewPacking[T any]() (*Packing[T], error) {
	c, err := codecFor[T]()
	if err != nil {
		return nil, err
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return nil, fmt.Errorf("prepare packing: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxUnpacked))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare packing: %w", err), enc.Close())
	}
	var shape strings.Builder
	writeShape(&shape, reflect.TypeFor[T]())
	return &Packing[T]{Shape: shape.String(), codec: c, enc: enc, dec: dec}, nil
}

// Pack gives the bytes of a row.
func (p *Packing[T]) Pack(row *T) []byte {
	return p.enc.EncodeAll(p.codec.append(nil, reflect.ValueOf(row).Elem()), nil)
}

// Unpack reads what Pack gave under the same shape.
func (p *Packing[T]) Unpack(data []byte) (T, error) {
	var row T
	plain, err := p.dec.DecodeAll(data, nil)
	if err == nil {
		err = p.codec.decodeRecord(plain, &row)
	}
	if err != nil {
		return row, fmt.Errorf("unpack a row: %w", err)
	}
	return row, nil
}

// writeShape writes a type with the names and types of its fields, as deep as rows go.
func writeShape(b *strings.Builder, t reflect.Type) {
	b.WriteString(t.String())
	switch t.Kind() { //nolint:exhaustive // the others have no parts
	case reflect.Pointer, reflect.Slice:
		b.WriteString("(")
		writeShape(b, t.Elem())
		b.WriteString(")")
	case reflect.Struct:
		if t.PkgPath() == "time" {
			return
		}
		b.WriteString("{")
		for i := range t.NumField() {
			b.WriteString(t.Field(i).Name + " ")
			writeShape(b, t.Field(i).Type)
			b.WriteString(";")
		}
		b.WriteString("}")
	}
}
