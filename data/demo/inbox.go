package demo

import (
	"time"

	"terminwerk/core"
	"terminwerk/core/schedule"
)

// inbox are the thirty leads, newest last. Comments say which branch each one shows.
func inbox(now time.Time, b *core.Basis) []core.Lead {
	day := core.DateOf(now)
	for day.Weekday() != time.Monday || !wholeWeek(b, day) {
		day = day.Add(1)
	}
	at := func(days int, hour core.TimeOfDay) core.WallTime { return day.Add(days).At(hour * 60) }
	entries := entries(at, core.DateOf(now))
	leads := make([]core.Lead, len(entries))
	for i, e := range entries {
		e.request.Source, e.request.ExternalID = "Online-Buchung", e.id
		e.request.ReceivedAt = now.Add(-time.Duration(len(entries)-i) * 47 * time.Minute).UTC().Truncate(time.Second)
		leads[i] = core.Lead{Request: e.request, Status: core.LeadNew}
		if e.status != "" {
			leads[i].Status = e.status
		}
		switch e.status {
		case core.LeadRejected:
			leads[i].RejectReason = "Keine echte Anfrage"
		case core.LeadDeferred:
			leads[i].DeferUntil = day
		}
	}
	return leads
}

// wholeWeek tells whether no holiday falls on the working days that begin with monday.
func wholeWeek(b *core.Basis, monday core.Date) bool {
	for n := range 5 {
		if len(schedule.Open(b, monday.Add(n))) == 0 {
			return false
		}
	}
	return true
}

type entry struct {
	id      string
	status  core.LeadStatus
	request core.Request
}

func who(s core.Salutation, first, last, mobile, mail string) core.Contact {
	return core.Contact{Salutation: s, FirstName: first, LastName: last, Mobile: core.Phone{Typed: mobile}, Email: mail}
}

func at(c core.Contact, street, house, zip, town string) core.Contact {
	c.Street, c.HouseNumber, c.Postcode, c.Town, c.Country = street, house, zip, town, "AT"
	return c
}

