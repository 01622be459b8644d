package intake

import (
	"strings"

	"terminwerk/core"
)

// Column is a value that a file can hold. Its header is the field's name; Aliases are other headers, in the spelling of
// headerKey, that mean it. Weak ones count only when no other column means the field.
type Column struct {
	Field   core.Field
	aliases string
	weak    string
	header  string // where it is not the field's name
}

// Header is the name of the column in files that this program writes.
func (c Column) Header() string {
	if c.header != "" {
		return c.header
	}
	return string(c.Field)
}

// Values of files that are no field of a record by themselves.
const (
	fieldFullName core.Field = "full_name"
	fieldDate     core.Field = "date"
	fieldTime     core.Field = "time"
	// FieldVINs and FieldPlates hold the vehicles of a customer, in the same order, separated by |.
	FieldVINs   core.Field = "vins"
	FieldPlates core.Field = "plates"
)

var contactColumns = []Column{
	{core.FieldSalutation, "anrede salutation", "prefix", ""},
	{core.FieldTitleBefore, "titel title akadtitel akademischertitel titelvor titelvorangestellt", "", ""},
	{core.FieldTitleAfter, "titelnach titelnachgestellt titleafter suffix", "", ""},
	{core.FieldFirstName, "vorname firstname givenname first rufname", "vornamen", ""},
	{core.FieldLastName, "nachname familienname zuname lastname surname familyname last name1", "name", ""},
	{fieldFullName, "fullname kundenname vollername vorundnachname nameundvorname nachnamevorname ansprechpartner", "name kunde kontakt", ""},
	{core.FieldCompany, "firma firmenname organisationsname organisation unternehmen company companyname", "name2", ""},
	{core.FieldLegalForm, "rechtsform legalform", "", ""},
	{core.FieldStreet, "strasse street strassehausnummer strassehausnr strasseundhausnummer strasseundnummer strassenr address address1 addressline1", "adresse anschrift", ""},
	{core.FieldHouseNumber, "hausnummer hausnr hnr houseno housenumber", "nr", ""},
	{core.FieldAddressExtra, "adresszusatz zusatz addressextra address2 addressline2 stiege", "", ""},
	{core.FieldCountry, "land country countrycode laendercode landkz laenderkennzeichen staat", "", ""},
	{core.FieldPostcode, "plz postleitzahl zip zipcode postcode postalcode", "", ""},
	{core.FieldTown, "ort stadt wohnort city town", "gemeinde", ""},
	{core.FieldPhone, "telefon telefonnummer tel phone phonenumber telefonprivat telprivat festnetz telefon1 tel1 phonehome", "telephone rufnummer", ""},
	{core.FieldPhoneWork, "telefongeschaeftlich telefonfirma teldienstlich telefondienstlich phonework workphone telefon2 tel2", "", ""},
	{core.FieldMobile, "mobil mobile mobiltelefon mobilnummer handy handynummer mobilephone mobiltel cellphone cell", "natel", ""},
	{core.FieldEmail, "email mail emailadresse mailadresse emailaddress", "", ""},
}

var vehicleColumns = []Column{
	{core.FieldVIN, "fin vin fahrgestellnummer fahrgestellnr fgnr fahrzeugidentnummer fahrzeugidentifizierungsnummer finvin fahrgestellnummerfin chassisno", "", ""},
	{core.FieldPlate, "kennzeichen plate amtlkennzeichen amtlicheskennzeichen polkennzeichen licenseplate licenceplate plateno kfzkennzeichen kontrollschild", "kz", ""},
	{core.FieldPlateCountry, "platecountry kennzeichenland zulassungsland", "", ""},
	{core.FieldMake, "marke make fabrikat hersteller brand", "", ""},
	{core.FieldModel, "modell model fahrzeugmodell typ modellbezeichnung", "fahrzeug vehicle", ""},
	{core.FieldVariant, "variante variant ausfuehrung ausstattung version", "", ""},
	{core.FieldFirstRegistration, "erstzulassung ez firstregistration zulassungsdatum", "year baujahr", ""},
	{core.FieldMileage, "kilometerstand km kmstand mileage laufleistung tachostand odometer", "", ""},
	{core.FieldInspectionDue, "hu pickerl hufaellig naechstehu naechstepruefung inspectiondue mfk pruefungfaellig tuev naechstetuev 57a pruefungbis hubis begutachtung naechstebegutachtung", "", ""},
}

var leadColumns = concat(
	[]Column{
		{core.FieldLeadID, "leadid lead leadnr leadnummer buchungsnr buchungsnummer bookingid externalid anfragenr anfragenummer kennungderquelle", "id uid", ""},
		{core.FieldStatus, "status leadstatus", "aktion action", ""},
		{core.FieldSource, "quelle source portal herkunft", "kanal", ""},
		{core.FieldReceivedAt, "eingang receivedat eingegangenam eingangsdatum erstelltam createdat requestdate", "timestamp", ""},
		{core.FieldWantedAt, "wunschtermin wantedat wunschdatum termin appointment wunschterminam", "timeframe", ""},
		{fieldDate, "datum date terminsdatum termindatum tag", "", ""},
		{fieldTime, "uhrzeit time wunschzeit zeit terminzeit terminuhrzeit", "", ""},
		{core.FieldCustomerNumber, "kundennummer kundennr kdnr customernumber customerno customerid", "altekundennummer debitorennummer debitor", ""},
	}, contactColumns, vehicleColumns, []Column{
		{core.FieldWork, "arbeiten work anliegen service leistung leistungen auftrag gewuenschtearbeiten", "betreff subject", ""},
		{core.FieldComments, "bemerkung bemerkungen kommentar nachricht comments comment notes notiz mitteilung", "", ""},
		{core.FieldSMSConfirmation, "sms smsconfirmation smsbestaetigung mitsmsbestaetigung smsgewuenscht", "", ""},
	})

