package kit

// Marks is what a field says about its value. An error outweighs a change; an empty message means there is none.
type Marks struct {
	err, changed, origin string
	required             bool
	watch                []func()
}

// SetError marks the value as refused with the sentence why; the empty sentence takes the mark away.
func (m *Marks) SetError(why string) {
	if m.err != why {
		m.err = why
		m.tell()
	}
}

// SetChanged marks the value as differing from what is stored, with the sentence saying so (such as the lead's value); the
// empty sentence takes the mark away.
func (m *Marks) SetChanged(what string) {
	if m.changed != what {
		m.changed = what
		m.tell()
	}
}

// SetOrigin says in the field where its value was taken from, such as "from the lead"; the empty text takes the mark away.
func (m *Marks) SetOrigin(from string) {
	if m.origin != from {
		m.origin = from
		m.tell()
	}
}

// SetRequired marks the field as one that must not stay empty.
func (m *Marks) SetRequired(required bool) {
	if m.required != required {
		m.required = required
		m.tell()
	}
}

// Err is the sentence why the value is refused, empty if it is not.
func (m *Marks) Err() string { return m.err }

// Changed is the sentence about the changed value, empty if there is none.
func (m *Marks) Changed() string { return m.changed }

// Origin is where the value was taken from, empty if nothing is said about it.
func (m *Marks) Origin() string { return m.origin }

// IsRequired tells whether the field must not stay empty.
func (m *Marks) IsRequired() bool { return m.required }

// marks lets a Form reach the marks of any field.
func (m *Marks) marks() *Marks { return m }

func (m *Marks) tell() {
	for _, f := range m.watch {
		f()
	}
}

func (m *Marks) onMarks(f func()) { m.watch = append(m.watch, f) }

type marked interface{ marks() *Marks }
