// Package match finds the customers of the master who may be the person of a lead, says how probable that is and why.
//
// It is pure: Keys derives the keys under which a customer is found, Find asks a Source for the customers under the
// query's keys, compares each with the query field by field and orders them by probability. Nothing is ever linked here;
// the caller decides on the one scale of Class.
package match

import "terminwerk/core"

// Class is the one scale of decisions, the same everywhere in the program.
type Class uint8

// The classes: nobody below .05, possible from .05, likely from .5, certain from .99 without a rival.
const (
	Nobody Class = iota
	Possible
	Likely
	Certain
)

// Relation says how two values of a field compare.
type Relation uint8

// The relations; Missing on either side is never a contradiction.
const (
	Missing    Relation = iota // both empty
	Equal                      // the same after normalisation
	Similar                    // typing error, nickname, abbreviation
	SoundsLike                 // same sound
	Different
	OnlyLeft  // only the lead has a value
	OnlyRight // only the customer has one
)

// Reason is one piece of evidence: a field (or a vehicle's VIN or plate), how it compares, and the weight with which it
// counted, positive for the same person.
type Reason struct {
	Field    core.Field
	Relation Relation
	Weight   float64
}

// Comparison is one row of the split view: the values of both sides and how they compare.
type Comparison struct {
	Field    core.Field
	Left     string // lead
	Right    string // customer
	Relation Relation
}

// Candidate is a customer who may be the person asked for.
type Candidate struct {
	Customer    core.Customer
	Vehicles    []core.Vehicle
	Probability float64 // 0 to 1
	Class       Class
	Reasons     []Reason  // strongest first
	Rival       core.ID   // another candidate who is as good, so this one is not certain; 0 without one
	Twins       []core.ID // other candidates who are evidently the same person stored twice
}

// Among finds the candidate with an id; nil when there is none.
func Among(list []Candidate, id core.ID) *Candidate {
	for i := range list {
		if id != 0 && list[i].Customer.Meta.ID == id {
			return &list[i]
		}
	}
	return nil
}

// Query is what is known of somebody: from a lead, or from a customer about to be created.
type Query struct {
	Contact  core.Contact
	Vehicle  core.VehicleData
	Birthday core.Date
	Exclude  []core.ID // customers that are not it: the cash-sale customer, decisions "kein Duplikat", the customer itself
}
