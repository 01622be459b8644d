package name

import "testing"

func TestPlainUndoesWhatFormsAndFilesDo(t *testing.T) {
	for s, want := range map[string]string{
		"Müller": "Müller", "MÃ¼ller": "Müller", "M&uuml;ller": "Müller", "GroÃŸ": "Groß", "M?ller": "Mller", "Huber?": "Huber?",
		"k.A.": "", "unbekannt": "", " - ": "", "Иванов": "iwanow", "Pеtra": "Petra", "Ångström": "Ångström", "Smith & Co": "Smith & Co", "": "",
	} {
		if got := Plain(s); got != want {
			t.Errorf("Plain(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestNicknamesMeetTheirNames(t *testing.T) {
	for _, p := range [][2]string{{"sepp", "josef"}, {"josef", "sepp"}, {"fritz", "friedrich"}, {"kathi", "kati"}} {
		if !Nicknames(p[0], p[1]) {
			t.Errorf("%s and %s", p[0], p[1])
		}
	}
	if Nicknames("karl", "peter") || len(FullForms("xyz")) > 0 || len(ShortForms("josef")) < 3 {
		t.Error(ShortForms("josef"))
	}
}