func entries(when func(days int, hour core.TimeOfDay) core.WallTime, today core.Date) []entry {
	const mr, ms = core.SalutationMr, core.SalutationMs
	golf := core.VehicleData{VIN: "WVWZZZAUZMW000101", Plate: "S-101AM", Make: "VW", Model: "Golf", Mileage: 43900}
	anna := at(who(ms, "Anna", "Müller", "0664 1000001", "anna.mueller@post.example"), "Linzer Straße", "4", "5020", "Salzburg")
	return []entry{
		{"D-30", "", core.Request{Contact: at(who(mr, "Maximilian Ferdinand", "Großschädl-Oberhuber von Hohenfeld", "0664 0999930", "m.f.grossschaedl-oberhuber@sehr-lange-adresse.example"), "St.-Johann-Gasse", "5/2/14", "5020", "Salzburg"), Vehicle: core.VehicleData{VIN: "WAUZZZF49KA099930", Make: "Audi", Model: "A4", Variant: "Avant 40 TDI quattro S line"}, WantedAt: when(4, 8), Work: "Großes Service, Bremsflüssigkeit, Scheibenwischer und Kontrolle der Klimaanlage", Comments: "Bitte vorher anrufen. Das Auto steht ab 7 Uhr am Hof, der Schlüssel liegt im Postkasten."}}, // long texts
		{"D-27", "", core.Request{CustomerNumber: "40010", Contact: who(ms, "Sabine", "Pichler", "0664 1000010", ""), WantedAt: when(2, 9), Work: "Räderwechsel", Vehicle: core.VehicleData{Make: "VW", Model: "Golf"}}}, // booked, then moved by the customer
		{"D-28", "", core.Request{CustomerNumber: "40011", Contact: who(mr, "Georg", "Moser", "0664 1000011", ""), WantedAt: when(3, 10), Work: "Ölwechsel", Vehicle: core.VehicleData{Make: "Seat", Model: "Leon"}}},    // booked, then cancelled
		{"D-22", core.LeadRejected, core.Request{Contact: who("", "Test", "Test", "", "test@post.example"), Work: "test"}},
		{"D-23", core.LeadCancelled, core.Request{Contact: who(ms, "Verena", "Auer", "0664 0999923", ""), WantedAt: when(1, 8), Work: "Service", Vehicle: core.VehicleData{Plate: "S-923VA", Make: "Opel", Model: "Astra"}}},
		{"D-24", core.LeadDeferred, core.Request{Contact: who(mr, "Jakob", "Binder", "0664 0999924", ""), Work: "Kostenvoranschlag Lackschaden", Vehicle: core.VehicleData{Plate: "SL-924JB"}}},
		{"D-25", core.LeadInProgress, core.Request{Contact: who(ms, "Carina", "Wallner", "0660 0999925", "carina.wallner@post.example"), WantedAt: when(2, 14), Work: "Windschutzscheibe", Vehicle: core.VehicleData{Make: "Fiat", Model: "500"}}},
		{"D-20", "", core.Request{Contact: who(ms, "Johanna", "Winkler", "0664 1000014", "johanna.winkler@post.example"), WantedAt: when(1, 9), Work: "Pickerl"}}, // no vehicle named
		{"D-19", "", core.Request{Contact: who(mr, "Florian", "Eder", "0664 1000013", ""), Work: "Reifen", AsText: []core.FieldValue{{Field: core.FieldWantedAt, Value: "nächste Woche vormittags"}}, Hints: []core.ImportHint{{Field: core.FieldWantedAt, Why: core.ReasonTime}}}},
		{"D-18", "", core.Request{Contact: who(mr, "Bernhard", "Reiter", "0664 1000015", ""), WantedAt: today.Add(-1).At(8 * 60), Work: "Service", Vehicle: core.VehicleData{Make: "Ford", Model: "Focus"}}}, // wanted time is over
		{"D-17", "", core.Request{Contact: at(who(mr, "Juergen", "Amann", "", "juerg.ammann@post.example"), "Seestrasse", "101", "8001", "Zürich"), WantedAt: when(5, 10), Work: "MFK-Vorbereitung", Vehicle: core.VehicleData{Plate: "ZH900909", PlateCountry: "CH"}}},
		{"D-16", "", core.Request{Contact: who(ms, "Egger", "Ingrid", "0664/1000016", ""), WantedAt: when(3, 8), Work: "Service", Vehicle: core.VehicleData{Make: "Škoda"}}}, // first and last name swapped
		{"D-15", "", core.Request{Contact: core.Contact{Salutation: ms, FirstName: "Eva", LastName: "Huber", Company: "Huber Bau Ges.m.b.H.", Phone: core.Phone{Typed: "+43 6245 200020"}, Email: "office@huberbau.example"}, WantedAt: when(1, 7), Work: "Service Firmenwagen", Vehicle: core.VehicleData{Plate: "HA 203 HB"}}},
		{"D-14", "", core.Request{Contact: who(mr, "Karl", "Gruber", "0664 1000005", "karl.gruber@post.example"), WantedAt: when(0, 14), Work: "Bremsen quietschen", Vehicle: core.VehicleData{VIN: "WF05XXGCC5K000505"}}},     // customer stored twice, VIN twice
		{"D-13", "", core.Request{CustomerNumber: "40008", Contact: who(mr, "Thomas", "Steiner", "0664 1000008", ""), WantedAt: when(4, 9), Work: "Service", Vehicle: core.VehicleData{VIN: "WF05XXGCC5K000505"}}},             // the customer's own of two records
		{"D-29", "", core.Request{CustomerNumber: "40008", Contact: who(mr, "Thomas", "Steiner", "0664 1000008", ""), WantedAt: when(2, 8), Work: "Service Transporter", Vehicle: core.VehicleData{VIN: "WV1ZZZ7HZNH000202"}}}, // drives it, does not own it
		{"D-12", "", core.Request{Contact: anna, WantedAt: when(1, 10), Work: "Inspektion", Vehicle: core.VehicleData{VIN: "WVWZZZAUZMWO00101"}}},                                                                              // letter O for a zero
		{"D-11", "", core.Request{Contact: who(ms, "Lena", "Bauer", "", ""), WantedAt: when(2, 10), Work: "Räderwechsel", Vehicle: core.VehicleData{Plate: "SL-707MB"}}},                                                       // only a plate
		{"D-10", "", core.Request{Contact: who(mr, "Max", "Bauer", "0660 1000007", ""), WantedAt: when(0, 9), Work: "Klimaservice", Vehicle: core.VehicleData{VIN: "A000707"}}},                                                // last seven of the VIN
		{"D-09", "", core.Request{Contact: who(mr, "Walter", "Laufkunde", "", ""), WantedAt: when(0, 10), Work: "Glühlampe tauschen", Vehicle: core.VehicleData{Plate: "GM-909WL", Make: "Opel", Model: "Corsa"}}},             // for the cash-sale customer
		{"D-08", "", core.Request{Contact: at(who(ms, "Helga", "Sonnleithner", "0680 0999908", "helga.sonnleithner@post.example"), "Am Anger", "17", "5110", "Oberndorf"), WantedAt: when(1, 13), Work: "Pickerl und Service", Vehicle: core.VehicleData{VIN: "W0LGT57L9B1099908", Plate: "SL-908HS", Make: "Opel", Model: "Astra", Mileage: 98000}}},
		{"D-07", "", core.Request{Contact: at(who(ms, "Lena", "Bauer", "0660 0999907", "familie.bauer@post.example"), "Rosenweg", "9", "5071", "Wals"), WantedAt: when(3, 14), Work: "Service", Vehicle: core.VehicleData{Make: "Seat", Model: "Ibiza"}}}, // household
		{"D-06", "", core.Request{Contact: at(who(ms, "Anja", "Müller", "0699 1000004", ""), "Bahnhofstr.", "12", "5400", "Hallein"), WantedAt: when(2, 9), Work: "Service 30.000 km", Vehicle: golf}},                                                    // vehicle of somebody else
		{"D-21", "", core.Request{Contact: who(mr, "Dragan", "Jovanovic", "0664 1000017", "dragan.jovanovic@post.example"), WantedAt: when(6, 8), Work: "Reifen", SMSConfirmation: true, Vehicle: core.VehicleData{Make: "VW", Model: "Passat"}}},
		{"D-26", "", core.Request{CustomerNumber: "40012", Contact: at(who(ms, "Martina", "Leitner", "0677 0999926", "martina.leitner.neu@post.example"), "Lindenallee", "30", "5020", "Salzburg"), WantedAt: when(1, 8), Work: "Klimaanlage", Vehicle: core.VehicleData{Make: "Renault", Model: "Clio"}}}, // newer phone, e-mail and address
		{"D-04", "", core.Request{CustomerNumber: "40007", Contact: who(ms, "Brigitte", "Schwarzenegger", "0664 0999904", ""), WantedAt: when(4, 10), Work: "Service", Vehicle: core.VehicleData{Make: "Audi", Model: "A4"}}},                                                                              // name unlike the customer's
		{"D-03", "", core.Request{CustomerNumber: "77777", Contact: at(who(mr, "Georg", "Moser", "0664 1000011", "georg.moser@post.example"), "Hauptstraße", "4", "5020", "Salzburg"), WantedAt: when(0, 8), Work: "Auspuff"}},                                                                             // number unknown
		{"D-02", "", core.Request{CustomerNumber: "40003", Contact: who(ms, "Öznur", "Çelik", "0676 1000003", ""), WantedAt: when(2, 15), Work: "Service", Vehicle: core.VehicleData{VIN: "WBA8E11000K000303"}}},                                                                                           // blocked
		{"D-05", "", core.Request{Contact: anna, WantedAt: when(3, 8), Work: "Räderwechsel und Einlagerung", Vehicle: golf}},                                                                                                                                                                               // certain, own vehicle
		{"D-01", "", core.Request{CustomerNumber: "40001", Contact: anna, WantedAt: when(1, 8), Work: "Service", Vehicle: golf}},                                                                                                                                                                           // number and vehicle known
	}
}
