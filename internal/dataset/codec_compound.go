package dataset

import (
	"encoding/binary"
	"fmt"
	"reflect"
	"time"
)

// timeCodec stores a time as its instant in UTC; the zero time stays zero.
func timeCodec() codec {
	return codec{
		append: func(buf []byte, v reflect.Value) []byte {
			t := v.Interface().(time.Time)
			return binary.AppendUvarint(binary.AppendVarint(buf, t.Unix()), uint64(t.Nanosecond()))
		},
		decode: func(in *input, v reflect.Value) {
			seconds := in.varint()
			t := time.Unix(seconds, int64(in.uvarint())).UTC()
			v.Set(reflect.ValueOf(t))
		},
		size: nothing,
		base: int(reflect.TypeFor[time.Time]().Size()),
	}
}

func pointerCodec(t reflect.Type) (codec, error) {
	elem, err := codecOf(t.Elem())
	return codec{
		append: func(buf []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(buf, 0)
			}
			return elem.append(append(buf, 1), v.Elem())
		},
		decode: func(in *input, v reflect.Value) {
			if in.byte() == 0 {
				return
			}
			p := reflect.New(t.Elem())
			elem.decode(in, p.Elem())
			v.Set(p)
		},
		size: func(v reflect.Value) int {
			if v.IsNil() {
				return 0
			}
			return elem.base + elem.size(v.Elem())
		},
		base: int(t.Size()),
	}, err
}

// sliceCodec stores the length plus one, and 0 for nil.
func sliceCodec(t reflect.Type) (codec, error) {
	elem, err := codecOf(t.Elem())
	return codec{
		append: func(buf []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(buf, 0)
			}
			buf = binary.AppendUvarint(buf, uint64(v.Len())+1)
			for i := range v.Len() {
				buf = elem.append(buf, v.Index(i))
			}
			return buf
		},
		decode: func(in *input, v reflect.Value) {
			n := in.uvarint()
			if n == 0 {
				return
			}
			if n-1 > uint64(len(in.data)) && elem.base > 0 {
				in.bad = true
				return
			}
			v.Set(reflect.MakeSlice(t, int(n-1), int(n-1)))
			for i := range v.Len() {
				elem.decode(in, v.Index(i))
			}
		},
		size: func(v reflect.Value) int {
			size := 0
			for i := range v.Len() {
				size += elem.base + elem.size(v.Index(i))
			}
			return size
		},
		base: int(t.Size()),
	}, err
}

func structCodec(t reflect.Type) (codec, error) {
	fields := make([]codec, t.NumField())
	for i := range fields {
		f := t.Field(i)
		if !f.IsExported() {
			return codec{}, fmt.Errorf("%s.%s is not exported", t, f.Name)
		}
		c, err := codecOf(f.Type)
		if err != nil {
			return codec{}, fmt.Errorf("%s.%s: %w", t, f.Name, err)
		}
		fields[i] = c
	}
	return codec{
		append: func(buf []byte, v reflect.Value) []byte {
			for i, c := range fields {
				buf = c.append(buf, v.Field(i))
			}
			return buf
		},
		decode: func(in *input, v reflect.Value) {
			for i, c := range fields {
				c.decode(in, v.Field(i))
			}
		},
		size: func(v reflect.Value) int {
			size := 0
			for i, c := range fields {
				size += c.size(v.Field(i))
			}
			return size
		},
		base: int(t.Size()),
	}, nil
}