var customerColumns = concat(
	[]Column{{core.FieldCustomerNumber, "kundennummer kundennr kdnr customernumber customerno customerid debitorennummer", "altekundennummer debitor nummer id", ""}},
	contactColumns, []Column{
		{core.FieldLanguage, "sprache language", "", ""},
		{core.FieldBirthday, "geburtsdatum geburtstag birthday gebdatum dateofbirth", "", ""},
		{core.FieldNotes, "bemerkung bemerkungen notiz notizen notes", "kommentar", ""},
		{core.FieldBlocked, "gesperrt sperrkennzeichen blocked sperre", "", ""},
		{core.FieldBlockReason, "sperrgrund blockreason", "", ""},
		{core.FieldStatus, "status kundenstatus", "", ""},
		{core.FieldConsentEmail, "consentemail einwilligungemail emailerlaubt", "", ""},
		{core.FieldConsentSMS, "consentsms einwilligungsms smserlaubt", "", ""},
		{core.FieldConsentEmailAdvertising, "consentemailadvertising werbungemail emailwerbung", "", ""},
		{core.FieldConsentSMSAdvertising, "consentsmsadvertising werbungsms smswerbung", "", ""},
		{FieldVINs, "vins fins fahrgestellnummern vin fin fahrgestellnummer", "", ""},
		{FieldPlates, "plates kennzeichen kennzeichenliste plate", "", ""},
	})

var vehicleFileColumns = concat(vehicleColumns[:2], []Column{
	{core.FieldPlateCountry, "platecountry kennzeichenland zulassungsland land", "", "country"},
}, vehicleColumns[3:], []Column{
	{core.FieldOwner, "ownernumber halter halternummer halterkundennummer besitzer owner kundennummer kundennr kdnr customernumber", "altekundennummer debitorennummer kunde", ""},
	{core.FieldDriver, "drivernumber fahrer fahrernummer fahrerkundennummer driver", "", ""},
	{core.FieldNotes, "bemerkung bemerkungen notiz notizen notes", "kommentar", ""},
})

// Columns are the values that a file of leads, customers or vehicles can hold, in the order in which files are written.
func Columns(e core.Entity) []Column {
	switch e {
	case core.EntityLead:
		return leadColumns
	case core.EntityCustomer:
		return customerColumns
	case core.EntityVehicle:
		return vehicleFileColumns
	}
	return nil
}

// InputOnly tells whether a column is read but never written, because other columns say the same.
func (c Column) InputOnly() bool {
	return c.Field == fieldFullName || c.Field == fieldDate || c.Field == fieldTime
}

// header maps the columns of a file to fields; a field is empty where nothing is known by that name.
type header struct {
	fields []core.Field
	names  []string
	known  int
}

func (h *header) has(f core.Field) bool {
	for _, g := range h.fields {
		if g == f {
			return true
		}
	}
	return false
}

// readHeader finds the fields of a header row. Strong names first, then weak ones for what is still missing.
func readHeader(e core.Entity, cells []string) header {
	h := header{fields: make([]core.Field, len(cells)), names: cells}
	keys := make([]string, len(cells))
	for i, c := range cells {
		keys[i] = headerKey(c)
	}
	take := func(of func(Column) string, weak bool) {
		for _, col := range Columns(e) {
			for alias := range strings.FieldsSeq(of(col)) {
				for i, key := range keys {
					if key == alias && h.fields[i] == "" && !h.has(col.Field) && h.wants(col.Field, weak) {
						h.fields[i] = col.Field
						h.known++
					}
				}
			}
		}
	}
	take(func(c Column) string { return headerKey(c.Header()) }, false)
	take(func(c Column) string { return c.aliases }, false)
	take(func(c Column) string { return c.weak }, true)
	return h
}

// wants tells "Name" beside a first name, which is the last name, from "Name" alone, which is the full one.
func (h *header) wants(f core.Field, weak bool) bool {
	switch f {
	case core.FieldLastName:
		return !weak || h.has(core.FieldFirstName)
	case fieldFullName:
		return !weak || !h.has(core.FieldLastName)
	}
	return true
}

// headerKey is the spelling of the tables: small letters and digits only, umlauts written out.
func headerKey(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == 'ä':
			b.WriteString("ae")
		case r == 'ö':
			b.WriteString("oe")
		case r == 'ü':
			b.WriteString("ue")
		case r == 'ß':
			b.WriteString("ss")
		}
	}
	return b.String()
}

// findSeparator tells what separates the cells of a header row: the sign that gives the most known names.
func findSeparator(e core.Entity, rec string, preset byte) (byte, header) {
	best, bestHeader := preset, readHeader(e, splitCells(rec, preset))
	for _, sep := range []byte{';', ',', '\t', '|'} {
		if h := readHeader(e, splitCells(rec, sep)); h.known > bestHeader.known {
			best, bestHeader = sep, h
		}
	}
	return best, bestHeader
}

func concat(parts ...[]Column) []Column {
	var all []Column
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// Fields is a set of columns of leads.
type Fields uint64

var fieldBits = func() map[core.Field]Fields {
	bits := map[core.Field]Fields{}
	for i, c := range leadColumns {
		bits[c.Field] = 1 << i
	}
	return bits
}()

// Has tells whether a field is in the set.
func (s Fields) Has(f core.Field) bool { return s&fieldBits[f] != 0 }

func (s Fields) with(f core.Field) Fields { return s | fieldBits[f] }
