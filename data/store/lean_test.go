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
	case reflect.Slice:
		for range rapid.IntRange(0, 2).Draw(r, "many") {
			item := reflect.New(v.Type().Elem()).Elem()
			fillTexts(r, item)
			v.Set(reflect.Append(v, item))
		}
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(r, "flag"))
	case reflect.Uint64, reflect.Uint32:
		v.SetUint(rapid.Uint64Range(0, 1<<31).Draw(r, "number"))
	case reflect.Int32, reflect.Int64, reflect.Int:
		v.SetInt(rapid.Int64Range(0, 30_000_000).Draw(r, "number"))
	}
}

func TestQuickDecodingIsTheSameAsTheUsualOne(t *testing.T) {
	t.Run("customers", func(t *testing.T) { sameDecoding(t, decodeCustomer) })
	t.Run("vehicles", func(t *testing.T) { sameDecoding(t, decodeVehicle) })
}

func sameDecoding[T any](t *testing.T, quickly func([]byte, *T) bool) {
	rapid.Check(t, func(r *rapid.T) {
		var record, usual, quick T
		fillTexts(r, reflect.ValueOf(&record).Elem())
		head := any(&record).(core.Record)
		frame, err := seal([]byte(head.Entity()), idKey(head.Head().ID), &record)
		if err != nil {
			r.Fatal(err)
		}
		if err := decoder.Unmarshal(frame[frameHead:], &usual); err != nil {
			r.Fatal(err)
		}
		inUTC(&usual)
		if !quickly(frame[frameHead:], &quick) {
			r.Fatalf("not read: %+v", record)
		}
		if !reflect.DeepEqual(usual, quick) {
			r.Fatalf("usual %+v\nquick %+v", usual, quick)
		}
	})
}

func FuzzQuickDecoding(f *testing.F) {
	for _, r := range samples() {
		switch r.Entity() {
		case core.EntityCustomer, core.EntityVehicle:
			frame, err := seal([]byte(r.Entity()), idKey(1), r)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(frame[frameHead:])
		}
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		asUsual(t, payload, decodeCustomer)
		asUsual(t, payload, decodeVehicle)
	})
}

// asUsual compares whatever both ways of decoding read.
func asUsual[T any](t *testing.T, payload []byte, quickly func([]byte, *T) bool) {
	t.Helper()
	var quick, usual T
	if !quickly(payload, &quick) || decoder.Unmarshal(payload, &usual) != nil {
		return
	}
	if inUTC(&usual); !reflect.DeepEqual(usual, quick) {
		t.Fatalf("usual %+v\nquick %+v", usual, quick)
	}
}
