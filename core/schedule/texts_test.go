package schedule

import (
	"encoding/json"
	"strings"
	"testing"

	"terminwerk/assets"
)

func TestEveryHolidayAndRegionHasItsNameInBothLanguages(t *testing.T) {
	wanted := map[string]bool{}
	for _, h := range holidays {
		wanted["schedule.holiday."+h.key] = true
	}
	for country, codes := range regions {
		for _, code := range codes {
			wanted["schedule.region."+strings.ToLower(country+"."+code)] = true
		}
	}
	for _, lang := range []string{"de", "en"} {
		raw, err := assets.Texts.ReadFile("i18n/" + lang + "/schedule.json")
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		if err := json.Unmarshal(raw, &texts); err != nil {
			t.Fatal(err)
		}
		for key := range wanted {
			if texts[key] == "" {
				t.Errorf("%s: no text for %s", lang, key)
			}
		}
		for key := range texts {
			if !wanted[key] {
				t.Errorf("%s: unused text %s", lang, key)
			}
		}
	}
}
