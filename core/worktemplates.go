package core

// defaultWorkTemplates are the usual pieces of work of a new file, in German as the workshop writes them. Several words
// may suggest the same text; an administrator changes them in the settings.
func defaultWorkTemplates() []WorkTemplate {
	type usual struct {
		text    string
		minutes int
		words   []string
	}
	table := []usual{
		{"Service/Inspektion", 90, []string{"Service", "Inspektion", "Kundendienst", "Wartung", "Jahrescheck"}},
		{"§57a/HU/MFK", 60, []string{
			"§57a", "Pickerl", "Begutachtung", "HU", "TÜV", "Hauptuntersuchung", "MFK", "Motorfahrzeugkontrolle",
		}},
		{"Räderwechsel", 45, []string{"Reifen", "Räder", "Radwechsel", "Pneu"}},
		{"Ölwechsel", 45, []string{"Öl", "Ölwechsel", "Ölservice", "Motoröl"}},
		{"Bremsen prüfen/erneuern", 90, []string{"Bremse", "Bremsbel", "Bremsscheibe"}},
		{"Klimaservice", 60, []string{"Klima"}},
		{"Diagnose", 60, []string{
			"Diagnose", "Fehlersuche", "Fehlerspeicher", "Motorkontrollleuchte", "Warnleuchte", "Geräusch", "klappert",
		}},
		{"Batterie prüfen/ersetzen", 30, []string{"Batterie", "springt nicht an", "Starthilfe"}},
		{"Scheibe reparieren/ersetzen", 120, []string{"Windschutzscheibe", "Frontscheibe", "Steinschlag"}},
		{"Unfallschaden begutachten", 45, []string{"Unfall", "Blechschaden", "Karosserie"}},
		{"Rückrufaktion", 60, []string{"Rückruf", "Serviceaktion", "Feldaktion", "Softwareupdate"}},
		{"Anhängerkupplung", 180, []string{"Anhängerkupplung", "Anhängevorrichtung"}},
	}
	var all []WorkTemplate
	for _, u := range table {
		for _, word := range u.words {
			all = append(all, WorkTemplate{Word: word, Text: u.text, Minutes: u.minutes})
		}
	}
	return all
}
