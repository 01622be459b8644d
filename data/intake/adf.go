package intake

import (
	"html"
	"regexp"
	"strings"

	"terminwerk/core"
)

// adfHome is where each element of ADF 1.0 stands, as far as a lead is read from it. It closes elements whose end tag is
// missing. (ADF has neither a service appointment nor a licence plate: the wanted time is the time frame, the work the
// customer's comments, the plate an id or a comment of the vehicle.)
var adfHome = map[string]string{
	"prospect": "adf", "requestdate": "prospect", "vehicle": "prospect", "customer": "prospect", "vendor": "prospect",
	"provider": "prospect", "year": "vehicle", "make": "vehicle", "model": "vehicle", "vin": "vehicle", "stock": "vehicle",
	"trim": "vehicle", "odometer": "vehicle", "colorcombination": "vehicle", "imagetag": "vehicle", "price": "vehicle",
	"licenseplate": "vehicle", "plate": "vehicle", "contact": "customer vendor provider", "timeframe": "customer",
	"comments": "customer vehicle prospect", "vendorname": "vendor", "service": "provider", "email": "contact provider vendor",
	"phone": "contact provider vendor", "address": "contact", "street": "address", "apartment": "address", "city": "address",
	"regioncode": "address", "postalcode": "address", "country": "address", "description": "timeframe option",
	"earliestdate": "timeframe", "latestdate": "timeframe", "name": "contact provider", "id": "prospect vehicle customer vendor provider",
}

var adfContainers = func() map[string]bool {
	set := map[string]bool{"adf": true, "": true}
	for _, homes := range adfHome {
		for home := range strings.FieldsSeq(homes) {
			set[home] = true
		}
	}
	return set
}()

// adfInside tells whether child may stand in parent. Elements unknown to ADF may stand anywhere.
func adfInside(parent, child string) bool {
	homes, known := adfHome[child]
	switch {
	case !known, parent == "":
		return true
	case !adfContainers[parent]:
		return adfHome[parent] == ""
	}
	for home := range strings.FieldsSeq(homes) {
		if home == parent {
			return true
		}
	}
	return parent == "adf"
}

var curlyTag = regexp.MustCompile(`<[a-zA-Z][^<>]*[“”„][^<>]*>`)

// adf reads one or many prospects. arrived is the arrival where the lead does not tell.
func (f *file) adf(text, arrived string) {
	text = curlyTag.ReplaceAllStringFunc(text, strings.NewReplacer("“", `"`, "”", `"`, "„", `"`).Replace)
	if !strings.Contains(strings.ToLower(text), "<prospect") && strings.Contains(strings.ToLower(text), "&lt;prospect") {
		text = html.UnescapeString(text)
	}
	prospects := readElements(text, adfInside).find("prospect")
	if len(prospects) == 0 {
		f.refuse(1, "", ReasonNoLead, beginning([]byte(text)))
	}
	for _, p := range prospects {
		d := prospect(p)
		d.raw = text[min(p.begin, len(text)):min(max(p.end, p.begin), len(text))]
		d.offer(core.FieldReceivedAt, arrived)
		f.add(d)
	}
}

func prospect(p *element) *draft {
	d := &draft{line: p.line, kind: "ADF"}
	if ids := p.all("id"); len(ids) > 0 {
		d.set(core.FieldLeadID, ids[0].text())
		d.offer(core.FieldSource, ids[0].attrs["source"])
		for _, id := range ids[1:] {
			d.other("id "+id.attrs["source"], id.text())
		}
	}
	if source := p.one("provider", "name").text(); source != "" {
		d.set(core.FieldSource, source)
	}
	if status := p.attr("status"); status != "" {
		d.set(core.FieldStatus, status)
	}
	d.offer(core.FieldReceivedAt, p.one("requestdate").text())
	customer := p.one("customer")
	if customer == nil && p.one("contact") != nil {
		customer = p
	}
	d.adfCustomer(customer)
	d.adfVehicle(adfVehicleOf(p), p)
	d.other("vendor", p.one("vendor", "vendorname").text())
	return d
}

func (d *draft) adfCustomer(c *element) {
	if c == nil {
		return
	}
	for _, id := range c.all("id") {
		d.offer(core.FieldCustomerNumber, id.text())
	}
	frame := c.one("timeframe")
	for _, wanted := range []string{frame.one("earliestdate").text(), strings.Join(frame.words0(), " "), frame.one("latestdate").text()} {
		if d.values[core.FieldWantedAt] == "" {
			d.offer(core.FieldWantedAt, wanted)
		}
	}
	if text := frame.one("description").text(); text != "" {
		if d.values[core.FieldWantedAt] == "" {
			d.set(core.FieldWantedAt, text)
		} else {
			d.other("timeframe", text)
		}
	}
	d.offer(core.FieldWork, c.one("comments").text())
	for _, contact := range c.all("contact") {
		d.adfContact(contact)
	}
}

// words0 is the text that stands directly in the element.
func (e *element) words0() []string {
	if e == nil {
		return nil
	}
	return e.words
}

var adfNameParts = map[string]core.Field{
	"first": core.FieldFirstName, "last": core.FieldLastName, "surname": core.FieldLastName, "full": fieldFullName, "": fieldFullName,
	"title": core.FieldTitleBefore, "prefix": core.FieldSalutation, "salutation": core.FieldSalutation, "suffix": core.FieldTitleAfter,
}

