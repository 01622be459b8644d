package store

import "terminwerk/core"

// compactImport is an ImportState in the file: there is one for every imported customer and vehicle, so field names are
// written as numbers.
type compactImport struct {
	Meta   core.Meta            `cbor:"1,keyasint"`
	Target core.Ref             `cbor:"2,keyasint"`
	Source string               `cbor:"3,keyasint,omitempty"`
	Codes  []byte               `cbor:"4,keyasint,omitempty"`
	Texts  []string             `cbor:"5,keyasint,omitempty"`
	Other  []core.FieldValue    `cbor:"6,keyasint,omitempty"`
	Review []core.FieldConflict `cbor:"7,keyasint,omitempty"`
}

// importFields gives each field its number in the file, its place here; append only.
var importFields = []core.Field{
	core.FieldCustomerNumber, core.FieldSalutation, core.FieldTitleBefore, core.FieldTitleAfter, core.FieldFirstName,
	core.FieldLastName, core.FieldCompany, core.FieldLegalForm, core.FieldStreet, core.FieldHouseNumber,
	core.FieldAddressExtra, core.FieldCountry, core.FieldPostcode, core.FieldTown, core.FieldPhone, core.FieldPhoneWork,
	core.FieldMobile, core.FieldEmail, core.FieldLanguage, core.FieldBirthday, core.FieldNotes, core.FieldBlocked,
	core.FieldBlockReason, core.FieldStatus, core.FieldVIN, core.FieldPlate, core.FieldPlateCountry, core.FieldMake,
	core.FieldModel, core.FieldVariant, core.FieldFirstRegistration, core.FieldMileage, core.FieldInspectionDue,
	core.FieldOwner, core.FieldDriver,
}

var importCodes = func() map[core.Field]byte {
	codes := make(map[core.Field]byte, len(importFields))
	for i, f := range importFields {
		codes[f] = byte(i)
	}
	return codes
}()

func compactOf(s *core.ImportState) *compactImport {
	c := &compactImport{
		Meta: s.Meta, Target: s.Target, Source: s.Source, Review: s.Review,
		Codes: make([]byte, 0, len(s.Values)), Texts: make([]string, 0, len(s.Values)),
	}
	for _, v := range s.Values {
		if code, ok := importCodes[v.Field]; ok {
			c.Codes = append(c.Codes, code)
			c.Texts = append(c.Texts, v.Value)
		} else {
			c.Other = append(c.Other, v)
		}
	}
	return c
}

func (c *compactImport) expand() core.ImportState {
	s := core.ImportState{Meta: c.Meta, Target: c.Target, Source: c.Source, Review: c.Review}
	for i, code := range c.Codes {
		if int(code) < len(importFields) && i < len(c.Texts) {
			s.Values = append(s.Values, core.FieldValue{Field: importFields[code], Value: c.Texts[i]})
		}
	}
	s.Values = append(s.Values, c.Other...)
	return s
}

// importOfVehicle keeps the states of vehicles apart from those of customers, so that a bulk load appends to both.
const importOfVehicle core.ID = 1 << 62

// importID is where the state of a target lies; it needs no index of its own.
func importID(target core.Ref) core.ID {
	if target.Entity == core.EntityVehicle {
		return target.ID | importOfVehicle
	}
	return target.ID
}
