package match

import "terminwerk/core"

// Source is what the search reads: the stock at one moment.
type Source = core.Stock

// Posting is one customer under a key.
type Posting = core.Posting

// The vocabularies that Near knows.
const (
	NearLast  = core.NearLast
	NearFirst = core.NearFirst
)
