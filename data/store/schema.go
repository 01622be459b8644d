package store

import (
	"encoding/hex"
	"fmt"
	"strings"

	"terminwerk/core"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// The versions that decide whether this program may use a file as it is.
const (
	fileForm  = 2 // of buckets and frames, raised with every bucket that comes; a newer file is refused, an older one completed
	indexForm = 3 // of the index buckets; another one is rebuilt at open
)

// The buckets that hold no records of their own.
var (
	bucketMeta       = []byte("meta")
	bucketSeq        = []byte("seq")
	bucketAudit      = []byte("audit")
	bucketChange     = []byte("change")
	bucketPref       = []byte("pref")
	bucketDraft      = []byte("draft")
	bucketAuditOf    = []byte("ix.audit.target")
	bucketChangeByOp = []byte("ix.change.op")
	plainBuckets     = [][]byte{
		bucketMeta, bucketSeq, bucketAudit, bucketChange, bucketPref, bucketAuditOf, bucketChangeByOp,
		bucketDraft,
	}
)

// entity describes how one kind of record is kept.
type entity struct {
	name    core.Entity
	bucket  []byte
	fresh   func() core.Record
	indexes []index
	group   func(core.Record) string // what its counters tell apart; nil for one counter
	sorts   map[core.Sort]string     // order of a list -> index; the usual one under SortUsual
	search  []string                 // text indexes in which beginnings of words are looked up
}

// index is derived from its records by keys alone, so that it can be rebuilt and checked.
type index struct {
	field  string
	bucket []byte
	unique core.Field // not empty: a value belongs to one record, and this is the field at fault
	packed bool       // see packing
	words  bool       // it has keys for the words that the index "match" holds, not for records
	keys   func(core.Record, *keyer)
}

func indexOf[R core.Record](e core.Entity, field string, keys func(R, *keyer)) index {
	return index{
		field: field, bucket: []byte("ix." + string(e) + "." + field),
		keys: func(r core.Record, k *keyer) { keys(r.(R), k) },
	}
}

func (ix index) inBlocks() index {
	ix.packed = true
	return ix
}

func (ix index) only(f core.Field) index {
	ix.unique = f
	return ix
}

func (e *entity) index(field string) *index {
	for i := range e.indexes {
		if e.indexes[i].field == field {
			return &e.indexes[i]
		}
	}
	panic("no index " + string(e.name) + "." + field)
}

// schema is every entity by name.
type schema map[core.Entity]*entity

func newSchema() schema {
	s := schema{}
	for _, e := range []*entity{
		customerEntity(), vehicleEntity(), leadEntity(), appointmentEntity(), notDuplicateEntity(), importEntity(),
		quarantineEntity(), messageEntity(), mergeEntity(),
		{name: core.EntitySettings, fresh: func() core.Record { return new(core.Settings) }},
	} {
		e.bucket = []byte(e.name)
		s[e.name] = e
	}
	return s
}

func (s schema) of(name core.Entity) (*entity, error) {
	if e := s[name]; e != nil {
		return e, nil
	}
	return nil, &core.Error{Kind: core.Internal, Op: "store", Err: fmt.Errorf("unknown entity %q", name)}
}

func (s schema) all() []*entity {
	order := []core.Entity{
		core.EntitySettings, core.EntityCustomer, core.EntityVehicle, core.EntityLead, core.EntityAppointment,
		core.EntityNotDuplicate, core.EntityImportState, core.EntityQuarantine, core.EntityMessage, core.EntityMerge,
	}
	list := make([]*entity, len(order))
	for i, name := range order {
		list[i] = s[name]
	}
	return list
}

func customerEntity() *entity {
	const e = core.EntityCustomer
	return &entity{
		name:  e,
		fresh: func() core.Record { return new(core.Customer) },
		indexes: []index{
			indexOf(e, "number", func(c *core.Customer, k *keyer) { k.exactOrder(strings.ToLower(c.Number)) }).only(core.FieldCustomerNumber),
			indexOf(e, "former", func(c *core.Customer, k *keyer) {
				for _, number := range c.Former {
					k.exact(strings.ToLower(number))
				}
			}).only(core.FieldFormer),
			indexOf(e, "name", func(c *core.Customer, k *keyer) { k.order(c.Contact.SortName()) }),
			indexOf(e, "town", func(c *core.Customer, k *keyer) { k.order(c.Contact.Town) }),
			indexOf(e, "word", func(c *core.Customer, k *keyer) { contactWords(&c.Contact, k) }),
			indexOf(e, "match", func(c *core.Customer, k *keyer) { k.entry(c) }).inBlocks(),
			{field: "near", bucket: []byte("ix.customer.near"), packed: true, words: true, keys: func(core.Record, *keyer) {}},
		},
		sorts:  map[core.Sort]string{core.SortUsual: "name", core.SortName: "name", core.SortNumber: "number", core.SortTown: "town"},
		search: []string{"name", "town", "word", "number", "former"},
	}
}

func vehicleEntity() *entity {
	const e = core.EntityVehicle
	return &entity{
		name:  e,
		fresh: func() core.Record { return new(core.Vehicle) },
		indexes: []index{
			indexOf(e, "plate", func(v *core.Vehicle, k *keyer) { k.exactOrder(plate.Normalize(v.Data.Plate)) }),
			indexOf(e, "vin", func(v *core.Vehicle, k *keyer) { k.exactOrder(vin.Key(v.Data.VIN)) }),
			indexOf(e, "tail", func(v *core.Vehicle, k *keyer) { k.exact(vin.Tail(v.Data.VIN)) }),
			indexOf(e, "model", func(v *core.Vehicle, k *keyer) { k.order(v.Data.Title()) }),
			indexOf(e, "word", func(v *core.Vehicle, k *keyer) { k.words(v.Data.Title(), 1); plateEnds(v.Data.Plate, k) }),
			indexOf(e, "customer", func(v *core.Vehicle, k *keyer) { k.reference(v.Owner); k.reference(v.Driver) }),
		},
		sorts:  map[core.Sort]string{core.SortUsual: "plate", core.SortPlate: "plate", core.SortVIN: "vin", core.SortModel: "model"},
		search: []string{"model", "word", "plate", "vin", "tail"},
	}
}

// plateEnds lets a plate be found from each of its parts on.
func plateEnds(number string, k *keyer) {
	for _, end := range plate.Ends(number) {
		k.exact(end)
	}
}

func leadEntity() *entity {
	const e = core.EntityLead
	return &entity{
		name:  e,
		fresh: func() core.Record { return new(core.Lead) },
		group: func(r core.Record) string { return string(r.(*core.Lead).Status) },
		indexes: []index{
			indexOf(e, "received", func(l *core.Lead, k *keyer) { k.number(signed(l.Request.ReceivedAt.Unix())) }),
			indexOf(e, "wanted", func(l *core.Lead, k *keyer) { k.number(signed(int64(l.Request.WantedAt))) }),
			indexOf(e, "name", func(l *core.Lead, k *keyer) { k.order(l.Request.Contact.SortName()) }),
			indexOf(e, "town", func(l *core.Lead, k *keyer) { k.order(l.Request.Contact.Town) }),
			indexOf(e, "plate", func(l *core.Lead, k *keyer) { k.exactOrder(plate.Normalize(l.Request.Vehicle.Plate)) }),
			indexOf(e, "status", func(l *core.Lead, k *keyer) { k.exact(string(l.Status)) }),
			indexOf(e, "external", func(l *core.Lead, k *keyer) { k.exact(externalKey(l.Request.Source, l.Request.ExternalID)) }).only(core.FieldLeadID),
			indexOf(e, "word", func(l *core.Lead, k *keyer) {
				contactWords(&l.Request.Contact, k)
				k.words(l.Request.Vehicle.Title(), 0)
				plateEnds(l.Request.Vehicle.Plate, k)
				k.exact(vin.Key(l.Request.Vehicle.VIN))
				k.exact(vin.Tail(l.Request.Vehicle.VIN))
				k.words(l.Request.CustomerNumber, 0)
				k.words(l.Request.ExternalID, 0)
			}),
		},
		sorts: map[core.Sort]string{
			core.SortUsual: "received", core.SortReceived: "received", core.SortWanted: "wanted", core.SortName: "name",
			core.SortTown: "town", core.SortPlate: "plate",
		},
		search: []string{"name", "town", "word", "plate"},
	}
}

func externalKey(source, id string) string { return source + "\x00" + id }

// longStay is how many minutes an appointment lasts before it is also listed in an index of its own, so that the search
// for all stays touching a day need not look back further than this.
const longStay = 7 * 24 * 60

func appointmentEntity() *entity {
	const e = core.EntityAppointment
	return &entity{
		name:  e,
		fresh: func() core.Record { return new(core.Appointment) },
		group: func(r core.Record) string { return string(r.(*core.Appointment).Status) },
		indexes: []index{
			indexOf(e, "dropoff", func(a *core.Appointment, k *keyer) { k.number(signed(int64(a.DropOff.At))) }),
			indexOf(e, "long", func(a *core.Appointment, k *keyer) {
				if stayEnd(a).Sub(a.DropOff.At) > longStay {
					k.number(signed(int64(a.DropOff.At)))
				}
			}),
			indexOf(e, "name", func(a *core.Appointment, k *keyer) { k.order(a.Contact.SortName()) }),
			indexOf(e, "status", func(a *core.Appointment, k *keyer) { k.exact(string(a.Status)) }),
			indexOf(e, "customer", func(a *core.Appointment, k *keyer) { k.reference(a.Customer) }),
			indexOf(e, "vehicle", func(a *core.Appointment, k *keyer) { k.reference(a.Vehicle) }),
			indexOf(e, "word", func(a *core.Appointment, k *keyer) {
				contactWords(&a.Contact, k)
				k.words(a.Contact.Town, 0)
				k.words(a.Transit.Title(), 0)
				k.exact(plate.Normalize(a.Transit.Plate))
				plateEnds(a.Transit.Plate, k)
				k.exact(vin.Key(a.Transit.VIN))
			}),
		},
		sorts:  map[core.Sort]string{core.SortUsual: "dropoff", core.SortDropOff: "dropoff", core.SortName: "name"},
		search: []string{"name", "word"},
	}
}

// stayEnd is the end of pick-up, never before the end of drop-off.
func stayEnd(a *core.Appointment) core.WallTime { return max(a.PickUp.End(), a.DropOff.End()) }

func notDuplicateEntity() *entity {
	const e = core.EntityNotDuplicate
	return &entity{
		name:  e,
		fresh: func() core.Record { return new(core.NotDuplicate) },
		indexes: []index{
			indexOf(e, "lead", func(n *core.NotDuplicate, k *keyer) { k.reference(n.Lead) }),
			indexOf(e, "customer", func(n *core.NotDuplicate, k *keyer) { k.reference(n.Customer); k.reference(n.Other) }),
		},
	}
}

func importEntity() *entity {
	const e = core.EntityImportState
	return &entity{
		name:  e,
		fresh: func() core.Record { return new(core.ImportState) },
		indexes: []index{
			indexOf(e, "review", func(s *core.ImportState, k *keyer) {
				if len(s.Review) > 0 {
					k.number(0)
				}
			}),
		},
	}
}

func quarantineEntity() *entity {
	const e = core.EntityQuarantine
	return &entity{
		name:  e,
		fresh: func() core.Record { return new(core.Quarantined) },
		indexes: []index{
			indexOf(e, "digest", func(q *core.Quarantined, k *keyer) { k.exact(hex.EncodeToString(q.Digest)) }),
		},
	}
}

func mergeEntity() *entity {
	const e = core.EntityMerge
	return &entity{
		name:  e,
		fresh: func() core.Record { return new(core.Merge) },
		indexes: []index{
			indexOf(e, "kept", func(m *core.Merge, k *keyer) { k.reference(m.Kept) }),
			indexOf(e, "number", func(m *core.Merge, k *keyer) { k.exact(strings.ToLower(m.Gone.Number)) }),
		},
	}
}

// contactWords are the words of a contact beyond the first of its sort name and of its town, which the orders by name and
// town already find.
func contactWords(c *core.Contact, k *keyer) {
	k.words(c.SortName(), 1)
	k.words(c.Town, 1)
	for _, p := range []core.Phone{c.Phone, c.PhoneWork, c.Mobile} {
		number := p.E164
		if number == "" {
			number = p.Typed
		}
		k.exact(dialled(number))
	}
	k.exact(strings.ToLower(c.Email))
}
