package store

import (
	"crypto/sha256"
	"encoding/binary"
	"sync"
	"time"

	"terminwerk/core"
)

// indexVersion is a digest over the index keys of some sample records. It changes when the way in which any key is
// derived changes, here or in the packages that normalise names, numbers and addresses, and then the indexes of a file
// are built again at the next open.
var indexVersion = sync.OnceValue(func() []byte {
	sum := sha256.New()
	schema := newSchema()
	for _, r := range samples() {
		indexes := schema[r.Entity()].indexes
		for i := range indexes {
			ix := &indexes[i]
			for _, key := range keysOf(ix, r, "") {
				key = binary.BigEndian.AppendUint16(key, uint16(len(key)))
				_, _ = sum.Write(append(key, ix.bucket...))
			}
		}
	}
	return sum.Sum([]byte{indexForm})
})

func samples() []core.Record {
	contacts := sampleContacts()
	vehicles := []core.VehicleData{
		{VIN: "WVWZZZ1KZAW000001", Plate: "SL-123AB", PlateCountry: "AT", Make: "VW", Model: "Golf Variant"},
		{VIN: "wba 5mtwl6k7ja4rfo", Plate: "HN-IU 9512", PlateCountry: "DE", Make: "Citroën", Model: "ë-C4 X", Variant: "Shine"},
		{VIN: "KEINE", Plate: "ZH 123 456", PlateCountry: "CH"},
		{VIN: "1234567", Plate: "BÖ-Q 1H"},
	}
	var list []core.Record
	for i, c := range contacts {
		head := core.Meta{ID: core.ID(i + 1), Rev: 1}
		v := vehicles[i%len(vehicles)]
		request := core.Request{
			Source: "adf", ExternalID: "A\x001", ReceivedAt: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), WantedAt: 202611300800,
			CustomerNumber: "K-10", Contact: c, Vehicle: v,
		}
		list = append(list,
			&core.Customer{Meta: head, Number: "K-10", Former: []string{"K-9"}, Contact: c, Birthday: 19700131},
			&core.Vehicle{Meta: head, Data: v, Owner: 3, Driver: 4},
			&core.Lead{Meta: head, Status: core.LeadNew, Request: request},
			&core.Appointment{
				Meta: head, Status: core.AppointmentPlanned, Customer: 3, Vehicle: 4, Contact: c, Transit: v,
				DropOff: core.Part{At: 202611300800, Minutes: 15}, PickUp: core.Part{At: 202612300800, Minutes: 10},
			})
	}
	return append(list, &core.NotDuplicate{Meta: core.Meta{ID: 1}, Customer: 2, Lead: 3, Other: 4},
		&core.ImportState{Meta: core.Meta{ID: 1}, Review: make([]core.FieldConflict, 1)},
		&core.Quarantined{Meta: core.Meta{ID: 1}, Digest: []byte{1, 2}}, sampleMessage(),
		&core.Merge{Meta: core.Meta{ID: 1}, Kept: 2, Gone: core.Customer{Number: "K-9"}})
}

func sampleContacts() []core.Contact {
	return []core.Contact{
		{
			Salutation: core.SalutationMs, TitleBefore: "Mag.", FirstName: "Anna-Lena", LastName: "Müller-Lüdenscheid",
			Street: "Bahnhofstraße", HouseNumber: "5a", Country: "AT", Postcode: "5020", Town: "Salzburg",
			Mobile: core.Phone{Typed: "0664 1234567", E164: "+436641234567"}, Email: "Anna.Mueller@example.at",
		},
		{
			Company: "Krippner Medizintechnik GmbH & Co. KG", LastName: "Özdemir", FirstName: "Sepp", Country: "DE",
			Street: "An der Alten Kirche", HouseNumber: "12", Postcode: "08499", Town: "Mylau",
			Phone: core.Phone{Typed: "05423/482947"}, PhoneWork: core.Phone{Typed: "+49 37821 867822", E164: "+4937821867822"},
			Email: "info@krippner.de",
		},
		{FirstName: "Chloë", LastName: "von der Leyen", Country: "CH", Postcode: "8001", Town: "Zürich"},
		{LastName: "Groß", Country: "AT", Street: "Hauptplatz 3", Town: "St. Johann i. Pongau"},
		{Company: "Garage Rossi S.a.g.l. in Liquidazione", Country: "CH", Street: "V. Nassa n. 3", Postcode: "6900", Town: "Lugano"},
		{LastName: "Holzbau Reitinger Ges.m.b.H.", Email: "Reit.Inger+auto@googlemail.com"},
		{Company: "Hilfe gemeinnützige GmbH", Country: "AT", Street: "Lindenw. 5 u. 7", Postcode: "1180", Town: "Wien"},
	}
}

func sampleMessage() *core.Message {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	return &core.Message{
		Meta: core.Meta{ID: 1, CreatedAt: at}, State: core.MessageQueued, Kind: core.MessageReminder, Channel: core.ChannelSMS,
		Module: core.ModuleSMS, Slot: "1", Customer: 2, Appointment: 3, Lead: 4, Name: "Anna Müller", To: []string{"+436641234567"},
		Subject: "Ihr Termin", Text: "Morgen", Due: at,
	}
}
