package store

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"terminwerk/core"
)

// fillTexts gives every text, number and flag of a record a value of its own, or leaves it empty.
func fillTexts(r *rapid.T, v reflect.Value) {
	text := rapid.SampledFrom([]string{"", "a", "Müller", "0123456789012345678901234", string(make([]byte, 300))})
	switch v.Kind() {
	case reflect.Struct:
		if at, ok := v.Addr().Interface().(*time.Time); ok {
			if s := rapid.SampledFrom([]int64{0, 1, -5, 1_800_000_000}).Draw(r, "time"); s != 0 {
				*at = time.Unix(s, 0).UTC()
			}
			return
		}
		for i := range v.NumField() {
			fillTexts(r, v.Field(i))
		}
	case reflect.String:
		v.SetString(text.Draw(r, "text"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(r, "flag"))
	case reflect.Uint64, reflect.Uint32:
		v.SetUint(rapid.Uint64Range(0, 1<<31).Draw(r, "number"))
	case reflect.Int32, reflect.Int64, reflect.Int:
		v.SetInt(rapid.Int64Range(0, 30_000_000).Draw(r, "number"))
	}
}

func TestQuickDecodingOfCustomersIsTheSameAsTheUsualOne(t *testing.T) {
	read := 0
	rapid.Check(t, func(r *rapid.T) {
		var c core.Customer
		fillTexts(r, reflect.ValueOf(&c).Elem())
		if rapid.Bool().Draw(r, "no consents") {
			c.Consents = core.Consents{}
		}
		bucket, key := []byte("customer"), idKey(c.Meta.ID)
		frame, err := seal(bucket, key, &c)
		if err != nil {
			r.Fatal(err)
		}
		var usual, quick core.Customer
		if err := decoder.Unmarshal(frame[frameHead:], &usual); err != nil {
			r.Fatal(err)
		}
		inUTC(&usual)
		ok := decodeCustomer(frame[frameHead:], &quick)
		if ok && !reflect.DeepEqual(usual, quick) {
			r.Fatalf("usual %+v\nquick %+v", usual, quick)
		}
		if !ok && c.Consents == (core.Consents{}) {
			r.Fatalf("not read: %+v", c)
		}
		if ok {
			read++
		}
	})
	if read == 0 {
		t.Error("nothing was read quickly")
	}
}

func FuzzQuickDecoding(f *testing.F) {
	for _, r := range samples() {
		if c, ok := r.(*core.Customer); ok {
			frame, err := seal([]byte("customer"), idKey(1), c)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(frame[frameHead:])
		}
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		var quick, usual core.Customer
		if !decodeCustomer(payload, &quick) {
			return
		}
		if err := decoder.Unmarshal(payload, &usual); err == nil {
			if inUTC(&usual); !reflect.DeepEqual(usual, quick) {
				t.Fatalf("usual %+v\nquick %+v", usual, quick)
			}
		}
	})
}
