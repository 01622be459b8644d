package smsreminder_test

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/data/smsreminder"
)

func shipped(t *testing.T) smsreminder.Book {
	t.Helper()
	all, err := smsreminder.ReadProfiles(assets.SMS)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestShippedProfilesSpeakBothLanguages(t *testing.T) {
	var names []string
	for _, p := range shipped(t) {
		names = append(names, p.Name)
		texts := []smsreminder.Texts{p.Title, p.About}
		for _, v := range p.Values {
			texts = append(texts, v.Label)
			if v.Hint != nil {
				texts = append(texts, v.Hint)
			}
		}
		for _, text := range texts {
			if text["de"] == "" || text["en"] == "" {
				t.Errorf("%s: %v", p.Name, text)
			}
		}
	}
	if want := []string{"android", "custom", "kannel", "seven"}; !slices.Equal(names, want) {
		t.Errorf("%v", names)
	}
}

func TestSchemaNamesWhatAProfileMayHold(t *testing.T) {
	raw, err := os.ReadFile("../../assets/schema/sms.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs map[string]struct {
			Properties map[string]any `json:"properties"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(raw, &schema); err != nil {
		t.Fatal(err)
	}
	for _, v := range []any{smsreminder.Profile{}, smsreminder.Value{}, smsreminder.Request{}, smsreminder.Auth{}, smsreminder.Rule{}, smsreminder.Pick{}} {
		kind := reflect.TypeOf(v)
		var want, got []string
		for i := range kind.NumField() {
			if name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ","); name != "" {
				want = append(want, name)
			}
		}
		for name := range schema.Defs[kind.Name()].Properties {
			got = append(got, name)
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(want, got) {
			t.Errorf("%s: the program reads %v, the schema names %v", kind.Name(), want, got)
		}
	}
}

const sound = `{"name":"custom","title":{"de":"X"},"values":[{"name":"url","label":{"de":"A"},"address":true},{"name":"key","label":{"de":"K"},"secret":true}],
"sms":{"method":"POST","url":"{url}/x","json":{"to":"{to}","text":"{text}"},"answers":[{"status":[200],"outcome":"accepted"}]},
"status":{"method":"GET","url":"{url}/s/{id}","answers":[],"state":{"path":"state"},"states":{"ok":"delivered"}}}`

func TestFaultsOfAProfileNameTheirPlace(t *testing.T) {
	if _, err := smsreminder.Parse([]byte(sound)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		old, new string
		field    core.Field
	}{
		{`{"name"`, `["name"`, smsreminder.FieldProfile},
		{`"method":"POST"`, `"method":"DELETE"`, "sms.method"},
		{`"method":"POST"`, `"method":"GET"`, "sms.method"},
		{`"method":"POST"`, `"method":7`, "sms.method"},
		{`"method":"POST"`, `"methode":"POST"`, "methode"},
		{`"{url}/x"`, `"http://{to}/x"`, "sms.url"},
		{`"{url}/x"`, `"{key}/x"`, "sms.url"},
		{`"{url}/x"`, `"https://user:{key}@example.com"`, "sms.url"},
		{`"{url}/x"`, `"file:///etc/passwd"`, "sms.url"},
		{`"to":"{to}"`, `"to":["{too}"]`, "sms.json.to.0"},
		{`"json":{`, `"xml":"<a/>","json":{`, "sms.method"},
		{`"json":{`, `"headers":{"Host":"x"},"json":{`, "sms.headers.Host"},
		{`"json":{`, `"headers":{"X-Key":"{nokey}"},"json":{`, "sms.headers.X-Key"},
		{`"json":{`, `"query":{"a":"{gateway_id}"},"json":{`, "sms.query.a"},
		{`"json":{`, `"auth":{"type":"digest"},"json":{`, "sms.auth.type"},
		{`"json":{`, `"id":{"match":"("},"json":{`, "sms.id.match"},
		{`"outcome":"accepted"`, `"outcome":"fine"`, "sms.answers.0.outcome"},
		{`[{"status":[200],"outcome":"accepted"}]`, `[]`, "sms.answers"},
		{`[{"status":[200],"outcome":"accepted"}]`, `[{"status":[200],"outcome":"accepted"},{"outcome":"temporary"}]`, "sms.answers.1"},
		{`{"status":[200],"outcome"`, `{"path":"a","outcome"`, "sms.answers.0.is"},
		{`{"status":[200],"outcome"`, `{"status":[200],"reason":"x","outcome"`, "sms.answers.0.reason"},
		{`"secret":true`, `"secret":true,"default":"x"`, "values.1.default"},
		{`"name":"key"`, `"name":"url"`, "values.1.name"},
		{`"name":"key"`, `"name":"text"`, "values.1.name"},
		{`"name":"key"`, `"name":"K E Y"`, "values.1.name"},
		{`"ok":"delivered"`, `"ok":"failed"`, "status.states.ok"},
		{`"state":{"path":"state"},`, ``, "status.state"},
		{`"title":{"de":"X"}`, `"title":{}`, "title"},
	} {
		raw := strings.Replace(sound, c.old, c.new, 1)
		_, err := smsreminder.Parse([]byte(raw))
		var fields []core.Field
		for _, e := range core.FieldErrors(err) {
			fields = append(fields, e.Field)
		}
		if !slices.Contains(fields, c.field) {
			t.Errorf("%s: %v, want %s", c.new, err, c.field)
		}
	}
}

func TestEditedProfileStandsForTheShippedOne(t *testing.T) {
	book := shipped(t)
	settings := core.Settings{SMS: core.SMS{Profile: "custom", Custom: []byte(strings.Replace(sound, `"de":"X"`, `"de":"Unser Dienst"`, 1))}}
	p, err := book.Find(settings.SMS)
	if err != nil || p.Title["de"] != "Unser Dienst" {
		t.Fatalf("%v, %v", p, err)
	}
	for _, shown := range book.Profiles(settings) {
		if shown.Name == "custom" && (shown.Title["de"] != "Unser Dienst" || shown.Email || !shown.Status || string(shown.JSON) != string(settings.SMS.Custom)) {
			t.Errorf("%+v", shown)
		}
		if err := book.CheckProfile(shown.JSON); (err == nil) != (shown.Name == "custom") {
			t.Errorf("%s: %v", shown.Name, err)
		}
	}
	for _, s := range []core.SMS{{}, {Profile: "none"}, {Profile: "custom", Custom: []byte("{")}} {
		if _, err := book.Find(s); !core.IsKind(err, core.Invalid) {
			t.Errorf("%v: %v", s, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sound))
	f.Add([]byte(`{"name":"x","sms":{"json":[[[["{to}"]]]]}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if p, err := smsreminder.Parse(raw); err == nil && p.Name == "" {
			t.Error("a profile without name was accepted")
		}
	})
}
