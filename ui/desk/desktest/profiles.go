package desktest

import (
	"testing"

	"terminwerk/assets"
	"terminwerk/data/smsreminder"
)

// Book is a choice of SMS reminder services.
type Book = smsreminder.Book

// Profiles are those that ship.
func Profiles(t testing.TB) Book {
	t.Helper()
	book, err := smsreminder.ReadProfiles(assets.SMS)
	if err != nil {
		t.Fatal(err)
	}
	return book
}
