// Package name compares names of people and companies the way an adviser would:
// Müller, Mueller and Muller are one name, so are "Freitag, Karin" and "Karin Freitag".
//
// [Fold] is the one search form of every text, [Phonetic] the sound of a name,
// [Split], [Titles], [Tokens] and [Company] take names apart, and [Similar]
// judges whether two names can belong to one person.
//
// All functions accept any input, including invalid UTF-8, and never fail.
package name
