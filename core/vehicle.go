package core

import (
	"errors"
	"strconv"
	"strings"

	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// VehicleData describes a car. A lead brings it, a vehicle of the master has it, and a transit vehicle (known only
// inside one appointment) consists of nothing else.
type VehicleData struct {
	VIN               string `cbor:"1,keyasint,omitempty"`
	Plate             string `cbor:"2,keyasint,omitempty"`
	PlateCountry      string `cbor:"3,keyasint,omitempty"` // ISO 3166-1 alpha-2
	Make              string `cbor:"4,keyasint,omitempty"`
	Model             string `cbor:"5,keyasint,omitempty"`
	Variant           string `cbor:"6,keyasint,omitempty"`
	FirstRegistration Date   `cbor:"7,keyasint,omitempty"`
	Mileage           int    `cbor:"8,keyasint,omitempty"` // kilometres, 0 to 9,999,999; 0 is not known
	InspectionDue     Month  `cbor:"9,keyasint,omitempty"` // §57a, HU or MFK
}

// Vehicle is one record of the vehicle master. Two records may carry the same VIN under different owners.
type Vehicle struct {
	Meta   Meta        `cbor:"1,keyasint"`
	Data   VehicleData `cbor:"2,keyasint"`
	Owner  ID          `cbor:"3,keyasint,omitempty"` // customer
	Driver ID          `cbor:"4,keyasint,omitempty"` // customer; none when the owner drives
	Notes  string      `cbor:"5,keyasint,omitempty"`
}

// The fields of a vehicle.
const (
	FieldVIN               Field = "vin"
	FieldPlate             Field = "plate"
	FieldPlateCountry      Field = "plate_country"
	FieldMake              Field = "make"
	FieldModel             Field = "model"
	FieldVariant           Field = "variant"
	FieldFirstRegistration Field = "first_registration"
	FieldMileage           Field = "mileage"
	FieldInspectionDue     Field = "inspection_due"
	FieldOwner             Field = "owner_number"
	FieldDriver            Field = "driver_number"
)

var vehicleFields = []Field{
	FieldVIN, FieldPlate, FieldPlateCountry, FieldMake, FieldModel, FieldVariant,
	FieldFirstRegistration, FieldMileage, FieldInspectionDue,
}

// VehicleFields lists the fields of VehicleData in reading order.
func VehicleFields() []Field { return append([]Field(nil), vehicleFields...) }

func (v *VehicleData) text(f Field) *string {
	switch f {
	case FieldVIN:
		return &v.VIN
	case FieldPlate:
		return &v.Plate
	case FieldPlateCountry:
		return &v.PlateCountry
	case FieldMake:
		return &v.Make
	case FieldModel:
		return &v.Model
	case FieldVariant:
		return &v.Variant
	}
	return nil
}

// Get is the value of field f as text (dates as yyyy-mm-dd, months as yyyy-mm, mileage in kilometres).
func (v *VehicleData) Get(f Field) string {
	switch f {
	case FieldFirstRegistration:
		return v.FirstRegistration.String()
	case FieldMileage:
		if v.Mileage == 0 {
			return ""
		}
		return strconv.Itoa(v.Mileage)
	case FieldInspectionDue:
		return v.InspectionDue.String()
	}
	if p := v.text(f); p != nil {
		return *p
	}
	return ""
}

// Set stores a field from text in the form Get writes; a value that cannot be read is an Invalid error and changes nothing.
func (v *VehicleData) Set(f Field, value string) error {
	if p := v.text(f); p != nil {
		*p = value
		return nil
	}
	switch f {
	case FieldFirstRegistration:
		d, err := ParseDate(value)
		if err != nil {
			return Refuse(f, ReasonDate)
		}
		v.FirstRegistration = d
	case FieldInspectionDue:
		m, err := ParseMonth(value)
		if err != nil {
			return Refuse(f, ReasonDate)
		}
		v.InspectionDue = m
	case FieldMileage:
		km := 0
		if value != "" {
			var err error
			if km, err = strconv.Atoi(value); err != nil {
				return Refuse(f, ReasonNumber)
			}
		}
		v.Mileage = km
	default:
		return Refuse(f, ReasonUnknown)
	}
	return nil
}

// FieldValues lists all values as text in reading order.
func (v *VehicleData) FieldValues() []FieldValue {
	values := make([]FieldValue, len(vehicleFields))
	for i, f := range vehicleFields {
		values[i] = FieldValue{f, v.Get(f)}
	}
	return values
}

// Normalize writes VIN and plate in their usual form and tidies blanks; country is the default of the plate.
func (v *VehicleData) Normalize(country string) {
	v.VIN = vin.Normalize(v.VIN)
	for _, p := range []*string{&v.PlateCountry, &v.Make, &v.Model, &v.Variant} {
		*p = strings.Join(strings.Fields(*p), " ")
	}
	v.PlateCountry = strings.ToUpper(v.PlateCountry)
	if v.Plate = strings.TrimSpace(v.Plate); v.Plate != "" {
		home := v.PlateCountry
		if home == "" {
			home = country
		}
		v.Plate = plate.Display(v.Plate, home)
	}
}

// Empty tells whether nothing that identifies or describes a car is there.
func (v *VehicleData) Empty() bool {
	return v.VIN == "" && v.Plate == "" && v.Make == "" && v.Model == "" && v.Variant == ""
}

// Title is make and model, or what else is known.
func (v *VehicleData) Title() string { return joinWords(v.Make, v.Model, v.Variant) }

// Label is plate and title for lists; the VIN where there is no plate.
func (v *VehicleData) Label() string {
	head := v.Plate
	if head == "" {
		head = v.VIN
	}
	return joinWords(head, v.Title())
}

// Validate reports every unacceptable field. An odd VIN or plate is never refused, only too long or unreadable text.
func (v *VehicleData) Validate() error {
	var all []error
	for _, f := range vehicleFields {
		if p := v.text(f); p != nil {
			if why := textFault(*p, MaxText); why != "" {
				all = append(all, Refuse(f, why))
			}
		}
	}
	if v.Mileage < 0 || v.Mileage > 9_999_999 {
		all = append(all, Refuse(FieldMileage, ReasonRange))
	}
	if v.FirstRegistration != 0 && !v.FirstRegistration.Valid() {
		all = append(all, Refuse(FieldFirstRegistration, ReasonDate))
	}
	if v.InspectionDue != 0 && !v.InspectionDue.Valid() {
		all = append(all, Refuse(FieldInspectionDue, ReasonDate))
	}
	return errors.Join(all...)
}

// Entity is EntityVehicle.
func (v *Vehicle) Entity() Entity { return EntityVehicle }

// Head gives the record's Meta.
func (v *Vehicle) Head() *Meta { return &v.Meta }

// Refs are owner and driver.
func (v *Vehicle) Refs() []*ID { return []*ID{&v.Owner, &v.Driver} }

// FieldValues lists all values as text; owner and driver as record ids.
func (v *Vehicle) FieldValues() []FieldValue {
	return append(v.Data.FieldValues(), FieldValue{FieldOwner, idText(v.Owner)}, FieldValue{FieldDriver, idText(v.Driver)},
		FieldValue{FieldNotes, v.Notes})
}

// Set stores a field from text in the form FieldValues writes, owner and driver as record ids; a value that cannot be
// read is an Invalid error and changes nothing.
func (v *Vehicle) Set(f Field, value string) error {
	switch f {
	case FieldNotes:
		v.Notes = value
	case FieldOwner:
		return setID(&v.Owner, f, value)
	case FieldDriver:
		return setID(&v.Driver, f, value)
	default:
		return v.Data.Set(f, value)
	}
	return nil
}

func setID(id *ID, f Field, value string) error {
	if value == "" {
		*id = 0
		return nil
	}
	n, err := strconv.ParseUint(value, 10, 63)
	if err != nil {
		return Refuse(f, ReasonNumber)
	}
	*id = ID(n)
	return nil
}

// Validate reports every unacceptable field; a vehicle of the master needs an owner and a VIN, a plate or a make.
func (v *Vehicle) Validate() error {
	all := []error{v.Data.Validate()}
	if v.Owner == 0 {
		all = append(all, Refuse(FieldOwner, ReasonRequired))
	}
	if v.Data.Empty() {
		all = append(all, Refuse(FieldVIN, ReasonNoVehicle))
	}
	if why := notesFault(v.Notes); why != "" {
		all = append(all, Refuse(FieldNotes, why))
	}
	return errors.Join(all...)
}

func idText(id ID) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(id), 10)
}
