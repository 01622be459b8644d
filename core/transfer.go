package core

// ImportResult counts what an import did. Read is the number of records in the files; each of them is in exactly one of
// the other counts.
type ImportResult struct {
	Read        int          `json:"read"`
	New         int          `json:"new"`
	Updated     int          `json:"updated"`
	Unchanged   int          `json:"unchanged"`
	Cancelled   int          `json:"cancelled"`
	Quarantined int          `json:"quarantined"`
	Review      int          `json:"review"` // fields changed on both sides, kept for somebody to decide
	Notes       []ImportNote `json:"notes,omitempty"`
}

// ImportNote is something worth knowing about one record of an imported file.
type ImportNote struct {
	File  string `json:"file"`
	Line  int    `json:"line,omitempty"`
	Field Field  `json:"field,omitempty"`
	Why   Reason `json:"why"`
	// Value is what Why speaks of, for instance the customer numbers of the owners of one VIN; empty for most.
	Value string `json:"value,omitempty"`
}

// CheckReport is what a check of a database found. Faults are sentences for an administrator, in English, without personal
// data.
type CheckReport struct {
	Records int      `json:"records"`
	Faults  []string `json:"faults"`
}

// Add counts other on top of r.
func (r *ImportResult) Add(other ImportResult) {
	r.Read += other.Read
	r.New += other.New
	r.Updated += other.Updated
	r.Unchanged += other.Unchanged
	r.Cancelled += other.Cancelled
	r.Quarantined += other.Quarantined
	r.Review += other.Review
	r.Notes = append(r.Notes, other.Notes...)
}