func (d *draft) adfContact(c *element) {
	for _, n := range c.all("name") {
		part := n.attr("part")
		switch {
		case n.attr("type") == "business" || n.attr("type") == "company":
			d.offer(core.FieldCompany, n.text())
		case part == "middle":
			d.set(core.FieldFirstName, strings.TrimSpace(d.values[core.FieldFirstName]+" "+n.text()))
		default:
			d.offer(adfNameParts[part], n.text())
		}
	}
	d.offer(core.FieldCompany, c.one("company").text())
	d.offer(core.FieldEmail, c.one("email").text())
	for _, p := range c.all("phone") {
		d.adfPhone(p)
	}
	a := c.one("address")
	for _, s := range a.all("street") {
		if d.values[core.FieldStreet] == "" {
			d.offer(core.FieldStreet, s.text())
		} else {
			d.offer(core.FieldAddressExtra, s.text())
		}
	}
	d.offer(core.FieldAddressExtra, a.one("apartment").text())
	d.offer(core.FieldTown, a.one("city").text())
	d.offer(core.FieldPostcode, a.one("postalcode").text())
	d.offer(core.FieldCountry, a.one("country").text())
}

// adfPhones maps the types of the standard and those portals invented; what has its place taken goes to the next free one.
var adfPhones = map[string][]core.Field{
	"cellphone": {core.FieldMobile}, "mobile": {core.FieldMobile}, "cell": {core.FieldMobile}, "mobil": {core.FieldMobile},
	"work": {core.FieldPhoneWork}, "business": {core.FieldPhoneWork}, "office": {core.FieldPhoneWork},
}

func (d *draft) adfPhone(p *element) {
	kind := p.attr("type")
	if kind == "fax" || kind == "pager" {
		d.other(kind, p.text())
		return
	}
	places := append(append([]core.Field{}, adfPhones[kind]...), core.FieldPhone, core.FieldPhoneWork, core.FieldMobile)
	for _, f := range places {
		if d.values[f] == "" {
			d.offer(f, p.text())
			break
		}
	}
	if preferred := p.attr("preferredcontact"); preferred == "1" && kind == "sms" {
		d.offer(core.FieldSMSConfirmation, "1")
	}
}

// adfVehicleOf chooses the vehicle that comes to the workshop: the one of interest "service", else none that is traded in.
func adfVehicleOf(p *element) *element {
	var chosen *element
	for _, v := range p.all("vehicle") {
		switch {
		case v.attr("interest") == "service":
			return v
		case chosen == nil || chosen.attr("interest") == "trade-in" && v.attr("interest") != "trade-in":
			chosen = v
		}
	}
	return chosen
}

var (
	plateComment = regexp.MustCompile(`(?i)(?:kennzeichen|kz\.?|kontrollschild|license plate|licence plate|plate)\s*[:=]?\s*([A-ZÄÖÜ]{1,3}[ \-.]?[A-ZÄÖÜ0-9][A-ZÄÖÜ0-9 \-]{1,9})`)
	serviceWords = regexp.MustCompile(`(?i)service|werkstatt|inspektion|pickerl|57a|\bhu\b|\bau\b|tüv|mfk|reparatur|repair|reifen|räder|bremse|öl|oil|wartung|maintenance|termin|rückruf|diagnose|klima|batterie|unfall|glas|check`)
)

func (d *draft) adfVehicle(v, p *element) {
	if v != nil {
		for _, id := range v.all("id") {
			switch source := id.attr("source"); source {
			case "plate", "kennzeichen", "licenseplate", "license", "licenceplate":
				d.offer(core.FieldPlate, id.text())
			default:
				d.other("vehicle id "+source, id.text())
			}
		}
		d.offer(core.FieldPlate, v.one("licenseplate").text())
		d.offer(core.FieldPlate, v.one("plate").text())
		for f, name := range map[core.Field]string{
			core.FieldVIN: "vin", core.FieldMake: "make", core.FieldModel: "model", core.FieldVariant: "trim",
			core.FieldComments: "comments",
		} {
			d.offer(f, v.one(name).text())
		}
		d.other("year", v.one("year").text())
		if odometer := v.one("odometer"); odometer.text() != "" {
			unit := odometer.attr("units")
			if strings.ContainsAny(odometer.text(), "kKmM") {
				unit = ""
			}
			d.offer(core.FieldMileage, strings.TrimSpace(odometer.text()+" "+unit))
		}
	}
	d.offer(core.FieldComments, p.one("comments").text())
	if found := plateComment.FindStringSubmatch(d.values[core.FieldComments] + "\n" + d.values[core.FieldWork]); found != nil {
		d.offer(core.FieldPlate, strings.TrimRight(found[1], " -."))
	}
	d.adfService(v, p)
}

// adfService says when nothing in the lead speaks of the workshop.
func (d *draft) adfService(v, p *element) {
	if v.attr("interest") == "service" {
		return
	}
	said := d.values[core.FieldWork] + " " + d.values[core.FieldComments] + " " + p.one("provider", "service").text()
	if !serviceWords.MatchString(said) {
		d.hints = append(d.hints, core.ImportHint{Field: core.FieldWork, Why: ReasonNotService})
	}
}
