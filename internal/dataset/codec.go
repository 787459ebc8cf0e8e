package dataset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"time"
)

// codec stores values of one type as bytes, exactly: what is nil comes back nil, what is empty comes back empty.
type codec struct {
	append func(buf []byte, v reflect.Value) []byte
	decode func(in *input, v reflect.Value)
	size   func(v reflect.Value) int // what v points to, about, in bytes of memory
	base   int                       // of the value itself
}

var errCorrupt = errors.New("a stored row is damaged")

// codecFor makes the codec of T. The error names the part of T that cannot be stored.
func codecFor[T any]() (codec, error) {
	t := reflect.TypeFor[T]()
	c, err := codecOf(t)
	if err != nil {
		return codec{}, fmt.Errorf("%s cannot be sorted: %w", t, err)
	}
	return c, nil
}

// appendRecord appends the size of *row as a uvarint and then *row.
func (c codec) appendRecord(buf []byte, row any) []byte {
	start := len(buf)
	buf = append(buf, make([]byte, binary.MaxVarintLen64)...)
	buf = c.append(buf, reflect.ValueOf(row).Elem())
	var head [binary.MaxVarintLen64]byte
	n := binary.PutUvarint(head[:], uint64(len(buf)-start-binary.MaxVarintLen64))
	copy(buf[start:], head[:n])
	return append(buf[:start+n], buf[start+binary.MaxVarintLen64:]...)
}

// decodeRecord fills *row from what appendRecord wrote behind the size.
func (c codec) decodeRecord(data []byte, row any) error {
	in := &input{data: string(data)}
	c.decode(in, reflect.ValueOf(row).Elem())
	if in.bad || len(in.data) > 0 {
		return errCorrupt
	}
	return nil
}

func (c codec) sizeOf(row any) int { return c.base + c.size(reflect.ValueOf(row).Elem()) }

func nothing(reflect.Value) int { return 0 }

func codecOf(t reflect.Type) (codec, error) {
	if t == reflect.TypeFor[time.Time]() {
		return timeCodec(), nil
	}
	c := codec{size: nothing, base: int(t.Size())}
	switch t.Kind() {
	case reflect.String:
		c.append = func(buf []byte, v reflect.Value) []byte { return appendString(buf, v.String()) }
		c.decode = func(in *input, v reflect.Value) { v.SetString(in.bytes()) }
		c.size = func(v reflect.Value) int { return v.Len() }
	case reflect.Bool:
		c.append = func(buf []byte, v reflect.Value) []byte { return append(buf, bit(v.Bool())) }
		c.decode = func(in *input, v reflect.Value) { v.SetBool(in.byte() == 1) }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		c.append = func(buf []byte, v reflect.Value) []byte { return binary.AppendVarint(buf, v.Int()) }
		c.decode = func(in *input, v reflect.Value) { v.SetInt(in.varint()) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		c.append = func(buf []byte, v reflect.Value) []byte { return binary.AppendUvarint(buf, v.Uint()) }
		c.decode = func(in *input, v reflect.Value) { v.SetUint(in.uvarint()) }
	case reflect.Float32, reflect.Float64:
		c.append = func(buf []byte, v reflect.Value) []byte {
			return binary.LittleEndian.AppendUint64(buf, math.Float64bits(v.Float()))
		}
		c.decode = func(in *input, v reflect.Value) { v.SetFloat(math.Float64frombits(in.uint64())) }
	case reflect.Pointer:
		return pointerCodec(t)
	case reflect.Slice:
		return sliceCodec(t)
	case reflect.Struct:
		return structCodec(t)
	default:
		return codec{}, fmt.Errorf("no way to store a %s", t)
	}
	return c, nil
}

func appendString(buf []byte, s string) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(s))), s...)
}

func bit(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// input is what is left of a stored row. Strings taken from it share its memory. After a fault everything is zero.
type input struct {
	data string
	bad  bool
}

func (in *input) take(n uint64) string {
	if n > uint64(len(in.data)) {
		in.bad, in.data = true, ""
		return ""
	}
	s := in.data[:n]
	in.data = in.data[n:]
	return s
}

func (in *input) byte() byte {
	if s := in.take(1); s != "" {
		return s[0]
	}
	return 0
}

func (in *input) bytes() string { return in.take(in.uvarint()) }

func (in *input) uvarint() uint64 {
	var x uint64
	for shift := 0; shift < 64; shift += 7 {
		b := in.byte()
		x |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return x
		}
	}
	in.bad = true
	return 0
}

func (in *input) varint() int64 {
	u := in.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

func (in *input) uint64() uint64 {
	var x uint64
	for i, b := range []byte(in.take(8)) {
		x |= uint64(b) << (8 * i)
	}
	return x
}
